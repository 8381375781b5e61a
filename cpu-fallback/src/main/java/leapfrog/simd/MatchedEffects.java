package leapfrog.simd;

import leapfrog.model.MatchedColumns;

/** Goes over the levels of {@link MatchedColumns}. */
interface MatchedEffects {
    /** Sets what levels leave of the products of columns, the products of |M| of groups of levels, and what M⁻¹ adds to E[ζ ζᵀ]. */
    void sum(MarginalPlan plan, MatchedColumns columns, MarginalScratch scratch);

    /** Makes the rest of E[ζ ζᵀ] of the combinations of columns. */
    void square(MarginalPlan plan, MatchedColumns columns, MarginalScratch scratch);
}
