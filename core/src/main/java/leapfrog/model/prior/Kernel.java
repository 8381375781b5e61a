package leapfrog.model.prior;

import java.util.function.DoubleUnaryOperator;
import leapfrog.math.Hyperbolic;
import leapfrog.math.LogGamma;
import leapfrog.model.ModelData;
import leapfrog.model.ModelData.Shape;

/**
 * Describes a distribution as kernels evaluate it: with x = (u − location) / scale, log p(u) = {@link #logConstant} + the shape's kernel
 * at x, on the whole natural support of the shape. Knows the mass of intervals, by which a truncated density is renormalised.
 *
 * @param df the shape's further parameter
 */
public record Kernel(Shape shape, double location, double scale, double df) {
    /** Above this log ratio of two tails their difference is precise; below it an interval is integrated. */
    private static final double DIFFERENT = -0.5;

    /** log of the normalising constant on the whole natural support. */
    public double logConstant() {
        return -Math.log(scale)
                + switch (shape) {
                    case NORMAL -> -0.5 * Math.log(2 * Math.PI);
                    case STUDENT_T -> LogGamma.halfStep(0.5 * df) - 0.5 * Math.log(Math.PI * df);
                    case EXPONENTIAL, UNIFORM -> 0;
                    case GAMMA, INVERSE_GAMMA -> -LogGamma.of(df);
                    case CORRELATION -> LogGamma.halfStep(df) - 0.5 * Math.log(Math.PI);
                };
    }

    /**
     * log P(u ∈ within), −∞ where that is 0 or too small for a number.
     *
     * <p>Of the two tails the smaller is taken, whose ends differ in its logarithm: log(e^b − e^a) = b + log(1 − e^(a − b)). Where they
     * hardly do, the interval is integrated. Correlations are never truncated.
     */
    public double logMass(Support within) {
        if (within.contains(natural())) {
            return 0;
        }
        double a = (within.lower() - location) / scale;
        double b = (within.upper() - location) / scale;
        if (shape == Shape.UNIFORM) {
            return Math.log(Math.clamp(b, 0, 1) - Math.clamp(a, 0, 1));
        }
        boolean below = shape != Shape.EXPONENTIAL && logLower(b) <= logUpper(a);
        double larger = below ? logLower(b) : logUpper(a);
        double smaller = below ? logLower(a) : logUpper(b);
        if (larger == Double.NEGATIVE_INFINITY) {
            return larger;
        }
        return smaller - larger < DIFFERENT || shape == Shape.EXPONENTIAL
                ? larger + LowerTail.logComplement(smaller - larger)
                : logIntegral(a, b);
    }

    /** The prior of the quantity u of Σ weight · scalar, normalised within a support of u, with the Jacobian of u = v^power. */
    ModelData.Prior prior(int[] scalars, double[] weights, Quantity quantity, Support within) {
        double normaliser = logConstant() - logMass(within);
        return shape == Shape.UNIFORM && quantity != Quantity.ITSELF
                ? constant(scalars, weights, quantity, normaliser)
                : prior(scalars, weights, quantity, normaliser);
    }

    /** A density that is constant in u ≠ v: an exponential of infinite scale, whose kernel is 0 everywhere, and the Jacobian. */
    static ModelData.Prior constant(int[] scalars, double[] weights, Quantity quantity, double logDensity) {
        return new Kernel(Shape.EXPONENTIAL, 0, Double.POSITIVE_INFINITY, 0)
                .prior(scalars, weights, quantity, logDensity);
    }

    private ModelData.Prior prior(int[] scalars, double[] weights, Quantity quantity, double normaliser) {
        int power = quantity.power();
        double logConstant = normaliser + Math.log(Math.abs(power));
        return new ModelData.Prior(scalars, weights, shape, location, scale, df, power, logConstant);
    }

    private Support natural() {
        return switch (shape) {
            case NORMAL, STUDENT_T -> Support.LINE;
            case EXPONENTIAL, GAMMA, INVERSE_GAMMA -> Support.POSITIVE;
            case UNIFORM -> new Support(location, location + scale);
            case CORRELATION -> Support.CORRELATION;
        };
    }

    /** log P(X ≤ x) of the distribution with location 0 and scale 1. */
    private double logLower(double x) {
        return switch (shape) {
            case NORMAL -> LowerTail.logNormal(x);
            case STUDENT_T -> LowerTail.logStudentT(x, df);
            case EXPONENTIAL -> x <= 0 ? Double.NEGATIVE_INFINITY : LowerTail.logComplement(-x);
            case GAMMA -> GammaTail.logLower(x, df);
            case INVERSE_GAMMA -> x <= 0 ? Double.NEGATIVE_INFINITY : GammaTail.logUpper(1 / x, df);
            case UNIFORM, CORRELATION -> throw new IllegalStateException(shape + " has no tails");
        };
    }

    /** log P(X > x) of the same. */
    private double logUpper(double x) {
        return switch (shape) {
            case NORMAL, STUDENT_T -> logLower(-x);
            case EXPONENTIAL -> -Math.max(0, x);
            case GAMMA -> GammaTail.logUpper(x, df);
            case INVERSE_GAMMA -> x <= 0 ? 0 : GammaTail.logLower(1 / x, df);
            case UNIFORM, CORRELATION -> throw new IllegalStateException(shape + " has no tails");
        };
    }

    /** Over a coordinate t in which the density is smooth on every scale: x, √df sinh t, or exp t. */
    private double logIntegral(double a, double b) {
        double root = Math.sqrt(df);
        DoubleUnaryOperator logDensity = switch (shape) {
            case STUDENT_T -> t -> 0.5 * Math.log(df) - df * Hyperbolic.logCosh(t);
            case GAMMA -> t -> df * t - Math.exp(t);
            case INVERSE_GAMMA -> t -> -df * t - Math.exp(-t);
            default -> x -> -0.5 * x * x;
        };
        DoubleUnaryOperator coordinate = switch (shape) {
            case STUDENT_T -> x -> Hyperbolic.asinh(x / root);
            case GAMMA, INVERSE_GAMMA -> Math::log;
            default -> DoubleUnaryOperator.identity();
        };
        return logConstant()
                + Math.log(scale)
                + LogIntegral.of(logDensity, coordinate.applyAsDouble(a), coordinate.applyAsDouble(b));
    }
}
