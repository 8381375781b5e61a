package leapfrog.simd;

/** Does one step of an {@link EliminationPlan}'s algebra for a block. */
interface EliminationPass {
    /** Reads what earlier steps left in the scratch memory, and leaves there what later ones read. */
    void run(EliminationPlan plan, EliminationScratch scratch);
}
