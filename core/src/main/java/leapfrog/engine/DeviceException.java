package leapfrog.engine;

/** Tells that a device could not be opened or failed; draws finished before it are kept. The command exits with code 4. */
public final class DeviceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** An error with what failed and what would help. */
    public DeviceException(String message) {
        super(message);
    }

    /** The same, with what made it known. */
    public DeviceException(String message, Throwable cause) {
        super(message, cause);
    }
}
