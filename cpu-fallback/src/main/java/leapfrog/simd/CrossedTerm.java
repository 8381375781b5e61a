package leapfrog.simd;

import java.util.Arrays;

/**
 * Holds one term of a factor that rows are not sorted by.
 *
 * @param first its first coefficient
 * @param sorted whether to take the rows of a tile level by level, or in their own order
 * @param covariate [rows] in that order of tiles and rows
 */
record CrossedTerm(int first, boolean sorted, double[] covariate, TileOrder order) {
    /** @param covariate [rows] in their own order */
    static CrossedTerm of(int first, double[] covariate, TileOrder order) {
        if (!order.longSegments()) {
            return new CrossedTerm(first, false, covariate, order);
        }
        double[] sorted = new double[covariate.length];
        Arrays.setAll(sorted, i -> covariate[i - i % TilePlan.TILE + order.row()[i]]);
        return new CrossedTerm(first, true, sorted, order);
    }
}
