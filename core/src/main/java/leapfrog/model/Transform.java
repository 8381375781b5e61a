package leapfrog.model;

import leapfrog.math.Softplus;

/**
 * Says how an unconstrained coordinate θ becomes a parameter v; its log-Jacobian log |dv/dθ| belongs to the log density.
 *
 * @param kind the form
 * @param lower of the support, or −∞
 * @param upper of the support, or ∞
 */
public record Transform(Kind kind, double lower, double upper) {
    /** The forms, as in Stan. */
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
        CORRELATION
    }

    /** v = θ: of everything without bounds. */
    public static final Transform IDENTITY =
            new Transform(Kind.IDENTITY, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    /** v = exp θ: of every scale. */
    public static final Transform EXP = new Transform(Kind.ABOVE, 0, Double.POSITIVE_INFINITY);

    /** v = tanh θ: of canonical partial correlations. */
    public static final Transform CORRELATION = new Transform(Kind.CORRELATION, -1, 1);

    /** The transform of a support, either end of which may be infinite. */
    public static Transform between(double lower, double upper) {
        if (!(lower < upper)) {
            throw new IllegalArgumentException("support from " + lower + " to " + upper);
        }
        if (upper == Double.POSITIVE_INFINITY) {
            return lower == Double.NEGATIVE_INFINITY ? IDENTITY : new Transform(Kind.ABOVE, lower, upper);
        }
        return new Transform(lower == Double.NEGATIVE_INFINITY ? Kind.BELOW : Kind.BETWEEN, lower, upper);
    }

    /** v of a coordinate θ. */
    double parameter(double coordinate) {
        return switch (kind) {
            case IDENTITY -> coordinate;
            case ABOVE -> lower + Math.exp(coordinate);
            case BELOW -> upper - Math.exp(coordinate);
            case BETWEEN -> lower + (upper - lower) * Softplus.logistic(coordinate);
            case CORRELATION -> Math.tanh(coordinate);
        };
    }

    /** What the name of the coordinate says before the parameter's own: {@code log_}, {@code logit_} or nothing. */
    String prefix() {
        return switch (kind) {
            case IDENTITY, CORRELATION -> "";
            case ABOVE, BELOW -> "log_";
            case BETWEEN -> "logit_";
        };
    }

    /**
     * Whether v is positive, as every standard deviation and parameter of a family must be; derivatives by such a parameter are
     * carried by its logarithm, so that they stay finite where it is tiny.
     */
    public boolean positive() {
        return lower >= 0;
    }
}
