package leapfrog.sample;

import leapfrog.backend.ScalarBackend;
import leapfrog.engine.Backend;

/** Holds the scalar backend to the exact posteriors. */
class ScalarPosteriorTest extends PosteriorContract {
    @Override
    protected Backend backend() {
        return new ScalarBackend();
    }
}
