package leapfrog.simd;

import java.util.Arrays;

/**
 * Takes population coefficients that are given out of q, g and P: where they stood P becomes the identity and g 0. Their rows of P and entries of
 * g are kept for the derivatives.
 */
final class GivenElimination implements EliminationPass {
    @Override
    public void run(EliminationPlan plan, EliminationScratch scratch) {
        int lanes = scratch.lanes;
        int width = plan.width();
        GivenColumns given = plan.given();
        for (int k = 0; k < given.count(); k++) {
            int own = given.first() + k;
            for (int m = 0; m < width; m++) {
                int at = (Math.max(m, own) * width + Math.min(m, own)) * lanes;
                System.arraycopy(scratch.precision, at, scratch.givenRows, (k * width + m) * lanes, lanes);
            }
            subtract(scratch.given, k, scratch.half, own, scratch.quadratic, 0, lanes);
        }
        for (int k = 0; k < given.count(); k++) {
            for (int m = 0; m < width; m++) {
                subtract(scratch.given, k, scratch.givenRows, k * width + m, scratch.half, m, lanes);
            }
        }
        for (int k = 0; k < given.count(); k++) {
            int own = given.first() + k;
            subtract(scratch.given, k, scratch.half, own, scratch.quadratic, 0, lanes);
            System.arraycopy(scratch.half, own * lanes, scratch.byGiven, k * lanes, lanes);
            fill(scratch.half, own, 0, lanes);
            for (int m = 0; m < width; m++) {
                fill(scratch.precision, Math.max(m, own) * width + Math.min(m, own), m == own ? 1 : 0, lanes);
            }
        }
    }

    /** Makes the derivatives by the coefficients that are given, and their values their means, without variances. */
    static void restore(EliminationPlan plan, EliminationScratch scratch) {
        int lanes = scratch.lanes;
        int width = plan.width();
        GivenColumns given = plan.given();
        for (int k = 0; k < given.count(); k++) {
            // Here the means of those that are given are 0 still.
            for (int m = 0; m < width; m++) {
                subtract(scratch.givenRows, k * width + m, scratch.mean, m, scratch.byGiven, k, lanes);
            }
        }
        for (int k = 0; k < given.count(); k++) {
            int own = given.first() + k;
            System.arraycopy(scratch.given, k * lanes, scratch.mean, own * lanes, lanes);
            fill(scratch.covariance, own * width + own, 0, lanes);
            fill(scratch.halved, own * width + own, 0, lanes);
        }
    }

    private static void subtract(double[] a, int lineOfA, double[] b, int lineOfB, double[] from, int line, int lanes) {
        for (int l = 0; l < lanes; l++) {
            from[line * lanes + l] -= a[lineOfA * lanes + l] * b[lineOfB * lanes + l];
        }
    }

    private static void fill(double[] array, int line, double value, int lanes) {
        Arrays.fill(array, line * lanes, (line + 1) * lanes, value);
    }
}
