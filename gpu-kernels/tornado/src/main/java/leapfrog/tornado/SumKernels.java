package leapfrog.tornado;

import static leapfrog.tornado.Field.PIECE_COLUMN;
import static leapfrog.tornado.Field.PIECE_END;
import static leapfrog.tornado.Field.PIECE_FIELDS;
import static leapfrog.tornado.Field.PIECE_FIRST;
import static leapfrog.tornado.Field.POINTS;
import static leapfrog.tornado.Field.POINTS_HEADER;
import static leapfrog.tornado.Field.POINTS_PADDED;
import static leapfrog.tornado.Field.POINT_FIELDS;
import static leapfrog.tornado.Field.POINT_PARTIALS;
import static leapfrog.tornado.Field.POINT_SCORES;
import static leapfrog.tornado.Field.POINT_STRIDE;
import static leapfrog.tornado.Field.POINT_SUMS;
import static leapfrog.tornado.Field.POINT_TASK;
import static leapfrog.tornado.Field.TASK_PIECES;
import static leapfrog.tornado.Field.TASK_PIECE_TABLE;
import static leapfrog.tornado.Field.TASK_SUMS;
import static leapfrog.tornado.Field.TASK_SUM_TABLE;

import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.types.arrays.DoubleArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** Sums what rows left, in two steps of fixed order, for each point: one kernel item adds up one piece, then one sum's pieces. */
final class SumKernels {
    private SumKernels() {}

    /** partial[piece] = Σ covariate · score over the rows of a term's piece, which are rows of one level. */
    static void pieces(
            KernelContext context,
            IntArray tables,
            DoubleArray columns,
            IntArray points,
            DoubleArray scores,
            DoubleArray partials) {
        int item = context.globalIdx;
        int padded = points.get(POINTS_PADDED);
        int number = item / padded;
        int place = item - number * padded;
        if (place < points.get(POINTS)) {
            int point = POINTS_HEADER + place * POINT_FIELDS;
            int task = points.get(point + POINT_TASK);
            if (number < tables.get(task + TASK_PIECES)) {
                int stride = points.get(point + POINT_STRIDE);
                int score = points.get(point + POINT_SCORES);
                int piece = tables.get(task + TASK_PIECE_TABLE) + number * PIECE_FIELDS;
                int column = tables.get(piece + PIECE_COLUMN);
                int end = tables.get(piece + PIECE_END);
                double sum = 0.0;
                for (int k = tables.get(piece + PIECE_FIRST); k < end; k++) {
                    int row = tables.get(k);
                    sum += columns.get(column + row) * scores.get(score + row * stride);
                }
                partials.set(points.get(point + POINT_PARTIALS) + number * stride, sum);
            }
        }
    }

    /** sum[k] = Σ partial over the pieces of the sum. */
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
                int first = tables.get(task + TASK_SUM_TABLE) + number;
                int end = tables.get(first + 1);
                double sum = 0.0;
                for (int piece = tables.get(first); piece < end; piece++) {
                    sum += partials.get(partial + piece * stride);
                }
                sums.set(points.get(point + POINT_SUMS) + number * stride, sum);
            }
        }
    }
}
