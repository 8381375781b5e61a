package leapfrog.tornado;

import leapfrog.math.Log1p;
import leapfrog.math.Softplus;

/**
 * Computes what one row adds to the log likelihood, and derivatives of that; {@link leapfrog.model.Likelihood} holds the formulas. Plain Java,
 * which TornadoVM compiles for devices: the family is a constant there, so nothing of the others is left.
 *
 * <p>a and b are the family's first and second parameter, y the response, w the weight, error the row's standard error where it has one.
 */
final class RowFormulas {
    // In the order of leapfrog.model.Likelihood.
    static final int NORMAL = 0;
    static final int NORMAL_WITH_ERROR = 1;
    static final int STUDENT_T = 2;
    static final int BINOMIAL = 3;
    static final int POISSON = 4;
    static final int NEGATIVE_BINOMIAL = 5;

    private static final double HALF_LOG_TWO_PI = 0.91893853320467274178;

    private RowFormulas() {}

    /** What the row adds to the log likelihood. */
    static double logLikelihood(
            int family, double y, double w, double error, double eta, double a, double b, double logA) {
        double residual = y - eta;
        if (family == NORMAL) {
            return -0.5 * (w * residual * (1.0 / (a * a)) * residual);
        }
        if (family == NORMAL_WITH_ERROR) {
            double variance = a * a + error * error;
            return -w * (0.5 * Math.log(variance) + HALF_LOG_TWO_PI + 0.5 * (residual * residual / variance));
        }
        if (family == STUDENT_T) {
            return -w * 0.5 * (b + 1.0) * Log1p.of(ratio(residual, a, b));
        }
        if (family == BINOMIAL) {
            return -(y * Softplus.of(-eta) + (w - y) * Softplus.of(eta));
        }
        if (family == POISSON) {
            return y * eta - w * Math.exp(eta);
        }
        double t = eta - logA;
        return -(y * Softplus.of(-t) + w * a * Softplus.of(t));
    }

    /** Its derivative by η. */
    static double score(int family, double y, double w, double error, double eta, double a, double b, double logA) {
        double residual = y - eta;
        if (family == NORMAL) {
            return w * residual * (1.0 / (a * a));
        }
        if (family == NORMAL_WITH_ERROR) {
            return w * residual / (a * a + error * error);
        }
        if (family == STUDENT_T) {
            double x = residual / a;
            return w * (b + 1.0) * x / ((b + x * x) * a);
        }
        if (family == BINOMIAL) {
            return y * Softplus.logistic(-eta) - (w - y) * Softplus.logistic(eta);
        }
        if (family == POISSON) {
            return y - w * Math.exp(eta);
        }
        double t = eta - logA;
        return y * Softplus.logistic(-t) - w * a * Softplus.logistic(t);
    }

    /** Its derivative by log a; 0 where the family has no parameter. */
    static double byLogA(int family, double y, double w, double error, double eta, double a, double b, double logA) {
        double residual = y - eta;
        if (family == NORMAL) {
            return w * residual * (1.0 / (a * a)) * residual;
        }
        if (family == NORMAL_WITH_ERROR) {
            double variance = a * a + error * error;
            return w * (residual * residual / variance - 1.0) * (a * a / variance);
        }
        if (family == STUDENT_T) {
            return w * share(ratio(residual, a, b), b);
        }
        if (family == NEGATIVE_BINOMIAL) {
            double t = eta - logA;
            double tail = w * a * Softplus.of(t);
            return -(y * Softplus.logistic(-t) - w * a * Softplus.logistic(t) + tail);
        }
        return 0.0;
    }

    /** Its derivative by log b; 0 where the family has no second parameter. */
    static double byLogB(int family, double y, double w, double eta, double a, double b) {
        if (family == STUDENT_T) {
            double ratio = ratio(y - eta, a, b);
            return w * 0.5 * (share(ratio, b) - b * Log1p.of(ratio));
        }
        return 0.0;
    }

    /** (residual / scale)² / ν of Student's t. */
    private static double ratio(double residual, double scale, double nu) {
        double x = residual / scale;
        return x * x / nu;
    }

    private static double share(double ratio, double nu) {
        return (nu + 1.0) * ratio / (1.0 + ratio);
    }
}
