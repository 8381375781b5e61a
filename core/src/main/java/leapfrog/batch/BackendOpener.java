package leapfrog.batch;

import leapfrog.engine.Problem;
import leapfrog.sample.OpenBackend;
import leapfrog.sample.Sampler;

/** Opens what a batch computes on. */
public interface BackendOpener {
    /**
     * Whether there are kernels for a problem's structure.
     *
     * @param chains number of chains in all; a hint for sizes
     * @param transitions of each chain; a hint for the choice
     */
    boolean supports(Problem problem, int chains, long transitions);

    /** What is asked for; with all coefficients sampled where there are no kernels that integrate them out. */
    default Sampler.Request supported(Sampler.Request request) {
        boolean whole = supports(request.problem(), request.settings().chains(), request.transitionsOfEach(null));
        return whole ? request : request.samplingAll();
    }

    /**
     * Opens a backend.
     *
     * @param chains as in {@link #supports}
     * @param transitions as in {@link #supports}
     * @throws leapfrog.engine.DeviceException if it cannot be opened
     */
    OpenBackend open(Problem problem, int chains, long transitions);
}
