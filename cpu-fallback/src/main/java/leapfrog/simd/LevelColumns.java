package leapfrog.simd;

/** Takes the columns [y, X] through the levels of a tile. */
interface LevelColumns {
    /** Makes z of each level and column; adds xᵀ M⁻¹ x of each pair of columns. */
    void solve(MarginalPlan plan, MarginalScratch scratch);

    /** Adds the products of the columns' combinations to E[ζ ζᵀ]. */
    void square(MarginalPlan plan, MarginalScratch scratch);
}
