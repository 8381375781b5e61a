package leapfrog.tornado;

import static leapfrog.tornado.Field.POINTS;
import static leapfrog.tornado.Field.POINTS_HEADER;
import static leapfrog.tornado.Field.POINTS_PADDED;
import static leapfrog.tornado.Field.POINT_FIELDS;
import static leapfrog.tornado.Field.POINT_INPUTS;
import static leapfrog.tornado.Field.POINT_PARTIALS;
import static leapfrog.tornado.Field.POINT_SCORES;
import static leapfrog.tornado.Field.POINT_STRIDE;
import static leapfrog.tornado.Field.POINT_SUMS;
import static leapfrog.tornado.Field.POINT_TASK;
import static leapfrog.tornado.Field.TASK_COEFFICIENTS;
import static leapfrog.tornado.Field.TASK_ERROR;
import static leapfrog.tornado.Field.TASK_FAR_TERMS;
import static leapfrog.tornado.Field.TASK_FIRST_ROWS;
import static leapfrog.tornado.Field.TASK_NEAR_TERMS;
import static leapfrog.tornado.Field.TASK_OFFSET;
import static leapfrog.tornado.Field.TASK_RESPONSE;
import static leapfrog.tornado.Field.TASK_ROW_PIECES;
import static leapfrog.tornado.Field.TASK_ROW_TARGETS;
import static leapfrog.tornado.Field.TASK_TERMS_END;
import static leapfrog.tornado.Field.TASK_WEIGHT;
import static leapfrog.tornado.Field.TERM_COEFFICIENTS;
import static leapfrog.tornado.Field.TERM_COLUMN;
import static leapfrog.tornado.Field.TERM_FIELDS;
import static leapfrog.tornado.Field.TERM_TARGETS;

import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.types.arrays.DoubleArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * Takes one point through one row piece: linear predictors, scores, and the sums over the piece that the family and the near terms keep.
 */
final class RowKernel {
    private RowKernel() {}

    /**
     * Item {@code piece · padded + number} is piece {@code piece} of point {@code number}.
     *
     * @param scores [rows] of each point, for the far terms
     * @param partials partial sums of each point; sums of a single piece go to {@code sums}
     * @param family ordinal of the likelihood, and {@code parameters} the number of its parameters: constants of the compiled kernel
     */
    static void rows(
            KernelContext context,
            IntArray tables,
            DoubleArray columns,
            IntArray points,
            DoubleArray inputs,
            DoubleArray scores,
            DoubleArray partials,
            DoubleArray sums,
            int family,
            int parameters) {
        int item = context.globalIdx;
        int padded = points.get(POINTS_PADDED);
        int piece = item / padded;
        int number = item - piece * padded;
        if (number < points.get(POINTS)) {
            int point = POINTS_HEADER + number * POINT_FIELDS;
            int task = points.get(point + POINT_TASK);
            int pieces = tables.get(task + TASK_ROW_PIECES);
            if (piece < pieces) {
                int stride = points.get(point + POINT_STRIDE);
                int input = points.get(point + POINT_INPUTS);
                int score = points.get(point + POINT_SCORES);
                int partial = points.get(point + POINT_PARTIALS);
                int sum = points.get(point + POINT_SUMS);
                int bounds = tables.get(task + TASK_FIRST_ROWS) + piece;
                int first = tables.get(bounds);
                int end = tables.get(bounds + 1);
                predictNear(tables, columns, inputs, scores, task, piece, input, score, stride, first, end);
                predictFar(tables, columns, inputs, scores, task, input, score, stride, first, end);

                int parameter = input + tables.get(task + TASK_COEFFICIENTS) * stride;
                double a = parameters > 0 ? inputs.get(parameter) : 1.0;
                double b = parameters > 1 ? inputs.get(parameter + stride) : 1.0;
                double logA = parameters > 0 ? inputs.get(parameter + parameters * stride) : 0.0;
                int response = tables.get(task + TASK_RESPONSE);
                int weights = tables.get(task + TASK_WEIGHT);
                int errors = tables.get(task + TASK_ERROR);
                double logLikelihood = 0.0;
                double byLogA = 0.0;
                double byLogB = 0.0;
                for (int row = first; row < end; row++) {
                    int place = score + row * stride;
                    double eta = scores.get(place);
                    double y = columns.get(response + row);
                    double w = columns.get(weights + row);
                    double error = columns.get(errors + row);
                    scores.set(place, RowFormulas.score(family, y, w, error, eta, a, b, logA));
                    logLikelihood += RowFormulas.logLikelihood(family, y, w, error, eta, a, b, logA);
                    byLogA += RowFormulas.byLogA(family, y, w, error, eta, a, b, logA);
                    byLogB += RowFormulas.byLogB(family, y, w, eta, a, b);
                }
                int target = tables.get(task + TASK_ROW_TARGETS) + piece;
                SumKernels.put(partials, sums, tables.get(target), partial, sum, stride, logLikelihood);
                if (parameters > 0) {
                    SumKernels.put(partials, sums, tables.get(target + pieces), partial, sum, stride, byLogA);
                }
                if (parameters > 1) {
                    SumKernels.put(partials, sums, tables.get(target + 2 * pieces), partial, sum, stride, byLogB);
                }

                int far = tables.get(task + TASK_FAR_TERMS);
                for (int term = tables.get(task + TASK_NEAR_TERMS); term < far; term += TERM_FIELDS) {
                    int column = tables.get(term + TERM_COLUMN);
                    double slope = 0.0;
                    for (int row = first; row < end; row++) {
                        slope += columns.get(column + row) * scores.get(score + row * stride);
                    }
                    int to = tables.get(tables.get(term + TERM_TARGETS) + piece);
                    SumKernels.put(partials, sums, to, partial, sum, stride, slope);
                }
            }
        }
    }

    /** Leaves where the score of each row will stand what offset and near terms add to its η. */
    private static void predictNear(
            IntArray tables,
            DoubleArray columns,
            DoubleArray inputs,
            DoubleArray scores,
            int task,
            int piece,
            int input,
            int score,
            int stride,
            int first,
            int end) {
        int offset = tables.get(task + TASK_OFFSET);
        for (int row = first; row < end; row++) {
            scores.set(score + row * stride, columns.get(offset + row));
        }
        int far = tables.get(task + TASK_FAR_TERMS);
        for (int term = tables.get(task + TASK_NEAR_TERMS); term < far; term += TERM_FIELDS) {
            int column = tables.get(term + TERM_COLUMN);
            int coefficient = tables.get(tables.get(term + TERM_COEFFICIENTS) + piece);
            double c = inputs.get(input + coefficient * stride);
            for (int row = first; row < end; row++) {
                int place = score + row * stride;
                scores.set(place, scores.get(place) + columns.get(column + row) * c);
            }
        }
    }

    /** Adds the far terms. */
    private static void predictFar(
            IntArray tables,
            DoubleArray columns,
            DoubleArray inputs,
            DoubleArray scores,
            int task,
            int input,
            int score,
            int stride,
            int first,
            int end) {
        int after = tables.get(task + TASK_TERMS_END);
        for (int term = tables.get(task + TASK_FAR_TERMS); term < after; term += TERM_FIELDS) {
            int column = tables.get(term + TERM_COLUMN);
            int coefficients = tables.get(term + TERM_COEFFICIENTS);
            for (int row = first; row < end; row++) {
                int place = score + row * stride;
                double c = inputs.get(input + tables.get(coefficients + row) * stride);
                scores.set(place, scores.get(place) + columns.get(column + row) * c);
            }
        }
    }
}
