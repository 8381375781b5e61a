package leapfrog.simd;

/** Divides by the variance what is the same for all rows of {@link leapfrog.model.Likelihood#NORMAL}. */
interface NormalScale {
    void apply(int coefficients, Block block);
}
