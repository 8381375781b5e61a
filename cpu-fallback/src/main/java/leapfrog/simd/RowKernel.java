package leapfrog.simd;

import leapfrog.model.Likelihood;

/** Evaluates one form of likelihood on the rows of a tile; {@link Likelihood} has the formulas. */
interface RowKernel {
    /**
     * Replaces each η in {@link Block#predictors} by the derivative of the row's log likelihood, which is added to the log densities;
     * adds the derivatives by the family's parameters to {@link Block#familyDerivatives}.
     *
     * @param start the first row of the tile
     * @param size how many rows it has
     */
    void add(RowPlan rows, int start, int size, Block block);

    static RowKernel of(Likelihood likelihood, int lanes) {
        return Lanes.make(
                switch (likelihood) {
                    case NORMAL -> NormalRows.class;
                    case NORMAL_WITH_ERROR -> NormalWithErrorRows.class;
                    case STUDENT_T -> StudentTRows.class;
                    case BINOMIAL -> BinomialRows.class;
                    case POISSON -> PoissonRows.class;
                    case NEGATIVE_BINOMIAL -> NegativeBinomialRows.class;
                },
                RowKernel.class,
                lanes);
    }
}
