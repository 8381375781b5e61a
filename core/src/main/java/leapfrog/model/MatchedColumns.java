package leapfrog.model;

import org.jspecify.annotations.Nullable;

/**
 * Holds the levels of two effects whose covariates are those of the two population coefficients, X = Z C of all rows. With O = L Lᵀ, τ times
 * the effects' covariance, and |M| = 1 + tr(A O) + |A| |O| a level leaves of the products of Z and y
 *
 * <pre>S = A − A L M⁻¹ Lᵀ A = (I + A O)⁻¹ A = (A + |A| adj(O)) / |M|
 * t = b − A L M⁻¹ Lᵀ b = (I + A O)⁻¹ b = (b + adj(O) adj(A) b) / |M|,  bᵀ L M⁻¹ Lᵀ b = (bᵀ O b + |O| bᵀ adj(A) b) / |M|</pre>
 *
 * for b = ZᵀWy, and M⁻¹ Lᵀ A = Lᵀ S, M⁻¹ Lᵀ b = Lᵀ t, M⁻¹ = I − Lᵀ S L; so that all of E[ζ ζᵀ] is made of sums of S, t and their products, and
 * a level is gone through once. An entry of S may be a difference of larger numbers, of which none is larger than the geometric mean of its diagonal:
 * nothing cancels that its norm would feel.
 *
 * @param map C [2 × 2]
 * @param levels of each level A = ZᵀWZ as a₁₁, a₁₂, a₂₂ and |A|, b = ZᵀWy, adj(A) b, b₁², b₂², bᵀ adj(A) b and b₁ b₂: [J × {@link #STRIDE}].
 *     A singular A leaves nothing of adj(A) b, for b is in its range
 */
public record MatchedColumns(double[] map, double[] levels) {
    /** Numbers of a level. */
    public static final int STRIDE = 12;

    /** Relative difference of products of the same columns, by rounding. */
    private static final double SAME = 1e-12;
    /** How much smaller than its summands a sum may be: five bits are lost at most. */
    private static final double CANCELLED = 32;

    /**
     * Those of a model, or null where X is not Z C, or where C makes its columns of nearly the same ones, which cancels digits.
     *
     * @param padded J, at least the model's; levels beyond those have no rows
     */
    public static @Nullable MatchedColumns of(Marginal marginal, int padded) {
        boolean pairs = marginal.effects() == 2
                && marginal.columns() == 2
                && marginal.integrated() == 2
                && marginal.further().isEmpty();
        if (!pairs || !matches(marginal) || cancels(marginal)) {
            return null;
        }
        double[] levels = new double[padded * STRIDE];
        for (int j = 0; j < marginal.levels(); j++) {
            double a11 = marginal.effectGram()[4 * j];
            double a12 = marginal.effectGram()[4 * j + 1];
            double a22 = marginal.effectGram()[4 * j + 3];
            double b1 = marginal.effectResponse()[2 * j];
            double b2 = marginal.effectResponse()[2 * j + 1];
            int at = j * STRIDE;
            levels[at] = a11;
            levels[at + 1] = a12;
            levels[at + 2] = a22;
            levels[at + 3] = Marginal.determinant(a11, a12, a22);
            levels[at + 4] = b1;
            levels[at + 5] = b2;
            if (levels[at + 3] > 0) {
                levels[at + 6] = difference(a22, b1, a12, b2);
                levels[at + 7] = difference(a11, b2, a12, b1);
                levels[at + 10] = Math.max(0, b1 * levels[at + 6] + b2 * levels[at + 7]);
            }
            levels[at + 8] = b1 * b1;
            levels[at + 9] = b2 * b2;
            levels[at + 11] = b1 * b2;
        }
        return new MatchedColumns(marginal.map(), levels);
    }

    /** a d − b c by Kahan's way. */
    private static double difference(double a, double d, double b, double c) {
        double product = b * c;
        return Math.fma(a, d, -product) + Math.fma(-b, c, product);
    }

    private static boolean matches(Marginal marginal) {
        double[] c = marginal.map();
        for (int row = 0; row < 2 * marginal.levels(); row++) {
            for (int m = 0; m < 2; m++) {
                double first = marginal.effectGram()[2 * row] * c[m];
                double second = marginal.effectGram()[2 * row + 1] * c[2 + m];
                double error = Math.abs(first + second - marginal.effectColumn()[2 * row + m]);
                if (!(error <= SAME * (Math.abs(first) + Math.abs(second)))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Whether the squares of X's columns, which are 1, are sums of much larger numbers. */
    private static boolean cancels(Marginal marginal) {
        double a11 = 0;
        double a12 = 0;
        double a22 = 0;
        for (int j = 0; j < marginal.levels(); j++) {
            a11 += marginal.effectGram()[4 * j];
            a12 += Math.abs(marginal.effectGram()[4 * j + 1]);
            a22 += marginal.effectGram()[4 * j + 3];
        }
        double[] c = marginal.map();
        for (int m = 0; m < 2; m++) {
            double c1 = Math.abs(c[m]);
            double c2 = Math.abs(c[2 + m]);
            if (!(c1 * c1 * a11 + 2 * c1 * c2 * a12 + c2 * c2 * a22 <= CANCELLED)) {
                return true;
            }
        }
        return false;
    }
}
