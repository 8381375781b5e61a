package leapfrog.mixed;

import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Minimises a smooth function of a few variables by BFGS with central differences (Nocedal and Wright 2006, chapter 6), to the rounding
 * of the function; then looks around along each axis, so as not to stop at a saddle point. Deterministic.
 */
final class QuasiNewton {
    private static final int MOST_ITERATIONS = 500;
    private static final int MOST_RESTARTS = 20;
    private static final int MOST_HALVINGS = 40;
    /** After so many steps in a row without a descent that can be told from rounding, the minimum is reached. */
    private static final int STILL = 4;

    private static final double STEP = 1e-4;
    private static final double[] PROBES = {0.01, 0.1, 0.5};

    private final ToDoubleFunction<double[]> function;

    /** @param function values that are NaN are taken for worse than all */
    QuasiNewton(ToDoubleFunction<double[]> function) {
        this.function = point -> {
            double value = function.applyAsDouble(point);
            return Double.isNaN(value) ? Double.POSITIVE_INFINITY : value;
        };
    }

    /**
     * @param value of the function at the point
     * @param converged whether the last descent ended where no step goes down
     */
    record Minimum(double[] point, double value, boolean converged) {}

    /** A local minimum downhill from a start where the function is finite. */
    Minimum from(double[] start) {
        Minimum best = descend(start);
        for (int restart = 0; restart < MOST_RESTARTS; restart++) {
            double[] lower = lowerNeighbour(best);
            if (lower == null) {
                break;
            }
            best = descend(lower);
        }
        return best;
    }

    /** A point along an axis that is lower by more than rounding, or null. */
    private double @Nullable [] lowerNeighbour(Minimum minimum) {
        for (double probe : PROBES) {
            for (int k = 0; k < minimum.point().length; k++) {
                for (int sign = -1; sign <= 1; sign += 2) {
                    double[] point = minimum.point().clone();
                    point[k] += sign * probe;
                    if (function.applyAsDouble(point) < minimum.value() - 1e-9) {
                        return point;
                    }
                }
            }
        }
        return null;
    }

    private Minimum descend(double[] start) {
        int d = start.length;
        double[] point = start.clone();
        double value = function.applyAsDouble(point);
        double[] gradient = gradient(point);
        double[][] inverse = identity(d);
        boolean fresh = true;
        int still = 0;
        for (int iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
            double[] direction = direction(inverse, gradient);
            double slope = dot(direction, gradient);
            double length = length(point, value, direction, slope);
            if (length == 0 && fresh) {
                return new Minimum(point, value, true);
            }
            if (length == 0) {
                inverse = identity(d);
                fresh = true;
                continue;
            }
            double[] next = move(point, direction, length);
            double nextValue = function.applyAsDouble(next);
            double[] nextGradient = gradient(next);
            fresh = !update(inverse, point, next, gradient, nextGradient, fresh);
            still = value - nextValue <= 1e-14 * Math.abs(value) ? still + 1 : 0;
            point = next;
            value = nextValue;
            gradient = nextGradient;
            if (still == STILL) {
                return new Minimum(point, value, true);
            }
        }
        return new Minimum(point, value, false);
    }

    /** How far to go: the first of 1, 1/2, 1/4, … that goes down as promised, but for rounding; 0 if none does. */
    private double length(double[] point, double value, double[] direction, double slope) {
        double longest = 0;
        for (double s : direction) {
            longest = Math.max(longest, Math.abs(s));
        }
        if (!(slope < 0)) {
            return 0;
        }
        double noise = 4 * Math.ulp(value);
        double length = Math.min(1, 1 / longest);
        for (int halving = 0; halving < MOST_HALVINGS; halving++, length /= 2) {
            double reached = function.applyAsDouble(move(point, direction, length));
            if (reached <= value + 1e-4 * length * slope + noise) {
                return length;
            }
        }
        return 0;
    }

    private double[] gradient(double[] point) {
        double[] gradient = new double[point.length];
        double[] near = point.clone();
        for (int k = 0; k < point.length; k++) {
            double step = STEP * Math.max(1, Math.abs(point[k]));
            near[k] = point[k] + step;
            double up = near[k];
            double above = function.applyAsDouble(near);
            near[k] = point[k] - step;
            double below = function.applyAsDouble(near);
            gradient[k] = (above - below) / (up - near[k]);
            near[k] = point[k];
        }
        return gradient;
    }

    /** The BFGS update of the inverse Hessian; returns false, and leaves it, where the step shows no positive curvature. */
    private static boolean update(
            double[][] inverse, double[] from, double[] to, double[] gradient, double[] nextGradient, boolean fresh) {
        int d = from.length;
        double[] s = new double[d];
        double[] y = new double[d];
        for (int k = 0; k < d; k++) {
            s[k] = to[k] - from[k];
            y[k] = nextGradient[k] - gradient[k];
        }
        double curvature = dot(s, y);
        if (!(curvature > 1e-10 * Math.sqrt(dot(s, s) * dot(y, y)))) {
            return false;
        }
        if (fresh) {
            for (int k = 0; k < d; k++) {
                inverse[k][k] = curvature / dot(y, y);
            }
        }
        double[] hy = new double[d];
        for (int k = 0; k < d; k++) {
            hy[k] = dot(inverse[k], y);
        }
        double scale = (1 + dot(y, hy) / curvature) / curvature;
        for (int a = 0; a < d; a++) {
            for (int b = 0; b < d; b++) {
                inverse[a][b] += scale * s[a] * s[b] - (hy[a] * s[b] + s[a] * hy[b]) / curvature;
            }
        }
        return true;
    }

    private static double[] direction(double[][] inverse, double[] gradient) {
        double[] direction = new double[gradient.length];
        for (int k = 0; k < direction.length; k++) {
            direction[k] = -dot(inverse[k], gradient);
        }
        return direction;
    }

    private static double[] move(double[] point, double[] direction, double length) {
        double[] moved = point.clone();
        for (int k = 0; k < moved.length; k++) {
            moved[k] += length * direction[k];
        }
        return moved;
    }

    private static double[][] identity(int d) {
        double[][] identity = new double[d][d];
        for (int k = 0; k < d; k++) {
            identity[k][k] = 1;
        }
        return identity;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }
}
