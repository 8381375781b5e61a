package leapfrog.model;

import leapfrog.math.Hyperbolic;
import leapfrog.math.Softplus;

/**
 * Says how an unconstrained coordinate θ becomes a parameter v; its log-Jacobian log |dv/dθ| belongs to the log density.
 *
 * @param kind the form
 * @param lower of the support, or −∞
 * @param upper of the support, or ∞
 * @param scale c of {@link Kind#SIGNED}, 1 of others
 */
public record Transform(Kind kind, double lower, double upper, double scale) {
    /** The forms: Stan's, and one of standard deviations. */
    public enum Kind {
        /** v = θ. */
        IDENTITY,
        /** v = lower + exp θ. */
        ABOVE,
        /** v = upper − exp θ. */
        BELOW,
        /** v = lower + (upper − lower) / (1 + exp(−θ)). */
        BETWEEN,
        /** v = tanh θ, a canonical partial correlation. */
        CORRELATION,
        /**
         * v = w / √(1 + (w / upper)²) with w = c sinh θ, and |v| is the standard deviation of noncentered effects v z: their density is that
         * of (−v, −z). It is smooth where v passes 0, where log |v| has a long tail, and about logarithmic from c on.
         */
        SIGNED
    }

    /** v = θ: of everything without bounds. */
    public static final Transform IDENTITY =
            new Transform(Kind.IDENTITY, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 1);
    /** v = exp θ: of every scale. */
    public static final Transform EXP = new Transform(Kind.ABOVE, 0, Double.POSITIVE_INFINITY, 1);

    /** v = tanh θ: of canonical partial correlations. */
    public static final Transform CORRELATION = new Transform(Kind.CORRELATION, -1, 1, 1);

    /**
     * Of a standard deviation |v|.
     *
     * @param upper what it is below, or ∞
     * @param scale c, positive and finite
     */
    public static Transform signed(double upper, double scale) {
        return new Transform(Kind.SIGNED, 0, upper, scale);
    }

    /** The transform of a support, either end of which may be infinite. */
    public static Transform between(double lower, double upper) {
        if (!(lower < upper)) {
            throw new IllegalArgumentException("support from " + lower + " to " + upper);
        }
        if (upper == Double.POSITIVE_INFINITY) {
            return lower == Double.NEGATIVE_INFINITY ? IDENTITY : new Transform(Kind.ABOVE, lower, upper, 1);
        }
        return new Transform(lower == Double.NEGATIVE_INFINITY ? Kind.BELOW : Kind.BETWEEN, lower, upper, 1);
    }

    /** v of a coordinate θ. */
    double parameter(double coordinate) {
        return switch (kind) {
            case IDENTITY -> coordinate;
            case ABOVE -> lower + Math.exp(coordinate);
            case BELOW -> upper - Math.exp(coordinate);
            case BETWEEN -> lower + (upper - lower) * Softplus.logistic(coordinate);
            case CORRELATION -> Math.tanh(coordinate);
            case SIGNED -> {
                double free = scale * Math.sinh(coordinate);
                yield free / Math.hypot(1, free / upper);
            }
        };
    }

    /** θ of a parameter v inside the support. */
    public double coordinate(double parameter) {
        return switch (kind) {
            case IDENTITY -> parameter;
            case ABOVE -> Math.log(parameter - lower);
            case BELOW -> Math.log(upper - parameter);
            case BETWEEN -> Math.log((parameter - lower) / (upper - parameter));
            case CORRELATION -> 0.5 * (Math.log1p(parameter) - Math.log1p(-parameter));
            case SIGNED ->
                Hyperbolic.asinh(parameter / Math.sqrt(1 - (parameter / upper) * (parameter / upper)) / scale);
        };
    }

    /** What the name of the coordinate says before the parameter's own: {@code log_}, {@code logit_}, {@code asinh_} or nothing. */
    String prefix() {
        return switch (kind) {
            case IDENTITY, CORRELATION -> "";
            case ABOVE, BELOW -> "log_";
            case BETWEEN -> "logit_";
            case SIGNED -> "asinh_";
        };
    }

    /**
     * Whether v, or |v| of {@link Kind#SIGNED}, is positive, as every standard deviation and parameter of a family must be;
     * derivatives by such a parameter are carried by log |v|, v times those by v, so that they stay finite where it is tiny.
     */
    public boolean positive() {
        return lower >= 0;
    }
}
