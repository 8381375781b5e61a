package leapfrog.simd;

/** Evaluates the residuals r = η − y of unweighted rows of {@link leapfrog.model.Likelihood#NORMAL} in one pass. */
interface PlainRowPass {
    /** Adds Σ r² to {@link Block#likelihood}, and the derivatives of ½ Σ r² to {@link Block#coefficientGradients}. */
    void add(PlainPlan rows, Block block);
}
