package leapfrog.engine;

import java.util.Locale;

/** Says what one device can do, or why a backend has none. */
public sealed interface DeviceOffer {
    /** The backend's name. */
    String backend();

    /** What a device is. */
    enum Kind {
        /** A processor. */
        CPU,
        /** A graphics processor. */
        GPU,
        /** Another accelerator. */
        ACCELERATOR
    }

    /**
     * A device that can be opened.
     *
     * @param index how {@code --device} can name it, for example {@code 0:1} (platform:device); "" where there is just one
     * @param device its name
     * @param driver vendor, platform and driver version in words
     * @param fp64 whether it computes in double precision
     * @param memoryBytes memory it can use
     * @param computeUnits compute units (cores, for a CPU)
     */
    record Available(
            String backend,
            String index,
            String device,
            String driver,
            Kind kind,
            boolean fp64,
            long memoryBytes,
            int computeUnits)
            implements DeviceOffer {
        /** Whether it is meant by an index, a part of a name in any case, or "" for any. */
        public boolean isNamed(String wanted) {
            return wanted.isEmpty()
                    || index.equals(wanted)
                    || device.toLowerCase(Locale.ROOT).contains(wanted.toLowerCase(Locale.ROOT));
        }
    }

    /** Why there is no device, and what would help. */
    record Unavailable(String backend, String reason, String remedy) implements DeviceOffer {}
}
