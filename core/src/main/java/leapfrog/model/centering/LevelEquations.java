package leapfrog.model.centering;

import java.util.Arrays;

/**
 * Holds the weighted normal equations of one level, in its standardised deviations ũ = L⁻¹ u: M = Lᵀ ZᵀWZ L + I = C Cᵀ on the left, C⁻¹
 * Lᵀ ZᵀW [X y] on the right. Reused from level to level.
 */
final class LevelEquations {
    private final FactorEffects effects;
    private final LinearRows rows;
    private final int size;
    private final double[] z;
    /** [K][K] lower triangle of ZᵀWZ. */
    private final double[][] own;
    /** [K][K] C. */
    final double[][] root;
    /** [columns][K] C⁻¹ Lᵀ ZᵀW x. */
    final double[][] crossed;
    /** [K] C⁻¹ Lᵀ ZᵀW y. */
    final double[] right;

    LevelEquations(FactorEffects effects, LinearRows rows) {
        this.effects = effects;
        this.rows = rows;
        size = effects.size();
        z = new double[size];
        own = new double[size][size];
        root = new double[size][size];
        crossed = new double[rows.columns][size];
        right = new double[size];
    }

    /**
     * Fills the equations of a level.
     *
     * @param information [rows] W
     * @param weighted [rows] W y
     */
    void fill(int level, double[] information, double[] weighted) {
        for (double[] row : own) {
            Arrays.fill(row, 0);
        }
        for (double[] row : crossed) {
            Arrays.fill(row, 0);
        }
        Arrays.fill(right, 0);
        for (int at = effects.start()[level]; at < effects.start()[level + 1]; at++) {
            int row = effects.order()[at];
            add(row, information[row], weighted[row]);
        }
        factor();
        standardise(right);
        for (double[] x : crossed) {
            standardise(x);
        }
    }

    private void add(int row, double information, double weighted) {
        for (int k = 0; k < size; k++) {
            z[k] = rows.covariate(effects.terms()[k], row);
            right[k] += z[k] * weighted;
            for (int l = 0; l <= k; l++) {
                own[k][l] += information * z[k] * z[l];
            }
        }
        int count = rows.read(row);
        for (int c = 0; c < count; c++) {
            double[] of = crossed[rows.column[c]];
            for (int k = 0; k < size; k++) {
                of[k] += information * rows.value[c] * z[k];
            }
        }
    }

    private void factor() {
        double[][] lower = effects.lower();
        for (int k = 0; k < size; k++) {
            for (int l = 0; l <= k; l++) {
                double sum = k == l ? 1 : 0;
                for (int a = k; a < size; a++) {
                    for (int b = l; b < size; b++) {
                        sum += lower[a][k] * own[Math.max(a, b)][Math.min(a, b)] * lower[b][l];
                    }
                }
                root[k][l] = sum;
            }
        }
        Cholesky.decompose(root);
    }

    private void standardise(double[] x) {
        for (int k = 0; k < size; k++) {
            double sum = 0;
            for (int a = k; a < size; a++) {
                sum += effects.lower()[a][k] * x[a];
            }
            x[k] = sum;
        }
        Cholesky.forward(root, x);
    }

    /** The share of the prior variance of coefficient k that the level's rows take away: 1 − (L M⁻¹ Lᵀ)_kk / (L Lᵀ)_kk. */
    double share(int k) {
        double[] row = effects.lower()[k].clone();
        double prior = Cholesky.dot(row, row);
        Cholesky.forward(root, row);
        return prior == 0 ? 0 : 1 - Cholesky.dot(row, row) / prior;
    }
}
