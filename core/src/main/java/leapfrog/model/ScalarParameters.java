package leapfrog.model;

import java.util.List;
import leapfrog.math.Hyperbolic;
import leapfrog.math.Softplus;

/**
 * Constrains the scalar parameters of one point, and pulls derivatives by them back to their coordinates.
 *
 * <p>Derivatives by positive parameters are carried by log |v|, by correlations by the coordinate and by others by the
 * parameter itself, so that they stay finite in every tail. The {@link #slope} turns each into the derivative by the coordinate.
 */
final class ScalarParameters {
    final double[] value;
    /** log |v| of positive parameters; log(1 − v²) of correlations; 0 of others. */
    final double[] logarithm;
    /** ∂ log |v| / ∂θ of positive parameters, 1 of correlations, ∂v / ∂θ of others. */
    final double[] slope;
    /** What the log density gains by what each is carried by. */
    final double[] derivative;

    private final Transform[] transforms;

    ScalarParameters(List<Transform> transforms) {
        this.transforms = transforms.toArray(Transform[]::new);
        int count = transforms.size();
        value = new double[count];
        logarithm = new double[count];
        slope = new double[count];
        derivative = new double[count];
    }

    boolean positive(int scalar) {
        return transforms[scalar].positive();
    }

    /** Fills all but the derivatives, which become 0; sets the gradient to those of the log-Jacobians and returns their sum. */
    double constrain(double[] position, int at, double[] gradient, int gradientAt) {
        double sum = 0;
        for (int k = 0; k < value.length; k++) {
            derivative[k] = 0;
            Transform transform = transforms[k];
            double theta = position[at + k];
            double lower = transform.lower();
            double upper = transform.upper();
            switch (transform.kind()) {
                case IDENTITY -> {
                    value[k] = theta;
                    slope[k] = 1;
                    gradient[gradientAt + k] = 0;
                }
                case ABOVE -> {
                    double distance = Math.exp(theta);
                    value[k] = lower + distance;
                    logarithm[k] = lower == 0 ? theta : lower > 0 ? Math.log(value[k]) : 0;
                    slope[k] = lower == 0 ? 1 : lower > 0 ? distance / value[k] : distance;
                    sum += theta;
                    gradient[gradientAt + k] = 1;
                }
                case BELOW -> {
                    double distance = Math.exp(theta);
                    value[k] = upper - distance;
                    slope[k] = -distance;
                    sum += theta;
                    gradient[gradientAt + k] = 1;
                }
                case BETWEEN -> {
                    double width = upper - lower;
                    double share = Softplus.logistic(theta);
                    double rest = Softplus.logistic(-theta);
                    value[k] = lower + width * share;
                    logarithm[k] =
                            lower == 0 ? Math.log(upper) - Softplus.of(-theta) : lower > 0 ? Math.log(value[k]) : 0;
                    slope[k] = lower == 0 ? rest : width * share * rest / (lower > 0 ? value[k] : 1);
                    sum += Math.log(width) - Softplus.of(theta) - Softplus.of(-theta);
                    gradient[gradientAt + k] = rest - share;
                }
                case SIGNED -> {
                    double scale = transform.scale();
                    double tanh = Math.tanh(theta);
                    double free = scale * Math.sinh(theta);
                    double root = Math.hypot(1, free / upper);
                    value[k] = free / root;
                    logarithm[k] = Math.log(Math.abs(value[k]));
                    // At 0, where no derivative is left to carry, it would be infinite.
                    slope[k] = tanh == 0 ? 0 : 1 / (tanh * root * root);
                    sum += Math.log(scale) + Hyperbolic.logCosh(theta) - 3 * Math.log(root);
                    double share = value[k] / upper;
                    gradient[gradientAt + k] = tanh == 0 ? 0 : tanh - 3 * share * share / tanh;
                }
                case CORRELATION -> {
                    value[k] = Math.tanh(theta);
                    logarithm[k] = -2 * Hyperbolic.logCosh(theta);
                    slope[k] = 1;
                    sum += logarithm[k];
                    gradient[gradientAt + k] = -2 * value[k];
                }
            }
        }
        return sum;
    }

    /** Adds a derivative by v. */
    void addByValue(int scalar, double byValue) {
        derivative[scalar] += positive(scalar) ? byValue * value[scalar] : byValue;
    }

    /** v, and |v| of a positive parameter. */
    double magnitude(int scalar) {
        return positive(scalar) ? Math.abs(value[scalar]) : value[scalar];
    }

    /** Adds a derivative by the {@link #magnitude}. */
    void addByMagnitude(int scalar, double byMagnitude) {
        derivative[scalar] += positive(scalar) ? byMagnitude * magnitude(scalar) : byMagnitude;
    }

    /** Adds a derivative by the coordinate of a correlation. */
    void addByCoordinate(int scalar, double byCoordinate) {
        derivative[scalar] += byCoordinate;
    }

    /** Adds a derivative by log |v| of a positive parameter. */
    void addByLogarithm(int scalar, double byLogarithm) {
        derivative[scalar] += byLogarithm;
    }

    /** Adds to the gradient what the derivatives mean for the coordinates. */
    void pullBack(double[] gradient, int gradientAt) {
        for (int k = 0; k < value.length; k++) {
            gradient[gradientAt + k] += derivative[k] * slope[k];
        }
    }
}
