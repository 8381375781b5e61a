package leapfrog.simd;

import java.util.Arrays;

/**
 * Holds one term of a factor that rows are not sorted by.
 *
 * @param first its first coefficient
 * @param place where that one's gradient goes
 * @param sorted whether to take the rows of a tile level by level, or in their own order
 * @param covariate [rows] in that order of tiles and rows
 */
record CrossedTerm(int first, int place, boolean sorted, double[] covariate, TileOrder order) {
    /** @param covariate [rows] in their own order */
    static CrossedTerm of(int first, int place, double[] covariate, TileOrder order) {
        if (!order.longSegments()) {
            return new CrossedTerm(first, place, false, covariate, order);
        }
        double[] sorted = new double[covariate.length];
        Arrays.setAll(sorted, i -> covariate[i - i % TilePlan.TILE + order.row()[i]]);
        return new CrossedTerm(first, place, true, sorted, order);
    }
}
