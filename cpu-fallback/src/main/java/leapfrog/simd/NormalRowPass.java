package leapfrog.simd;

/** Evaluates rows of {@link leapfrog.model.Likelihood#NORMAL} in one pass. */
interface NormalRowPass {
    /** Adds to {@link Block#coefficientGradients}, the log densities and the derivatives by the family's parameters. */
    void add(GeneralPlan plan, NormalPlan rows, Block block);
}
