package leapfrog.simd;

import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import leapfrog.model.ModelData.Prior;

/**
 * Constrains the scalars and evaluates their priors and log-Jacobians. It comes first: it sets the log densities and the gradient of the
 * scalars, to which the likelihood adds.
 *
 * <p>Derivatives by a scalar with the transform EXP are by its logarithm, the coordinate, all the way; those by one with the transform SIGNED,
 * by log |v|, become derivatives by the coordinate with the {@link Block#slopes}.
 */
final class ScalarStage implements Stage {
    private static final VectorSpecies<Double> S = Lanes.speciesOf(MethodHandles.lookup());
    private static final int L = S.length();
    /** Lanes of a block: one vector, or two. */
    private static final int W = Lanes.widthOf(MethodHandles.lookup());
    /** Where the second vector of a line starts: at the first where there is one alone. */
    private static final int H = W - L;

    @Override
    public void add(TaskPlan plan, Block block) {
        constrain(plan, block);
        if (plan.signed.length > 0) {
            signed(plan, block);
        }
        for (Prior prior : plan.priors) {
            prior(prior, plan, block);
        }
    }

    /** Goes once over the scalars, with what most of them need: transform, log-Jacobian and a normal prior of their own; and 1 / σ. */
    private static void constrain(TaskPlan plan, Block block) {
        double[] positions = block.positions;
        double[] gradients = block.gradients;
        double[] values = block.values;
        double[] location = plan.normalLocation;
        double[] inverseScale = plan.normalInverseScale;
        int[] runs = plan.exponentials;
        for (int k = 0; k < runs.length; k += 2) {
            block.math.exp(positions, block.at + runs[k] * W, values, runs[k] * W, runs[k + 1]);
        }
        DoubleVector one = DoubleVector.broadcast(S, 1.0);
        for (int h = 0; h < W; h += L) {
            one.div(DoubleVector.fromArray(S, values, plan.sigma * W + h)).intoArray(block.inverseSigma, h);
        }
        DoubleVector logDensity0 = DoubleVector.broadcast(S, plan.constant);
        DoubleVector logDensity1 = logDensity0;
        DoubleVector squares0 = DoubleVector.zero(S);
        DoubleVector squares1 = squares0;
        for (int s = 0; s < location.length; s++) {
            int at = block.at + s * W;
            double scale = inverseScale[s];
            DoubleVector coordinate0 = DoubleVector.fromArray(S, positions, at);
            DoubleVector coordinate1 = DoubleVector.fromArray(S, positions, at + H);
            if (plan.exponential[s]) {
                DoubleVector value0 = DoubleVector.fromArray(S, values, s * W);
                DoubleVector value1 = DoubleVector.fromArray(S, values, s * W + H);
                DoubleVector x0 = value0.sub(location[s]).mul(scale);
                DoubleVector x1 = value1.sub(location[s]).mul(scale);
                squares0 = x0.fma(x0, squares0);
                squares1 = x1.fma(x1, squares1);
                logDensity0 = logDensity0.add(coordinate0);
                logDensity1 = logDensity1.add(coordinate1);
                one.sub(x0.mul(scale).mul(value0)).intoArray(gradients, at);
                one.sub(x1.mul(scale).mul(value1)).intoArray(gradients, at + H);
            } else {
                DoubleVector x0 = coordinate0.sub(location[s]).mul(scale);
                DoubleVector x1 = coordinate1.sub(location[s]).mul(scale);
                squares0 = x0.fma(x0, squares0);
                squares1 = x1.fma(x1, squares1);
                x0.mul(-scale).intoArray(gradients, at);
                x1.mul(-scale).intoArray(gradients, at + H);
            }
        }
        logDensity0.sub(squares0.mul(0.5)).intoArray(block.logDensities, block.logDensityAt);
        logDensity1.sub(squares1.mul(0.5)).intoArray(block.logDensities, block.logDensityAt + H);
    }

    /** v = c (e − 1 / e) / 2 with e = exp θ, whose log-Jacobian is log c, a constant, and log cosh θ: one logarithm of the product of all. */
    private static void signed(TaskPlan plan, Block block) {
        double[] values = block.values;
        DoubleVector one = DoubleVector.broadcast(S, 1.0);
        for (int h = 0; h < W; h += L) {
            DoubleVector product = one;
            for (int k = 0; k < plan.signed.length; k++) {
                int at = plan.signed[k] * W + h;
                DoubleVector e = DoubleVector.fromArray(S, values, at);
                DoubleVector inverse = one.div(e);
                DoubleVector sinh = e.sub(inverse).mul(0.5);
                DoubleVector cosh = e.add(inverse).mul(0.5);
                DoubleVector value = sinh.mul(plan.signedScale[k]);
                value.intoArray(values, at);
                value.abs().intoArray(block.magnitudes, at);
                sinh.div(cosh).intoArray(block.gradients, block.at + at);
                // At 0, where no derivative is left to carry, it would be infinite.
                cosh.div(sinh).blend(0, sinh.compare(VectorOperators.EQ, 0)).intoArray(block.slopes, at);
                product = product.mul(cosh);
            }
            product.intoArray(block.square, h);
        }
        block.math.log(block.square, 0, block.logarithm, 0, 1);
        double[] logDensities = block.logDensities;
        for (int h = 0; h < W; h += L) {
            int at = block.logDensityAt + h;
            DoubleVector.fromArray(S, logDensities, at)
                    .add(DoubleVector.fromArray(S, block.logarithm, h))
                    .intoArray(logDensities, at);
        }
    }

