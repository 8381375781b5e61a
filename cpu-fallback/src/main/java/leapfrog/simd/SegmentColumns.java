package leapfrog.simd;

import java.util.Arrays;

/** Adds up the coefficients that one covariate has in a segment, and hands their common gradient to each of them. */
final class SegmentColumns {
    private SegmentColumns() {}

    static void fill(RowPlan rows, int level, Block block) {
        Arrays.fill(block.columns, 0, rows.columns() * block.lanes, 0);
        for (int k = 0; k < rows.columns(); k++) {
            for (int coefficient : rows.global()[k]) {
                add(block.coefficients, coefficient, block.columns, k, block.lanes);
            }
            for (int coefficient : rows.byLevel()[k]) {
                add(block.coefficients, coefficient + level, block.columns, k, block.lanes);
            }
        }
    }

    static void clear(RowPlan rows, Block block) {
        Arrays.fill(block.columnGradients, 0, rows.columns() * block.lanes, 0);
    }

    static void addGradients(RowPlan rows, int level, Block block) {
        for (int k = 0; k < rows.columns(); k++) {
            for (int coefficient : rows.global()[k]) {
                add(block.columnGradients, k, block.coefficientGradients, coefficient, block.lanes);
            }
            for (int coefficient : rows.byLevel()[k]) {
                add(block.columnGradients, k, block.coefficientGradients, coefficient + level, block.lanes);
            }
        }
    }

    private static void add(double[] from, int source, double[] to, int target, int lanes) {
        for (int l = 0; l < lanes; l++) {
            to[target * lanes + l] += from[source * lanes + l];
        }
    }
}
