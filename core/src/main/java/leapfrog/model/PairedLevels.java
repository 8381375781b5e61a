package leapfrog.model;

import java.util.Arrays;

/**
 * Does the algebra of levels with one or two effects in closed form, in loops over levels that the compiler makes vectors of.
 *
 * <p>With τ = 1 / σ² and √τ Λ = [α, 0; γ, δ], a level has M = [m, δ μ; δ μ, …] with m = 1 + α² a₁₁ + 2 α γ a₁₂ + γ² a₂₂ and
 * μ = α a₁₂ + γ a₂₂. With λ = μ / m and k = m / |M|, a column b of ZᵀW [y, X] has x = [x₁, δ b₂] and h = b₂ − λ x₁, and
 *
 * <pre>xᵀ M⁻¹ x = x₁² / m + δ² k h²,  z = M⁻¹ x: z₂ / δ = k h, z₁ = x₁ / m − δ² λ k h.</pre>
 *
 * |M| = 1 + tr(A O) + |A| |O| with O = τ Λ Λᵀ, so nothing cancels where A is singular, and all is finite where δ or a standard deviation
 * is 0.
 */
final class PairedLevels {
    final int count;
    private final int columns;
    /** [J] entries of A, and |A|. */
    private final double[] a11;

    private final double[] a12;
    private final double[] a22;
    private final double[] determinant;
    /** [1 + p][J] the first and the second effect's entries of ZᵀW [y, X]. */
    private final double[][] b1;

    private final double[][] b2;
    /** [J] 1 / m, λ, k and |M|. */
    final double[] inverse;

    final double[] lambda;
    final double[] k;
    private final double[] size;
    /** [1 + p][J] x₁ and h of each column. */
    private final double[][] x;

    private final double[][] h;
    /** [J] x₁ and h of the combination of columns that {@link #combine} made. */
    final double[] combinedX;

    final double[] combinedH;
    private double delta2;

    PairedLevels(Marginal data) {
        count = data.effects() == 0 ? 0 : data.levels();
        columns = data.columns();
        a11 = new double[count];
        a12 = new double[count];
        a22 = new double[count];
        determinant = new double[count];
        inverse = new double[count];
        lambda = new double[count];
        k = new double[count];
        size = new double[count];
        b1 = new double[1 + columns][count];
        b2 = new double[1 + columns][count];
        x = new double[1 + columns][count];
        h = new double[1 + columns][count];
        combinedX = new double[count];
        combinedH = new double[count];
        for (int j = 0; j < count; j++) {
            arrange(data, j);
        }
    }

    private void arrange(Marginal data, int j) {
        int effects = data.effects();
        double[] gram = data.effectGram();
        int at = j * effects * effects;
        a11[j] = gram[at];
        if (effects == 2) {
            a12[j] = gram[at + 1];
            a22[j] = gram[at + 3];
            determinant[j] = Marginal.determinant(a11[j], a12[j], a22[j]);
        }
        for (int n = 0; n <= columns; n++) {
            b1[n][j] = product(data, j * effects, n);
            b2[n][j] = effects == 2 ? product(data, j * effects + 1, n) : 0;
        }
    }

    private static double product(Marginal data, int row, int column) {
        return column == 0 ? data.effectResponse()[row] : data.effectColumn()[row * data.columns() + column - 1];
    }

    /** Makes all of these scales; γ and δ are 0 where there is one effect. */
    void condition(double alpha, double gamma, double delta) {
        double o11 = alpha * alpha;
        double twice12 = 2 * alpha * gamma;
        double gamma2 = gamma * gamma;
        delta2 = delta * delta;
        double o = o11 * delta2;
        for (int j = 0; j < count; j++) {
            double m = 1 + o11 * a11[j] + twice12 * a12[j] + gamma2 * a22[j];
            size[j] = m + delta2 * a22[j] + o * determinant[j];
            inverse[j] = 1 / m;
            lambda[j] = (alpha * a12[j] + gamma * a22[j]) / m;
            k[j] = m / size[j];
        }
        for (int n = 0; n <= columns; n++) {
            project(b1[n], b2[n], alpha, gamma, x[n], h[n]);
        }
    }

    private void project(double[] first, double[] second, double alpha, double gamma, double[] toX, double[] toH) {
        for (int j = 0; j < count; j++) {
            double of = alpha * first[j] + gamma * second[j];
            toX[j] = of;
            toH[j] = second[j] - lambda[j] * of;
        }
    }

    /** Σ log |M|. */
    double logDeterminants() {
        double product = 1;
        double log = 0;
        for (int j = 0; j < count; j++) {
            product *= size[j];
            if (!(product < 1e100)) {
                log += Math.log(product);
                product = 1;
            }
        }
        return log + Math.log(product);
    }

    /** Σ xᵀ M⁻¹ x of two columns; 0 is the response. */
    double product(int m, int n) {
        double byX = 0;
        double byH = 0;
        double[] xm = x[m];
        double[] xn = x[n];
        double[] hm = h[m];
        double[] hn = h[n];
        for (int j = 0; j < count; j++) {
            byX += xm[j] * xn[j] * inverse[j];
            byH += hm[j] * hn[j] * k[j];
        }
        return byX + delta2 * byH;
    }

    /**
     * Combines columns.
     *
     * @param response 0 or 1 times the response
     * @param weights of the other columns, from {@code at} on
     */
    void combine(double response, double[] weights, int at) {
        if (response == 0) {
            Arrays.fill(combinedX, 0);
            Arrays.fill(combinedH, 0);
        } else {
            System.arraycopy(x[0], 0, combinedX, 0, count);
            System.arraycopy(h[0], 0, combinedH, 0, count);
        }
        for (int n = 0; n < columns; n++) {
            if (weights[at + n] != 0) {
                add(weights[at + n], x[n + 1], combinedX);
                add(weights[at + n], h[n + 1], combinedH);
            }
        }
    }

    private static void add(double weight, double[] column, double[] to) {
        for (int j = 0; j < to.length; j++) {
            to[j] += weight * column[j];
        }
    }

    /** Turns the combined x₁ and h into z₁ and z₂ / δ. */
    void solve() {
        for (int j = 0; j < count; j++) {
            double second = k[j] * combinedH[j];
            combinedH[j] = second;
            combinedX[j] = combinedX[j] * inverse[j] - delta2 * lambda[j] * second;
        }
    }
}
