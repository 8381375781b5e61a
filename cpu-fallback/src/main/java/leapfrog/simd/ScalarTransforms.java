package leapfrog.simd;

import java.util.Arrays;
import leapfrog.model.Transform;

/**
 * Constrains the scalars of a block of points. Comes first, and sets the gradients of scalars to those of the log-Jacobians.
 *
 * <p>Derivatives by a positive scalar v are carried by log |v|, by a correlation by its coordinate, by others by v itself, so that they
 * stay finite in every tail; the slope turns each into the derivative by the coordinate. Of a correlation the slope keeps dv/dθ = 1 −
 * v², without cancellation.
 */
final class ScalarTransforms implements Constraint {
    private static final double LN2 = Math.log(2);

    @Override
    public void constrain(GeneralPlan plan, Block block) {
        int lanes = block.lanes;
        Transform[] transforms = plan.transforms();
        Arrays.fill(block.derivatives, 0, transforms.length * lanes, 0);
        for (int k = 0; k < transforms.length; k++) {
            int at = block.at + k * lanes;
            switch (transforms[k].kind()) {
                case IDENTITY -> {
                    System.arraycopy(block.positions, at, block.values, k * lanes, lanes);
                    Arrays.fill(block.gradients, at, at + lanes, 0);
                }
                case ABOVE -> above(transforms[k].lower(), k, at, block);
                case BELOW -> below(transforms[k].upper(), k, at, block);
                case BETWEEN -> between(transforms[k], k, at, block);
                case CORRELATION -> correlation(k, at, block);
                case SIGNED -> signed(transforms[k], k, at, block);
            }
        }
    }

    private static void above(double lower, int k, int at, Block block) {
        int to = k * block.lanes;
        double[] distance = block.square;
        block.math.exp(block.positions, at, distance, 0, 1);
        for (int l = 0; l < block.lanes; l++) {
            double theta = block.positions[at + l];
            double value = lower + distance[l];
            block.values[to + l] = value;
            block.logarithms[to + l] = theta;
            block.slopes[to + l] = lower == 0 ? 1 : lower > 0 ? distance[l] / value : distance[l];
            block.gradients[at + l] = 1;
            block.logDensities[block.logDensityAt + l] += theta;
        }
        if (lower > 0) {
            block.math.log(block.values, to, block.logarithms, to, 1);
        }
    }

    private static void below(double upper, int k, int at, Block block) {
        int to = k * block.lanes;
        double[] distance = block.square;
        block.math.exp(block.positions, at, distance, 0, 1);
        for (int l = 0; l < block.lanes; l++) {
            block.values[to + l] = upper - distance[l];
            block.slopes[to + l] = -distance[l];
            block.gradients[at + l] = 1;
            block.logDensities[block.logDensityAt + l] += block.positions[at + l];
        }
    }

    private static void between(Transform transform, int k, int at, Block block) {
        int to = k * block.lanes;
        double lower = transform.lower();
        double width = transform.upper() - lower;
        double logWidth = StrictMath.log(width);
        double[] tail = block.logarithm;
        double[] small = block.square;
        block.math.softplus(block.positions, at, tail, small, 1);
        for (int l = 0; l < block.lanes; l++) {
            double theta = block.positions[at + l];
            double large = 1 - small[l];
            double share = theta < 0 ? small[l] : large;
            double rest = theta < 0 ? large : small[l];
            double value = lower + width * share;
            block.values[to + l] = value;
            block.logarithms[to + l] = logWidth + Math.min(theta, 0) - tail[l];
            block.slopes[to + l] = lower == 0 ? rest : width * share * rest / (lower > 0 ? value : 1);
            block.gradients[at + l] = rest - share;
            block.logDensities[block.logDensityAt + l] += logWidth - Math.abs(theta) - 2 * tail[l];
        }
        if (lower > 0) {
            block.math.log(block.values, to, block.logarithms, to, 1);
        }
    }

    /** With e = exp(−2|θ|): log1p(e) into {@link Block#logarithm}, e / (1 + e) into {@link Block#square}. */
    private static void softplusOfDoubled(int to, int at, Block block) {
        for (int l = 0; l < block.lanes; l++) {
            block.slopes[to + l] = 2 * block.positions[at + l];
        }
        block.math.softplus(block.slopes, to, block.logarithm, block.square, 1);
    }

