package leapfrog.simd;

import java.util.Arrays;
import leapfrog.model.ModelData.Rows;
import leapfrog.model.ModelData.Term;

/**
 * Holds one term of a factor that rows are not sorted by.
 *
 * @param first its first coefficient
 * @param sorted whether to take the rows of a tile level by level, or in their own order
 * @param covariate [rows] in that order of tiles and rows
 */
record CrossedTerm(int first, boolean sorted, double[] covariate, TileOrder order) {
    static CrossedTerm of(Rows rows, Term term, TileOrder order) {
        boolean sorted = order.longSegments();
        double[] covariate = new double[rows.count()];
        Arrays.setAll(covariate, i -> {
            int row = sorted ? i - i % RowPlan.TILE + order.row()[i] : i;
            return term.covariate() < 0 ? 1 : rows.covariates()[term.covariate()][row];
        });
        return new CrossedTerm(term.firstCoefficient(), sorted, covariate, order);
    }
}
