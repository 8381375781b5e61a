package leapfrog.engine;

/**
 * Holds what the caller asks of a backend.
 *
 * @param chains how many chains will run in all, a hint for sizes only: no number may depend on it
 * @param transitions how many each chain will make, warm-up included, a hint for the choice of a backend only
 * @param threads host threads to use, at least 1
 * @param device a part of a device's name or its index {@code "0:1"} as {@code leapfrog devices} prints it, or "" for the first that
 *     fits
 */
public record EngineOptions(int chains, long transitions, int threads, String device) {
    private static final long USUAL = 2000;

    /** For the usual number of transitions, 1000 of warm-up and 1000 draws. */
    public EngineOptions(int chains, int threads, String device) {
        this(chains, USUAL, threads, device);
    }

    /** The same on this device. */
    public EngineOptions on(String other) {
        return new EngineOptions(chains, transitions, threads, other);
    }
}
