package leapfrog.engine;

/** Tells that a device could not be opened or failed; draws finished before it are kept. The command exits with code 4. */
public final class DeviceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DeviceException(String message) {
        super(message);
    }

    public DeviceException(String message, Throwable cause) {
        super(message, cause);
    }
}
