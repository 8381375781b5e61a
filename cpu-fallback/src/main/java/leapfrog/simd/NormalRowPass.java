package leapfrog.simd;

/** Evaluates the residuals r = (η − y) √w of rows of {@link leapfrog.model.Likelihood#NORMAL} in one pass. */
interface NormalRowPass {
    /** Adds Σ r² to {@link Block#likelihood}, and the derivatives of ½ Σ r² to {@link Block#coefficientGradients}. */
    void add(NormalPlan rows, Block block);
}
