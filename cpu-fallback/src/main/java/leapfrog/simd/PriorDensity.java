package leapfrog.simd;

import leapfrog.model.ModelData.Prior;

/** Evaluates priors of some shapes. */
interface PriorDensity {
    boolean takes(Prior prior, GeneralPlan plan);

    /** Adds the log density, less its constant, and its derivatives. */
    void add(Prior prior, GeneralPlan plan, Block block);
}
