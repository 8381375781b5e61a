package leapfrog.model;

import org.jspecify.annotations.Nullable;

/**
 * Tells the user that what they gave is wrong: one sentence with what, where, and what would be right.
 *
 * <p>The command turns it into one line on standard error and exit code 2.
 */
public final class InputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** An error of the user's with what is wrong, where, and what would be right. */
    public InputException(String message) {
        super(message);
    }

    /** The same, with what made it known. */
    public InputException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
