package leapfrog.simd;

import static leapfrog.engine.Alignment.FIRST;

import leapfrog.math.FusedExp;
import leapfrog.math.FusedLog;
import leapfrog.math.Log1p;

/**
 * Constrains the scalars of one chain and evaluates their priors and log-Jacobians, as {@link ScalarStage} does for the chains of a
 * block. There are a handful: one after the other, they are under way in the processor at the same time.
 */
final class ChainScalars {
    /** From here on a logarithm is the JDK's. */
    private static final double HUGE = 0x1p1022;

    /** The scalars v: [scalars]. */
    double[] values = {};
    /** ∂v / ∂θ: [scalars]. */
    double[] slopes = {};
    /** Derivatives of the log density by the coordinates θ: [scalars]. */
    double[] gradients = {};

    /** Sets values, slopes and gradients; returns the log density without that of the rows and of pooled coefficients. */
    double evaluate(ChainPlan plan, double[] position) {
        TaskPlan task = plan.task;
        reserve(task.scalars);
        double logDensity = task.constant;
        double squares = 0;
        // One logarithm for all numbers that the density is multiplied with.
        double factor = 1;
        for (int s = 0; s < task.scalars; s++) {
            double theta = position[FIRST + s];
            double scale = task.normalInverseScale[s];
            if (!task.positive[s]) {
                double x = (theta - task.normalLocation[s]) * scale;
                squares = Math.fma(x, x, squares);
                values[s] = theta;
                slopes[s] = 1;
                gradients[s] = -x * scale;
            } else if (task.exponential[s]) {
                double value = FusedExp.of(theta);
                double x = (value - task.normalLocation[s]) * scale;
                squares = Math.fma(x, x, squares);
                logDensity += theta;
                values[s] = value;
                slopes[s] = value;
                gradients[s] = 1 - x * scale * value;
            } else {
                // v = c sinh θ, whose log-Jacobian is log c, a constant, and log cosh θ.
                double e = FusedExp.of(theta);
                double inverse = 1 / e;
                double sinh = 0.5 * (e - inverse);
                double cosh = 0.5 * (e + inverse);
                values[s] = plan.signedScale[s] * sinh;
                slopes[s] = plan.signedScale[s] * cosh;
                gradients[s] = sinh / cosh;
                factor *= cosh;
            }
        }
        logDensity -= 0.5 * squares;
        for (ChainPlan.Ratio prior : plan.priors) {
            double x = ratio(prior, task.positive);
            double byRatio;
            switch (prior.shape()) {
                case NORMAL -> {
                    logDensity -= 0.5 * x * x;
                    byRatio = -x;
                }
                case STUDENT_T -> {
                    double power = prior.df() + 1;
                    double square = x * x;
                    // Cauchy's density is itself a factor, and needs no logarithm of its own.
                    double inverse = 1 / (prior.df() + square);
                    if (power == 2) {
                        factor *= inverse;
                    } else {
                        logDensity -= 0.5 * power * Log1p.of(square / prior.df());
                    }
                    byRatio = -power * x * inverse;
                }
                case EXPONENTIAL -> {
                    logDensity -= x;
                    byRatio = -1;
                }
                default -> throw new IllegalArgumentException("prior of the shape " + prior.shape());
            }
            pullBack(prior, byRatio, task.positive);
        }
        return factor == 1 ? logDensity : logDensity + log(factor);
    }

    /** What a prior is about, less its location, over its scale. */
    private double ratio(ChainPlan.Ratio prior, boolean[] positive) {
        int[] scalars = prior.scalars();
        double x = prior.offset();
        for (int k = 0; k < scalars.length; k++) {
            double v = values[scalars[k]];
            x = Math.fma(positive[scalars[k]] ? Math.abs(v) : v, prior.weights()[k], x);
        }
        return x;
    }

    /** Adds what the derivative by the ratio means for the gradient. */
    private void pullBack(ChainPlan.Ratio prior, double byRatio, boolean[] positive) {
        int[] scalars = prior.scalars();
        for (int k = 0; k < scalars.length; k++) {
            int s = scalars[k];
            double slope = positive[s] ? Math.signum(values[s]) * slopes[s] : 1;
            gradients[s] = Math.fma(byRatio * prior.weights()[k], slope, gradients[s]);
        }
    }

    private static double log(double x) {
        return x >= Double.MIN_NORMAL && x < HUGE ? FusedLog.of(x) : Math.log(x);
    }

    private void reserve(int scalars) {
        if (values.length < scalars) {
            values = new double[scalars];
            slopes = new double[scalars];
            gradients = new double[scalars];
        }
    }
}
