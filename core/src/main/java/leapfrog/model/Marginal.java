package leapfrog.model;

import java.util.List;

/**
 * Holds what {@link Likelihood#NORMAL} rows come to when normal effects and population coefficients are integrated out of them.
 *
 * <p>Rows are y_i = x_iᵀ b + z_iᵀ u_j[i] + σ ε_i / √w_i with K effects u_j = diag(sd) L ζ_j in each of J levels, ζ_j ~ Normal(0, I), and p
 * population coefficients b = shift + map · β. Effects of further factors, Normal(0, diag(sd) R diag(sd)) too, have columns after those of β, one an effect of a
 * level. Of b there are normal priors on linear combinations, or none. Everything here is of β and
 * of y − X shift, so that squares of residuals, not of the response, are what is left.
 *
 * <p>The last of the population coefficients may be given instead of integrated out, since their priors are not normal: each is a scalar
 * parameter, and its β the scalar less its shift. Without effects, XᵀWX and the precision of the β that are integrated out are diagonal.
 *
 * @param sd [K] scalars that are the effects' standard deviations
 * @param blocks the correlated ones among the effects; the others are independent
 * @param levels J
 * @param columns p
 * @param given scalars that the last population coefficients are, which are not integrated out
 * @param further factors with effects beside this one
 * @param effectGram [J × K × K] Zᵀ W Z of each level
 * @param effectColumn [J × K × width] Zᵀ W X
 * @param effectResponse [J × K] Zᵀ W y
 * @param columnGram [width × width] Xᵀ W X
 * @param columnResponse [width] Xᵀ W y
 * @param responseSquares yᵀ W y
 * @param priorPrecision [p × p] of β
 * @param priorMoment [p] precision times mean
 * @param priorSquares the squares of the priors' means over their variances
 * @param observations Σ w, or the number of rows
 * @param constant what no parameter touches
 * @param shift [p]
 * @param map [p × p] row-major
 */
public record Marginal(
        int[] sd,
        List<Block> blocks,
        int levels,
        int columns,
        int[] given,
        List<Further> further,
        double[] effectGram,
        double[] effectColumn,
        double[] effectResponse,
        double[] columnGram,
        double[] columnResponse,
        double responseSquares,
        double[] priorPrecision,
        double[] priorMoment,
        double priorSquares,
        double observations,
        double constant,
        double[] shift,
        double[] map) {
    /** Takes unmodifiable copies. */
    public Marginal {
        blocks = List.copyOf(blocks);
        further = List.copyOf(further);
    }

    /**
     * Effects that are correlated.
     *
     * @param first the first of them
     * @param size number of effects, 2 or more
     * @param firstPartial scalar of the first of their canonical partial correlations
     */
    public record Block(int first, int size, int firstPartial) {}

    /**
     * Effects of a further factor.
     *
     * @param sd [K] as above
     * @param first the first effect of the first level is column first, that of the next is K columns on
     */
    public record Further(int[] sd, List<Block> blocks, int levels, int first) {
        /** Takes unmodifiable copies. */
        public Further {
            blocks = List.copyOf(blocks);
        }

        /** K. */
        public int effects() {
            return sd.length;
        }

        /** The column after the last. */
        public int end() {
            return first + levels * sd.length;
        }
    }

    /** a d − b² ≥ 0 of a symmetric matrix [a, b; b, d] without a negative eigenvalue, by Kahan's difference of products. */
    public static double determinant(double a, double b, double d) {
        double square = b * b;
        return Math.max(0, Math.fma(a, d, -square) + Math.fma(-b, b, square));
    }

    /** K. */
    public int effects() {
        return sd.length;
    }

    /** Population coefficients that are integrated out: the first ones. */
    public int integrated() {
        return columns - given.length;
    }

    /** Number of columns: p, and the effects of all levels of further factors. */
    public int width() {
        return further.isEmpty() ? columns : further.getLast().end();
    }
}
