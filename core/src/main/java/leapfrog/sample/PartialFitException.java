package leapfrog.sample;

import org.jspecify.annotations.Nullable;

/** Tells that a run ended early, because it was stopped or its device failed, and carries what had been drawn. */
public final class PartialFitException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Fit fit;

    PartialFitException(String message, @Nullable Fit fit, @Nullable Throwable cause) {
        super(message, cause);
        this.fit = fit;
    }

    /** The draws that every chain finished, or null if there is none. */
    public @Nullable Fit fit() {
        return fit;
    }
}
