package leapfrog.simd;

import java.util.Arrays;
import leapfrog.model.ModelData.Prior;
import leapfrog.model.ModelData.Shape;

/** Evaluates the priors on scalars of a block of points, of any shape and power; their constants are the plan's. {@link LinearPriors} takes the
 * commonest. */
final class ScalarPriors {
    private ScalarPriors() {}

    static void add(GeneralPlan plan, Block block) {
        for (Prior prior : plan.priors()) {
            if (block.linearPriors.takes(prior, plan)) {
                block.linearPriors.add(prior, plan, block);
                continue;
            }
            switch (prior.shape()) {
                case UNIFORM -> {}
                case CORRELATION -> correlation(prior, block);
                case GAMMA, INVERSE_GAMMA -> gamma(prior, block);
                case NORMAL, STUDENT_T, EXPONENTIAL -> located(prior, plan, block);
            }
        }
    }

    /** (df − 1) log(1 − v²), whose derivative by θ, with v = tanh θ, is −2 (df − 1) v. */
    private static void correlation(Prior prior, Block block) {
        int at = prior.scalars()[0] * block.lanes;
        double exponent = prior.df() - 1;
        for (int l = 0; l < block.lanes; l++) {
            block.derivatives[at + l] -= 2 * exponent * block.values[at + l];
            block.logDensities[block.logDensityAt + l] += exponent * block.logarithms[at + l];
        }
    }

    /** By log x, with x = v^power / scale: (df − 1) log x − x, or −(df + 1) log x − 1 / x. */
    private static void gamma(Prior prior, Block block) {
        int at = prior.scalars()[0] * block.lanes;
        int power = prior.power();
        boolean inverse = prior.shape() == Shape.INVERSE_GAMMA;
        double logScale = StrictMath.log(prior.scale());
        double factor = inverse ? -(prior.df() + 1) : prior.df() - 1;
        double sign = inverse ? -1 : 1;
        double[] logX = block.logarithm;
        double[] signed = block.ratio;
        // x, or 1 / x of the inverse gamma.
        double[] x = block.square;
        for (int l = 0; l < block.lanes; l++) {
            logX[l] = power * block.logarithms[at + l] - logScale;
            signed[l] = sign * logX[l];
        }
        block.math.exp(signed, 0, x, 0, 1);
        for (int l = 0; l < block.lanes; l++) {
            block.derivatives[at + l] += power * (factor - sign * x[l]) + power - 1;
            block.logDensities[block.logDensityAt + l] +=
                    factor * logX[l] - x[l] + (power - 1) * block.logarithms[at + l];
        }
    }

    private static void located(Prior prior, GeneralPlan plan, Block block) {
        double[] x = block.square;
        standardise(prior, plan, block, x);
        double[] slope = block.logarithm;
        if (prior.shape() == Shape.STUDENT_T) {
            studentT(prior.df(), x, slope, block);
        } else {
            boolean normal = prior.shape() == Shape.NORMAL;
            for (int l = 0; l < block.lanes; l++) {
                slope[l] = normal ? -x[l] : -1;
                block.logDensities[block.logDensityAt + l] -= normal ? 0.5 * x[l] * x[l] : x[l];
            }
        }
        pullBack(prior, slope, plan, block);
    }

    /** Fills x = (u − location) / scale. */
    private static void standardise(Prior prior, GeneralPlan plan, Block block, double[] x) {
        int lanes = block.lanes;
        int[] scalars = prior.scalars();
        if (prior.power() == 1) {
            Arrays.fill(x, 0);
            for (int k = 0; k < scalars.length; k++) {
                double weight = prior.weights()[k];
                boolean positive = plan.transforms()[scalars[k]].positive();
                for (int l = 0; l < lanes; l++) {
                    double value = block.values[scalars[k] * lanes + l];
                    x[l] += weight * (positive ? Math.abs(value) : value);
                }
            }
        } else {
            power(prior, block, x);
        }
        for (int l = 0; l < lanes; l++) {
            x[l] = (x[l] - prior.location()) / prior.scale();
        }
    }

    /** Fills u = v^power, and {@link Block#ratio} with its logarithm. */
    private static void power(Prior prior, Block block, double[] u) {
        for (int l = 0; l < block.lanes; l++) {
            block.ratio[l] = prior.power() * block.logarithms[prior.scalars()[0] * block.lanes + l];
        }
        block.math.exp(block.ratio, 0, u, 0, 1);
    }

    /** Adds −(df + 1) / 2 · log1p(x² / df) to the log densities and sets the slopes by x. */
    private static void studentT(double df, double[] x, double[] slope, Block block) {
        double[] ratio = block.ratio;
        double[] logarithm = slope;
        double[] inverse = block.inverse;
        for (int l = 0; l < block.lanes; l++) {
            ratio[l] = x[l] * x[l] / df;
        }
        block.math.log1p(ratio, logarithm, inverse, 1);
        for (int l = 0; l < block.lanes; l++) {
            block.logDensities[block.logDensityAt + l] -= 0.5 * (df + 1) * logarithm[l];
            slope[l] = -(df + 1) / df * x[l] * inverse[l];
        }
    }

    private static void pullBack(Prior prior, double[] slope, GeneralPlan plan, Block block) {
        int lanes = block.lanes;
        int[] scalars = prior.scalars();
        int power = prior.power();
        if (power == 1) {
            double[] share = block.ratio;
            for (int k = 0; k < scalars.length; k++) {
                double factor = prior.weights()[k] / prior.scale();
                for (int l = 0; l < lanes; l++) {
                    share[l] = factor * slope[l];
                }
                ScalarTransforms.addByMagnitude(plan, scalars[k], share, block);
            }
            return;
        }
        double[] u = block.square;
        power(prior, block, u);
        int at = scalars[0] * lanes;
        for (int l = 0; l < lanes; l++) {
            block.derivatives[at + l] += power * u[l] * slope[l] / prior.scale() + power - 1;
            block.logDensities[block.logDensityAt + l] += (power - 1) * block.logarithms[at + l];
        }
    }
}
