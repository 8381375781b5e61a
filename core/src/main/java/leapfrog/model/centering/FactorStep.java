package leapfrog.model.centering;

/**
 * Makes one iteration for one factor: solves for the population coefficients and the factor's effects together, given other factors' effects, and
 * moves L towards its REML estimate.
 *
 * <p>With V = M⁻¹ + M⁻¹ B S⁻¹ Bᵀ M⁻¹ the covariance of a level's standardised deviations ũ, that of the population coefficients
 * included, L becomes L C_E C_G⁻¹ where C_E C_Eᵀ = Σ ũ ũᵀ and C_G C_Gᵀ = Σ (I − V), sums over levels. A single effect's variance then is
 * multiplied by Σ ũ² / Σ (1 − V), as in Schall (1991, doi:10.1093/biomet/78.4.719); where that stands still, the estimates of a
 * Gaussian model with one factor are those of REML.
 */
final class FactorStep {
    /** So much of a unit variance a level is added to both moments: where rows say nothing, L stays as it is. */
    private static final double RIDGE = 1e-6;

    private final FactorEffects effects;
    private final PopulationEquations population;
    private final LevelEquations level;
    private final int size;
    /** [K][K] Σ ũ ũᵀ. */
    private final double[][] moment;
    /** [K][K] Σ (I − V). */
    private final double[][] gain;

    FactorStep(FactorEffects effects, LinearRows rows) {
        this.effects = effects;
        population = new PopulationEquations(effects, rows);
        level = new LevelEquations(effects, rows);
        size = effects.size();
        moment = new double[size][size];
        gain = new double[size][size];
    }

    /**
     * Fills the factor's deviations and shares, and moves its L.
     *
     * @param information [rows] W
     * @param weighted [rows] W y, y the response less what other factors add
     * @return how many of the factor's coefficients the data determine
     */
    double run(double[] information, double[] weighted) {
        population.solve(information, weighted);
        for (int k = 0; k < size; k++) {
            moment[k][k] = RIDGE * effects.levels();
            gain[k][k] = (1 + RIDGE) * effects.levels();
        }
        for (int j = 0; j < effects.levels(); j++) {
            level.fill(j, information, weighted);
            add(j);
        }
        double effective = 0;
        for (int k = 0; k < size; k++) {
            gain[k][k] = Math.max(gain[k][k], RIDGE * effects.levels());
            effective += gain[k][k];
        }
        move();
        return effective;
    }

    /** The population coefficients. */
    double[] beta() {
        return population.beta;
    }

    /** Keeps a level's deviations and adds it to the moments. */
    private void add(int j) {
        double[] deviation = level.right.clone();
        double[][] spread = new double[size][population.beta.length];
        for (int c = 0; c < population.beta.length; c++) {
            double[] crossed = level.crossed[c];
            for (int k = 0; k < size; k++) {
                deviation[k] -= crossed[k] * population.beta[c];
            }
            Cholesky.backward(level.root, crossed);
            for (int k = 0; k < size; k++) {
                spread[k][c] = crossed[k];
            }
        }
        Cholesky.backward(level.root, deviation);
        for (double[] row : spread) {
            Cholesky.forward(population.root, row);
        }
        for (int k = 0; k < size; k++) {
            double[] inverse = new double[size];
            inverse[k] = 1;
            Cholesky.forward(level.root, inverse);
            Cholesky.backward(level.root, inverse);
            for (int l = 0; l <= k; l++) {
                if (effects.correlated(k, l)) {
                    moment[k][l] += deviation[k] * deviation[l];
                    gain[k][l] -= inverse[l] + Cholesky.dot(spread[k], spread[l]);
                }
            }
            effects.share()[k][j] = level.share(k);
            effects.deviation()[k][j] = Cholesky.dot(effects.lower()[k], deviation);
        }
    }

    /** L = L C_E C_G⁻¹. */
    private void move() {
        Cholesky.decompose(moment);
        Cholesky.decompose(gain);
        for (double[] row : effects.lower()) {
            double[] product = new double[size];
            for (int c = 0; c < size; c++) {
                for (int a = c; a < size; a++) {
                    product[c] += row[a] * moment[a][c];
                }
            }
            Cholesky.backward(gain, product);
            System.arraycopy(product, 0, row, 0, size);
        }
    }
}
