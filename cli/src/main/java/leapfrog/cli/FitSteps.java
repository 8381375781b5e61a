package leapfrog.cli;

import java.util.List;
import java.util.function.Consumer;
import leapfrog.regression.Compute;
import leapfrog.regression.OpenFit;
import leapfrog.sample.Fit;
import leapfrog.sample.PartialFitException;
import leapfrog.sample.Progress;
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

        /** The same, saying also what there is of the fits so far. */
        Stopped keeping(List<String> kept) {
            return new Stopped(getMessage() + (kept.isEmpty() ? "" : "; kept are " + String.join(", ", kept)), code);
        }
    }

    /**
     * Fits a model and shows its progress on a terminal.
     *
     * @param name of the model
     * @param part takes what was drawn of a fit that ended early
     * @throws Stopped if it did
     */
    Fit fit(String name, Sampler.Request request, Consumer<Fit> part) {
        return fit(name, request, part, ProgressLine.onTerminal());
    }

    /**
     * Fits a model for one of many steps that nobody watches.
     *
     * @throws Stopped if it ended early
     */
    Fit fit(Sampler.Request request) {
        return fit("", request, part -> {}, false);
    }

    private Fit fit(String name, Sampler.Request request, Consumer<Fit> part, boolean shown) {
        Fit fit;
        try (OpenFit opened = OpenFit.open(request, null, compute)) {
            Progress progress = opened.progress();
            try (ProgressLine line = new ProgressLine(name, progress, System.err, shown)) {
                fit = opened.sample(progress, interruption);
            }
        } catch (PartialFitException e) {
            if (e.fit() != null) {
                part.accept(e.fit());
            }
            throw new Stopped(
                    String.valueOf(e.getMessage()), interruption.requested() ? ExitCode.INTERRUPTED : ExitCode.DEVICE);
        }
        if (interruption.requested()) {
            part.accept(fit);
            throw new Stopped("stopped before the comparison was done", ExitCode.INTERRUPTED);
        }
        return fit;
    }
}
