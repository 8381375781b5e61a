package leapfrog.simd;

/** Does for all levels what an evaluation with effects integrated out has to do for each. */
interface LevelPass {
    /** Makes z of each level and column, and |M| of groups of levels; adds xᵀ M⁻¹ x of each pair of columns, and M⁻¹ to E[ζ ζᵀ]. */
    void solve(MarginalPlan plan, MarginalScratch scratch);

    /** Adds what E[ζ] and the spread of β add to E[ζ ζᵀ]. */
    void square(MarginalPlan plan, MarginalScratch scratch);
}
