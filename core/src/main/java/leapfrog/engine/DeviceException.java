package leapfrog.engine;

/** Tells that a device could not be opened or failed; draws finished before it are kept. The command exits with code 4. */
public final class DeviceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean outOfMemory;

    /** An error with what failed and what would help. */
    public DeviceException(String message) {
        super(message);
        outOfMemory = false;
    }

    /** The same, with what made it known. */
    public DeviceException(String message, Throwable cause) {
        super(message, cause);
        outOfMemory = false;
    }

    private DeviceException(String message, boolean outOfMemory) {
        super(message);
        this.outOfMemory = outOfMemory;
    }

    /** Tells that a device has too little memory for what it was given: less of it may well fit. */
    public static DeviceException outOfMemory(String message) {
        return new DeviceException(message, true);
    }

    /** Whether less data, or fewer chains, may fit. */
    public boolean isOutOfMemory() {
        return outOfMemory;
    }
}
