package leapfrog.simd;

import leapfrog.engine.Backend;
import leapfrog.sample.PosteriorContract;

/** Holds the vector backend to the exact posteriors. */
class SimdPosteriorTest extends PosteriorContract {
    @Override
    protected Backend backend() {
        return new SimdBackend();
    }
}
