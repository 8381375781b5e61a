package leapfrog.simd;

import leapfrog.model.MatchedColumns;

/** Makes of the sums over levels of {@link MatchedColumns} what {@link MarginalStage} asks for. */
interface MatchedEffects {
    /** Sets what levels leave of the products of columns, and what M⁻¹ adds to E[ζ ζᵀ]. */
    void leave(MarginalPlan plan, MatchedColumns columns, MarginalScratch scratch);

    /** Makes the rest of E[ζ ζᵀ] of the combinations of columns. */
    void square(MarginalPlan plan, MatchedColumns columns, MarginalScratch scratch);
}
