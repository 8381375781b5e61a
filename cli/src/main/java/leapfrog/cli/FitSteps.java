package leapfrog.cli;

import java.util.function.Consumer;
import leapfrog.regression.Compute;
import leapfrog.regression.OpenFit;
import leapfrog.sample.Fit;
import leapfrog.sample.PartialFitException;
import leapfrog.sample.Sampler;

/** Runs one fit after another for a command that needs all of them. */
record FitSteps(Compute compute, Interruption interruption) {
    /** Tells that a fit ended early, so that the command ends with {@link #code}. */
    static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int code;

        Stopped(String message, int code) {
            super(message);
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    /**
     * Fits a model.
     *
     * @param part takes what was drawn of a fit that ended early
     * @throws Stopped if it did
     */
    Fit fit(Sampler.Request request, Consumer<Fit> part) {
        Fit fit;
        try (OpenFit opened = OpenFit.open(request, null, compute)) {
            fit = opened.sample(opened.progress(), interruption);
        } catch (PartialFitException e) {
            if (e.fit() != null) {
                part.accept(e.fit());
            }
            throw new Stopped(
                    String.valueOf(e.getMessage()), interruption.requested() ? ExitCode.INTERRUPTED : ExitCode.DEVICE);
        }
        if (interruption.requested()) {
            part.accept(fit);
            throw new Stopped("stopped before all models were fitted", ExitCode.INTERRUPTED);
        }
        return fit;
    }
}
