package leapfrog.tornado;

import static leapfrog.tornado.Field.POINTS;
import static leapfrog.tornado.Field.POINTS_HEADER;
import static leapfrog.tornado.Field.POINTS_PADDED;
import static leapfrog.tornado.Field.POINT_FIELDS;
import static leapfrog.tornado.Field.POINT_INPUTS;
import static leapfrog.tornado.Field.POINT_PARTIALS;
import static leapfrog.tornado.Field.POINT_SCORES;
import static leapfrog.tornado.Field.POINT_STRIDE;
import static leapfrog.tornado.Field.POINT_TASK;
import static leapfrog.tornado.Field.TASK_COEFFICIENTS;
import static leapfrog.tornado.Field.TASK_ERROR;
import static leapfrog.tornado.Field.TASK_OFFSET;
import static leapfrog.tornado.Field.TASK_PIECES;
import static leapfrog.tornado.Field.TASK_PIECE_ROWS;
import static leapfrog.tornado.Field.TASK_RESPONSE;
import static leapfrog.tornado.Field.TASK_ROWS;
import static leapfrog.tornado.Field.TASK_ROW_PIECES;
import static leapfrog.tornado.Field.TASK_TERMS;
import static leapfrog.tornado.Field.TASK_TERM_TABLE;
import static leapfrog.tornado.Field.TASK_WEIGHT;
import static leapfrog.tornado.Field.TERM_COEFFICIENTS;
import static leapfrog.tornado.Field.TERM_COLUMN;
import static leapfrog.tornado.Field.TERM_FIELDS;

import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.types.arrays.DoubleArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** Takes one point through one piece of its task's rows: linear predictors, scores, and the sums that the family keeps of its rows. */
final class RowKernel {
    private RowKernel() {}

    /**
     * Item {@code piece · padded + number} writes the scores of the rows of a piece at a point, and partial sums of the log likelihood and
     * of its derivatives by the logarithms of the parameters.
     *
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
            int family,
            int parameters) {
        int item = context.globalIdx;
        int padded = points.get(POINTS_PADDED);
        int piece = item / padded;
        int number = item - piece * padded;
        if (number < points.get(POINTS)) {
            int point = POINTS_HEADER + number * POINT_FIELDS;
            int task = points.get(point + POINT_TASK);
            if (piece < tables.get(task + TASK_ROW_PIECES)) {
                int stride = points.get(point + POINT_STRIDE);
                int input = points.get(point + POINT_INPUTS);
                int score = points.get(point + POINT_SCORES);
                int parameter = input + tables.get(task + TASK_COEFFICIENTS) * stride;
                double a = parameters > 0 ? inputs.get(parameter) : 1.0;
                double b = parameters > 1 ? inputs.get(parameter + stride) : 1.0;
                double logA = parameters > 0 ? inputs.get(parameter + parameters * stride) : 0.0;
                int response = tables.get(task + TASK_RESPONSE);
                int weights = tables.get(task + TASK_WEIGHT);
                int errors = tables.get(task + TASK_ERROR);
                int first = piece * tables.get(task + TASK_PIECE_ROWS);
                int end = Math.min(first + tables.get(task + TASK_PIECE_ROWS), tables.get(task + TASK_ROWS));
                double logLikelihood = 0.0;
                double byLogA = 0.0;
                double byLogB = 0.0;
                for (int row = first; row < end; row++) {
                    double eta = predictor(tables, columns, inputs, task, input, stride, row);
                    double y = columns.get(response + row);
                    double w = columns.get(weights + row);
                    double error = columns.get(errors + row);
                    scores.set(score + row * stride, RowFormulas.score(family, y, w, error, eta, a, b, logA));
                    logLikelihood += RowFormulas.logLikelihood(family, y, w, error, eta, a, b, logA);
                    byLogA += RowFormulas.byLogA(family, y, w, error, eta, a, b, logA);
                    byLogB += RowFormulas.byLogB(family, y, w, eta, a, b);
                }
                int between = tables.get(task + TASK_ROW_PIECES) * stride;
                int partial = points.get(point + POINT_PARTIALS) + (tables.get(task + TASK_PIECES) + piece) * stride;
                partials.set(partial, logLikelihood);
                if (parameters > 0) {
                    partials.set(partial + between, byLogA);
                }
                if (parameters > 1) {
                    partials.set(partial + 2 * between, byLogB);
                }
            }
        }
    }

    /** η of a row: its offset, and for each term its covariate times its coefficient. */
    private static double predictor(
            IntArray tables, DoubleArray columns, DoubleArray inputs, int task, int input, int stride, int row) {
        double eta = columns.get(tables.get(task + TASK_OFFSET) + row);
        int first = tables.get(task + TASK_TERM_TABLE);
        int end = first + tables.get(task + TASK_TERMS) * TERM_FIELDS;
        for (int term = first; term < end; term += TERM_FIELDS) {
            int coefficient = tables.get(tables.get(term + TERM_COEFFICIENTS) + row);
            eta += columns.get(tables.get(term + TERM_COLUMN) + row) * inputs.get(input + coefficient * stride);
        }
        return eta;
    }
}
