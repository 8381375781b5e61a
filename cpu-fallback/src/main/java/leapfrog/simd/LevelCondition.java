package leapfrog.simd;

/** Makes of the levels of a tile what its columns need. */
interface LevelCondition {
    /** Fills {@link MarginalScratch#levels} and the products of |M| of groups of levels; adds M⁻¹ to E[ζ ζᵀ]. */
    void condition(MarginalPlan plan, MarginalScratch scratch);
}
