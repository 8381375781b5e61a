package leapfrog.model;

import java.util.Arrays;

/**
 * Does the algebra of {@link PairedLevels} of one level after the other, for many scales side by side: all arrays are over draws, and so are
 * all loops, of which the compiler makes vectors.
 */
final class PairedDraws {
    final int room;
    private final Marginal data;
    private final int effects;
    private final int columns;
    final double[] tau;
    private final double[] root;
    private final double[] alpha;
    private final double[] gamma;
    private final double[] delta;
    /** Of the level that is worked on: 1 / m, λ and k. */
    private final double[] inverse;

    private final double[] lambda;
    private final double[] k;
    /** [1 + p][draws] x₁ and h of the response and each column; the response's also those of y − X β. */
    private final double[][] x;

    private final double[][] h;
    /** b of y − X β. */
    private final double[] first;

    private final double[] second;
    /** [p × (1 + p)][draws] Σ xᵀ M⁻¹ x over levels, of a column and the response or a column up to it. */
    private final double[][] sums;

    /** @param room draws at most */
    PairedDraws(Marginal data, int room) {
        this.data = data;
        this.room = room;
        effects = data.effects();
        columns = data.columns();
        tau = new double[room];
        root = new double[room];
        alpha = new double[room];
        gamma = new double[room];
        delta = new double[room];
        inverse = new double[room];
        lambda = new double[room];
        k = new double[room];
        x = new double[1 + columns][room];
        h = new double[1 + columns][room];
        first = new double[room];
        second = new double[room];
        sums = new double[columns * (1 + columns)][room];
    }

    /** Takes the scales of a draw. */
    void set(int draw, PairedScales scales) {
        tau[draw] = scales.tau;
        root[draw] = Math.sqrt(scales.tau);
        alpha[draw] = scales.alpha;
        gamma[draw] = scales.gamma;
        delta[draw] = scales.delta;
    }

    void clearSums() {
        for (double[] sum : sums) {
            Arrays.fill(sum, 0);
        }
    }

    /** Σ xᵀ M⁻¹ x of a coefficient's column and another; 0 is the response, n + 1 ≤ m + 1 the column of a coefficient n. */
    double[] sum(int m, int n) {
        return sums[m * (1 + columns) + n];
    }

    /** Makes m, λ and k of a level. */
    void condition(int level, int draws) {
        int at = level * effects * effects;
        double a11 = data.effectGram()[at];
        double a12 = effects == 2 ? data.effectGram()[at + 1] : 0;
        double a22 = effects == 2 ? data.effectGram()[at + 3] : 0;
        double determinant = effects == 2 ? Marginal.determinant(a11, a12, a22) : 0;
        for (int i = 0; i < draws; i++) {
            double o11 = alpha[i] * alpha[i];
            double delta2 = delta[i] * delta[i];
            double mu = alpha[i] * a12 + gamma[i] * a22;
            double m = 1 + o11 * a11 + gamma[i] * (alpha[i] * a12 + mu);
            double size = m + delta2 * (a22 + o11 * determinant);
            inverse[i] = 1 / m;
            lambda[i] = mu / m;
            k[i] = m / size;
        }
    }

    /** Adds the products of the columns of the level that is conditioned. */
    void addProducts(int level, int draws) {
        for (int n = 0; n <= columns; n++) {
            project(product(level, 0, n), effects == 2 ? product(level, 1, n) : 0, x[n], h[n], draws);
        }
        for (int m = 0; m < columns; m++) {
            for (int n = 0; n <= m + 1; n++) {
                add(x[m + 1], h[m + 1], x[n], h[n], sum(m, n), draws);
            }
        }
    }

    private double product(int level, int effect, int column) {
        int row = level * effects + effect;
        return column == 0 ? data.effectResponse()[row] : data.effectColumn()[row * columns + column - 1];
    }

    private void project(double first, double second, double[] toX, double[] toH, int draws) {
        for (int i = 0; i < draws; i++) {
            double of = alpha[i] * first + gamma[i] * second;
            toX[i] = of;
            toH[i] = delta[i] * (second - lambda[i] * of);
        }
    }

    private void add(double[] xm, double[] hm, double[] xn, double[] hn, double[] to, int draws) {
        for (int i = 0; i < draws; i++) {
            to[i] += xm[i] * xn[i] * inverse[i] + hm[i] * hn[i] * k[i];
        }
    }

    /**
     * Makes x₁ and δ h of y − X β of the level that is conditioned.
     *
     * @param beta [at least p][draws]
     */
    void combine(int level, double[][] beta, int draws) {
        Arrays.fill(first, 0, draws, product(level, 0, 0));
        Arrays.fill(second, 0, draws, effects == 2 ? product(level, 1, 0) : 0);
        for (int n = 1; n <= columns; n++) {
            subtract(product(level, 0, n), beta[n - 1], first, draws);
            if (effects == 2) {
                subtract(product(level, 1, n), beta[n - 1], second, draws);
            }
        }
        double[] toX = x[0];
        double[] toH = h[0];
        for (int i = 0; i < draws; i++) {
            double of = alpha[i] * first[i] + gamma[i] * second[i];
            toX[i] = of;
            toH[i] = delta[i] * (second[i] - lambda[i] * of);
        }
    }

    private static void subtract(double weight, double[] from, double[] to, int draws) {
        for (int i = 0; i < draws; i++) {
            to[i] -= weight * from[i];
        }
    }

    /** Turns the normal numbers of a level, in rows from {@code at} on, into its effects. */
    void draw(double[][] normals, int at, int draws) {
        double[] one = normals[at];
        double[] ofX = x[0];
        for (int i = 0; i < draws; i++) {
            one[i] = root[i] * ofX[i] * inverse[i] + Math.sqrt(inverse[i]) * one[i];
        }
        if (effects == 2) {
            double[] two = normals[at + 1];
            double[] ofH = h[0];
            for (int i = 0; i < draws; i++) {
                two[i] = root[i] * k[i] * ofH[i] + Math.sqrt(k[i]) * two[i];
                one[i] -= delta[i] * lambda[i] * two[i];
            }
        }
    }
}