    /** With e = exp(−2|θ|): tanh |θ| = (1 − e) / (1 + e), log cosh θ = |θ| + log1p(e) − log 2. */
    private static void signed(Transform transform, int k, int at, Block block) {
        int to = k * block.lanes;
        double scale = transform.scale();
        double logScale = StrictMath.log(scale);
        double[] tail = block.logarithm;
        double[] small = block.square;
        double[] logCosh = block.ratio;
        softplusOfDoubled(to, at, block);
        for (int l = 0; l < block.lanes; l++) {
            logCosh[l] = Math.abs(block.positions[at + l]) + tail[l] - LN2;
        }
        block.math.exp(logCosh, 0, tail, 0, 1);
        for (int l = 0; l < block.lanes; l++) {
            double tanh = Math.copySign(1 - 2 * small[l], block.positions[at + l]);
            block.values[to + l] = scale * tanh * tail[l];
            // At 0, where no derivative is left to carry, it would be infinite.
            block.slopes[to + l] = tanh == 0 ? 0 : 1 / tanh;
            block.gradients[at + l] = tanh;
            block.logDensities[block.logDensityAt + l] += logScale + logCosh[l];
        }
        if (transform.upper() < Double.POSITIVE_INFINITY) {
            bound(transform.upper(), k, at, block);
        }
    }

    /** w becomes v = w / √(1 + r) with r = (w / upper)², whose log-Jacobian is −3/2 log1p(r), and whose log has the slope 1 / (1 + r). */
    private static void bound(double upper, int k, int at, Block block) {
        int to = k * block.lanes;
        double[] r = block.square;
        double[] logarithm = block.logarithm;
        double[] inverse = block.inverse;
        for (int l = 0; l < block.lanes; l++) {
            double share = block.values[to + l] / upper;
            r[l] = share * share;
        }
        block.math.log1p(r, logarithm, inverse, 1);
        for (int l = 0; l < block.lanes; l++) {
            double slope = block.slopes[to + l];
            block.values[to + l] *= Math.sqrt(inverse[l]);
            block.slopes[to + l] = slope * inverse[l];
            block.gradients[at + l] -= 3 * r[l] * block.slopes[to + l];
            block.logDensities[block.logDensityAt + l] -= 1.5 * logarithm[l];
        }
    }

    /** With e = exp(−2|θ|): v = ±(1 − e) / (1 + e), log(1 − v²) = 2 (log 2 − |θ| − log1p(e)). */
    private static void correlation(int k, int at, Block block) {
        int to = k * block.lanes;
        double[] tail = block.logarithm;
        double[] small = block.square;
        softplusOfDoubled(to, at, block);
        for (int l = 0; l < block.lanes; l++) {
            double theta = block.positions[at + l];
            double value = theta < 0 ? 2 * small[l] - 1 : 1 - 2 * small[l];
            double logarithm = 2 * (LN2 - Math.abs(theta) - tail[l]);
            block.values[to + l] = value;
            block.logarithms[to + l] = logarithm;
            block.slopes[to + l] = 4 * small[l] * (1 - small[l]);
            block.gradients[at + l] = -2 * value;
            block.logDensities[block.logDensityAt + l] += logarithm;
        }
    }

    @Override
    public void pullBack(GeneralPlan plan, Block block) {
        int lanes = block.lanes;
        Transform[] transforms = plan.transforms();
        for (int k = 0; k < transforms.length; k++) {
            boolean sloped = switch (transforms[k].kind()) {
                case IDENTITY, CORRELATION -> false;
                case ABOVE, BELOW, BETWEEN, SIGNED -> true;
            };
            int from = k * lanes;
            if (sloped) {
                block.math.addProduct(block.derivatives, from, block.slopes, from, block.gradients, block.at + from);
            } else {
                block.math.add(block.derivatives, from, block.gradients, block.at + from);
            }
        }
    }

    /** Adds derivatives by a scalar's value, in the lanes of an array from a place on. */
    static void addByValue(GeneralPlan plan, int scalar, double[] by, int from, Block block) {
        int at = scalar * block.lanes;
        if (plan.transforms()[scalar].positive()) {
            block.math.addProduct(by, from, block.values, at, block.derivatives, at);
        } else {
            block.math.add(by, from, block.derivatives, at);
        }
    }

    /** Adds derivatives by |v| of a positive scalar, which may have a sign, or by v of another. */
    static void addByMagnitude(GeneralPlan plan, int scalar, double[] by, Block block) {
        int at = scalar * block.lanes;
        boolean positive = plan.transforms()[scalar].positive();
        for (int l = 0; l < block.lanes; l++) {
            block.derivatives[at + l] += positive ? by[l] * Math.abs(block.values[at + l]) : by[l];
        }
    }
}
