package leapfrog.simd;

import java.util.Arrays;
import leapfrog.model.Likelihood;
import leapfrog.model.ModelData;

/** Evaluates one form of likelihood on the rows of a tile; {@link Likelihood} has the formulas. */
interface RowKernel {
    /**
     * Replaces each η in {@link Block#predictors} by the derivative of the row's log likelihood, and sets {@link Block#tileLikelihood}.
     *
     * @param start the first row of the tile
     * @param size how many rows it has
     */
    void add(TilePlan rows, int start, int size, Block block);

    /** The class of the kernel that a task's rows need. */
    static Class<? extends RowKernel> of(Likelihood likelihood, ModelData.Rows rows) {
        return switch (likelihood) {
            case NORMAL -> NormalRows.class;
            case NORMAL_WITH_ERROR -> NormalWithErrorRows.class;
            case STUDENT_T -> StudentTRows.class;
            case BINOMIAL -> single(rows) ? BernoulliRows.class : BinomialRows.class;
            case POISSON -> PoissonRows.class;
            case NEGATIVE_BINOMIAL -> NegativeBinomialRows.class;
        };
    }

    /** Whether every row is one success or one failure. */
    private static boolean single(ModelData.Rows rows) {
        return (rows.weight() == null || Arrays.stream(rows.weight()).allMatch(w -> w == 1))
                && Arrays.stream(rows.response()).allMatch(y -> y == 0 || y == 1);
    }
}