    /**
     * One of the few other priors. Between its parts numbers are in arrays: where the compiler makes a call of a part, a vector would be
     * an object.
     */
    private static void prior(Prior prior, TaskPlan plan, Block block) {
        standardise(prior, plan, block);
        switch (prior.shape()) {
            case NORMAL -> normal(block);
            case STUDENT_T -> studentT(prior.df(), block);
            case EXPONENTIAL -> exponential(block);
            case GAMMA, INVERSE_GAMMA, UNIFORM, CORRELATION ->
                throw new IllegalArgumentException("prior of the shape " + prior.shape());
        }
        pullBack(prior, plan, block);
    }

    /** Sets the ratio: what the prior is about, less its location, over its scale. */
    private static void standardise(Prior prior, TaskPlan plan, Block block) {
        double inverse = 1 / prior.scale();
        int[] scalars = prior.scalars();
        double[] weights = prior.weights();
        for (int h = 0; h < W; h += L) {
            DoubleVector x = DoubleVector.broadcast(S, -prior.location() * inverse);
            for (int k = 0; k < scalars.length; k++) {
                double[] source = magnitudes(scalars[k], plan, block);
                int at = (source == block.positions ? block.at : 0) + scalars[k] * W + h;
                x = DoubleVector.fromArray(S, source, at).fma(DoubleVector.broadcast(S, weights[k] * inverse), x);
            }
            x.intoArray(block.ratio, h);
        }
    }

    /** Adds the log density of the ratio, and makes the ratio its slope, as do the other two. */
    private static void normal(Block block) {
        double[] logDensities = block.logDensities;
        for (int h = 0; h < W; h += L) {
            int at = block.logDensityAt + h;
            DoubleVector x = DoubleVector.fromArray(S, block.ratio, h);
            DoubleVector.fromArray(S, logDensities, at).add(x.mul(x).mul(-0.5)).intoArray(logDensities, at);
            x.neg().intoArray(block.ratio, h);
        }
    }

    private static void studentT(double df, Block block) {
        double[] logDensities = block.logDensities;
        double inverse = 1 / df;
        for (int h = 0; h < W; h += L) {
            DoubleVector x = DoubleVector.fromArray(S, block.ratio, h);
            x.mul(x).mul(inverse).intoArray(block.square, h);
        }
        block.math.log1p(block.square, block.logarithm, block.inverse, 1);
        for (int h = 0; h < W; h += L) {
            DoubleVector share = DoubleVector.fromArray(S, block.inverse, h).mul(-(df + 1) * inverse);
            DoubleVector.fromArray(S, block.ratio, h).mul(share).intoArray(block.ratio, h);
            int at = block.logDensityAt + h;
            DoubleVector term = DoubleVector.fromArray(S, block.logarithm, h).mul(-0.5 * (df + 1));
            DoubleVector.fromArray(S, logDensities, at).add(term).intoArray(logDensities, at);
        }
    }

    private static void exponential(Block block) {
        double[] logDensities = block.logDensities;
        for (int h = 0; h < W; h += L) {
            int at = block.logDensityAt + h;
            DoubleVector.fromArray(S, logDensities, at)
                    .sub(DoubleVector.fromArray(S, block.ratio, h))
                    .intoArray(logDensities, at);
        }
        Arrays.fill(block.ratio, -1);
    }

    /** Adds the slope by the ratio, which stands there, to the gradient of every scalar in it. */
    private static void pullBack(Prior prior, TaskPlan plan, Block block) {
        double[] gradients = block.gradients;
        double inverse = 1 / prior.scale();
        int[] scalars = prior.scalars();
        double[] weights = prior.weights();
        for (int h = 0; h < W; h += L) {
            DoubleVector slope = DoubleVector.fromArray(S, block.ratio, h);
            for (int k = 0; k < scalars.length; k++) {
                int at = block.at + scalars[k] * W + h;
                DoubleVector share = slope.mul(weights[k] * inverse);
                if (plan.positive[scalars[k]]) {
                    double[] source = magnitudes(scalars[k], plan, block);
                    share = share.mul(DoubleVector.fromArray(S, source, scalars[k] * W + h));
                }
                if (plan.positive[scalars[k]] && !plan.exponential[scalars[k]]) {
                    share = share.mul(DoubleVector.fromArray(S, block.slopes, scalars[k] * W + h));
                }
                DoubleVector.fromArray(S, gradients, at).add(share).intoArray(gradients, at);
            }
        }
    }

    /** Where v, and |v| of a positive scalar, stands: of all scalars, or of a block of positions. */
    private static double[] magnitudes(int scalar, TaskPlan plan, Block block) {
        if (!plan.positive[scalar]) {
            return block.positions;
        }
        return plan.exponential[scalar] ? block.values : block.magnitudes;
    }
}
