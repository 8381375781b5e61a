package leapfrog.opencl;

import leapfrog.engine.Backend;
import leapfrog.sample.PosteriorContract;

/** Holds the OpenCL backend to the exact posteriors. */
class OpenClPosteriorTest extends PosteriorContract {
    @Override
    protected Backend backend() {
        return RequiredDevice.backend();
    }

    /** The unpooled model has more coefficients than there is a kernel for. */
    @Override
    protected boolean integratesOut(String model) {
        return !model.equals("unpooled");
    }
}
