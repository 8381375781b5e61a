package leapfrog.batch;

import leapfrog.engine.Problem;
import leapfrog.sample.OpenBackend;

/** Opens what a batch computes on. */
public interface BackendOpener {
    /**
     * Whether there are kernels for a problem's structure.
     *
     * @param chains number of chains in all; a hint for sizes
     * @param transitions of each chain; a hint for the choice
     */
    boolean supports(Problem problem, int chains, long transitions);

    /**
     * Opens a backend.
     *
     * @param chains as in {@link #supports}
     * @param transitions as in {@link #supports}
     * @throws leapfrog.engine.DeviceException if it cannot be opened
     */
    OpenBackend open(Problem problem, int chains, long transitions);
}
