package leapfrog.simd;

/** Does what an evaluation with population coefficients β integrated out has to do for them. */
interface CoefficientMatrix {
    /** Makes of the sums over levels what these leave of the products of columns. */
    void subtract(MarginalPlan plan, MarginalScratch scratch);

    /**
     * Makes the precision matrix P = C Cᵀ of β, its mean and the combinations of columns that E[ζ ζᵀ] is made of, from what levels leave;
     * and what β leaves of q, and E[Σ w r²].
     */
    void factor(MarginalPlan plan, MarginalScratch scratch);
}
