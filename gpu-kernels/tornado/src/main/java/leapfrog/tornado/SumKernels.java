package leapfrog.tornado;

import static leapfrog.tornado.Field.PIECE_COLUMN;
import static leapfrog.tornado.Field.PIECE_END;
import static leapfrog.tornado.Field.PIECE_FIELDS;
import static leapfrog.tornado.Field.PIECE_FIRST;
import static leapfrog.tornado.Field.PIECE_TARGET;
import static leapfrog.tornado.Field.POINTS;
import static leapfrog.tornado.Field.POINTS_HEADER;
import static leapfrog.tornado.Field.POINTS_PADDED;
import static leapfrog.tornado.Field.POINT_FIELDS;
import static leapfrog.tornado.Field.POINT_PARTIALS;
import static leapfrog.tornado.Field.POINT_SCORES;
import static leapfrog.tornado.Field.POINT_STRIDE;
import static leapfrog.tornado.Field.POINT_SUMS;
import static leapfrog.tornado.Field.POINT_TASK;
import static leapfrog.tornado.Field.SUM_END;
import static leapfrog.tornado.Field.SUM_FIELDS;
import static leapfrog.tornado.Field.SUM_FIRST;
import static leapfrog.tornado.Field.SUM_NUMBER;
import static leapfrog.tornado.Field.TASK_FAR_PIECES;
import static leapfrog.tornado.Field.TASK_PIECE_TABLE;
import static leapfrog.tornado.Field.TASK_SUMS;
import static leapfrog.tornado.Field.TASK_SUM_TABLE;

import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.types.arrays.DoubleArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** Sums what row pieces left, in a fixed order, for each point. */
final class SumKernels {
    private SumKernels() {}

    /** Σ covariate · score over the rows of each far piece, which are rows of one level of another factor than the first. */
    static void farPieces(
            KernelContext context,
            IntArray tables,
            DoubleArray columns,
            IntArray points,
            DoubleArray scores,
            DoubleArray partials,
            DoubleArray sums) {
        int item = context.globalIdx;
        int padded = points.get(POINTS_PADDED);
        int number = item / padded;
        int place = item - number * padded;
        if (place < points.get(POINTS)) {
            int point = POINTS_HEADER + place * POINT_FIELDS;
            int task = points.get(point + POINT_TASK);
            if (number < tables.get(task + TASK_FAR_PIECES)) {
                int stride = points.get(point + POINT_STRIDE);
                int score = points.get(point + POINT_SCORES);
                int piece = tables.get(task + TASK_PIECE_TABLE) + number * PIECE_FIELDS;
                int column = tables.get(piece + PIECE_COLUMN);
                int end = tables.get(piece + PIECE_END);
                double slope = 0.0;
                for (int k = tables.get(piece + PIECE_FIRST); k < end; k++) {
                    int row = tables.get(k);
                    slope += columns.get(column + row) * scores.get(score + row * stride);
                }
                int partial = points.get(point + POINT_PARTIALS);
                int sum = points.get(point + POINT_SUMS);
                put(partials, sums, tables.get(piece + PIECE_TARGET), partial, sum, stride, slope);
            }
        }
    }

    /** Σ partial sums, of each sum that has not one piece. */
    static void sums(KernelContext context, IntArray tables, IntArray points, DoubleArray partials, DoubleArray sums) {
        int item = context.globalIdx;
        int padded = points.get(POINTS_PADDED);
        int number = item / padded;
        int place = item - number * padded;
        if (place < points.get(POINTS)) {
            int point = POINTS_HEADER + place * POINT_FIELDS;
            int task = points.get(point + POINT_TASK);
            if (number < tables.get(task + TASK_SUMS)) {
                int stride = points.get(point + POINT_STRIDE);
                int partial = points.get(point + POINT_PARTIALS);
                int sum = tables.get(task + TASK_SUM_TABLE) + number * SUM_FIELDS;
                int end = tables.get(sum + SUM_END);
                double total = 0.0;
                for (int piece = tables.get(sum + SUM_FIRST); piece < end; piece++) {
                    total += partials.get(partial + piece * stride);
                }
                sums.set(points.get(point + POINT_SUMS) + tables.get(sum + SUM_NUMBER) * stride, total);
            }
        }
    }

    /** Keeps the sum over a piece where its target says; {@code partial} and {@code sum} are the point's first ones. */
    static void put(
            DoubleArray partials, DoubleArray sums, int target, int partial, int sum, int stride, double value) {
        if (target < 0) {
            sums.set(sum + (-1 - target) * stride, value);
        } else {
            partials.set(partial + target * stride, value);
        }
    }
}
