package leapfrog.simd;

/** Evaluates rows of two correlated effects together with the effects. */
interface PairRowPass {
    /**
     * Sets {@link Block#likelihood} to Σ r², the gradients by the effects' coordinates, {@link Block#byMeans} and {@link Block#byScaled}, and adds
     * the effects' density.
     */
    void add(PairPlan rows, Block block);
}
