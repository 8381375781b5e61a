package leapfrog.model.centering;

import java.util.Arrays;

/**
 * Solves for the population coefficients with one factor's effects integrated out: S β = s with S = XᵀWX − Σ Bᵀ M⁻¹ B, s = XᵀWy − Σ Bᵀ
 * M⁻¹ Lᵀ ZᵀWy, B = Lᵀ ZᵀWX, sums over the factor's levels.
 */
final class PopulationEquations {
    private final LinearRows rows;
    private final int levels;
    private final LevelEquations level;
    /** [columns][columns] the Cholesky factor of S. */
    final double[][] root;
    /** [columns] β. */
    final double[] beta;

    PopulationEquations(FactorEffects effects, LinearRows rows) {
        this.rows = rows;
        levels = effects.levels();
        level = new LevelEquations(effects, rows);
        root = new double[rows.columns][rows.columns];
        beta = new double[rows.columns];
    }

    /**
     * Fills the root and β.
     *
     * @param information [rows] W
     * @param weighted [rows] W y, y the response less what other factors add
     * @return the restricted log likelihood of the factor's L but for a constant: ½ [rᵀr + sᵀ S⁻¹ s − Σ log |M| − log |S|], r all
     *     levels' C⁻¹ Lᵀ ZᵀWy
     */
    double solve(double[] information, double[] weighted) {
        for (double[] row : root) {
            Arrays.fill(row, 0);
        }
        Arrays.fill(beta, 0);
        for (int i = 0; i < rows.rows.count(); i++) {
            add(i, information[i], weighted[i]);
        }
        double criterion = 0;
        for (int j = 0; j < levels; j++) {
            level.fill(j, information, weighted);
            criterion += 0.5 * Cholesky.dot(level.right, level.right) - Cholesky.halfLogDeterminant(level.root);
            eliminate();
        }
        for (int c = 0; c < beta.length; c++) {
            // What no row tells of, an empty column, stays near 0.
            root[c][c] += 1e-8 * Math.abs(root[c][c]) + 1e-12;
        }
        Cholesky.decompose(root);
        Cholesky.forward(root, beta);
        criterion += 0.5 * Cholesky.dot(beta, beta) - Cholesky.halfLogDeterminant(root);
        Cholesky.backward(root, beta);
        return criterion;
    }

    private void add(int row, double information, double weighted) {
        int count = rows.read(row);
        for (int c = 0; c < count; c++) {
            int column = rows.column[c];
            beta[column] += rows.value[c] * weighted;
            for (int d = 0; d < count; d++) {
                root[column][rows.column[d]] += information * rows.value[c] * rows.value[d];
            }
        }
    }

    private void eliminate() {
        for (int c = 0; c < beta.length; c++) {
            beta[c] -= Cholesky.dot(level.crossed[c], level.right);
            for (int d = 0; d <= c; d++) {
                root[c][d] -= Cholesky.dot(level.crossed[c], level.crossed[d]);
            }
        }
    }
}
