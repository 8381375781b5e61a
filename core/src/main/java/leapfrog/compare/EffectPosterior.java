package leapfrog.compare;

import java.util.Arrays;
import leapfrog.math.Triangle;

/**
 * Computes mean and variance of each cell's linear predictor under the posterior of all effects given the scales: A = Σ_c N_c x_c x_cᵀ + P,
 * r = Σ_c Y_c x_c + P μ; the mean is x_cᵀ A⁻¹ r, the variance x_cᵀ A⁻¹ x_c. Local effects are eliminated level by level (Schur complement), the
 * global ones are dense. One object serves one draw after another; not for several threads at once.
 */
final class EffectPosterior {
    private final EffectCells cells;
    private final int k;
    private final int g;
    private final int touched;
    /** Covariates with those of group effects scaled: u = diag(sd) L z with z ~ Normal(0, I). */
    private final double[] local;

    private final double[] covariate;
    /** For each level: Cholesky factor L_j [k × k], B_j = L_j⁻¹ A_jg [k × g], L_j⁻¹ r_j [k]. */
    private final double[][] lower;

    private final double[] cross;
    private final double[] localRight;
    private final double[] schur;
    private final double[] globalRight;
    private final double[] x;

    private final boolean[] solved;

    /** [cells] of those that were required. */
    final double[] mean;

    final double[] variance;

    EffectPosterior(EffectCells cells) {
        this.cells = cells;
        k = cells.locals;
        g = cells.globals;
        touched = cells.touched;
        local = cells.local.clone();
        covariate = cells.covariate.clone();
        lower = new double[cells.levels][k * k];
        cross = new double[cells.levels * k * g];
        localRight = new double[cells.levels * k];
        schur = new double[g * g];
        globalRight = new double[g];
        x = new double[k + g];
        solved = new boolean[cells.cells()];
        mean = new double[cells.cells()];
        variance = new double[cells.cells()];
    }

    /**
     * Takes the scales of a vector of group effects.
     *
     * @param v index of the vector
     * @param factor [size × size] lower triangular, diag(sd) times the Cholesky factor of the correlations
     */
    void scale(int v, double[] factor) {
        EffectCells.Vector vector = cells.vectors.get(v);
        int size = vector.size();
        int stride = vector.local() ? k : touched;
        double[] raw = vector.local() ? cells.local : cells.covariate;
        double[] scaled = vector.local() ? local : covariate;
        for (int c = 0; c < mean.length; c++) {
            int at = c * stride + vector.at();
            for (int m = 0; m < size; m++) {
                double sum = 0;
                for (int row = m; row < size; row++) {
                    sum += raw[at + row] * factor[row * size + m];
                }
                scaled[at + m] = sum;
            }
        }
    }

    /**
     * Eliminates the effects, so that cells can be solved for.
     *
     * @param precision [cells] N_c, the sum of its rows' precisions
     * @param response [cells] Y_c, the sum of its rows' responses, each times its precision
     */
    void eliminate(double[] precision, double[] response) {
        begin();
        for (int c = 0; c < mean.length; c++) {
            add(c, precision[c], response[c]);
        }
        eliminate();
        Arrays.fill(solved, false);
    }

    /** Fills in mean and variance of a cell. */
    void require(int c) {
        if (!solved[c]) {
            solve(c);
            solved[c] = true;
        }
    }

    private void begin() {
        for (int j = 0; j < lower.length; j++) {
            Arrays.fill(lower[j], 0);
            for (int a = 0; a < k; a++) {
                double prior = cells.localPrecision[j * k + a];
                lower[j][a * k + a] = prior;
                localRight[j * k + a] = prior * cells.localMean[j * k + a];
            }
        }
        Arrays.fill(cross, 0);
        Arrays.fill(schur, 0);
        for (int a = 0; a < g; a++) {
            schur[a * g + a] = cells.globalPrecision[a];
            globalRight[a] = cells.globalPrecision[a] * cells.globalMean[a];
        }
        for (NormalEffects.Sum sum : cells.sums) {
            for (int a = 0; a < sum.columns().length; a++) {
                double weighted = sum.precision() * sum.weights()[a];
                globalRight[sum.columns()[a]] += weighted * sum.mean();
                for (int b = 0; b < sum.columns().length; b++) {
                    schur[sum.columns()[a] * g + sum.columns()[b]] += weighted * sum.weights()[b];
                }
            }
        }
    }

    private void add(int c, double precision, double response) {
        int j = cells.level[c];
        for (int a = 0; a < k; a++) {
            double weighted = precision * local[c * k + a];
            localRight[j * k + a] += response * local[c * k + a];
            for (int b = 0; b <= a; b++) {
                lower[j][a * k + b] += weighted * local[c * k + b];
            }
            for (int s = c * touched; s < (c + 1) * touched; s++) {
                if (cells.global[s] >= 0) {
                    cross[(j * k + a) * g + cells.global[s]] += weighted * covariate[s];
                }
            }
        }
        for (int s = c * touched; s < (c + 1) * touched; s++) {
            int a = cells.global[s];
            if (a >= 0) {
                globalRight[a] += response * covariate[s];
                for (int m = c * touched; m < (c + 1) * touched; m++) {
                    if (cells.global[m] >= 0) {
                        schur[a * g + cells.global[m]] += precision * covariate[s] * covariate[m];
                    }
                }
            }
        }
    }

    private void eliminate() {
        for (int j = 0; j < lower.length; j++) {
            Triangle.factor(lower[j], 0, k);
            Triangle.solve(lower[j], 0, k, localRight, j * k, 1);
            for (int a = 0; a < k; a++) {
                int row = (j * k + a) * g;
                for (int b = 0; b < a; b++) {
                    subtract(lower[j][a * k + b], cross, (j * k + b) * g, cross, row, g);
                }
                for (int m = 0; m < g; m++) {
                    cross[row + m] /= lower[j][a * k + a];
                }
                subtract(localRight[j * k + a], cross, row, globalRight, 0, g);
                for (int m = 0; m < g; m++) {
                    subtract(cross[row + m], cross, row, schur, m * g, m + 1);
                }
            }
        }
        Triangle.factor(schur, 0, g);
        Triangle.solve(schur, 0, g, globalRight, 0, 1);
    }

    private void solve(int c) {
        int j = cells.level[c];
        System.arraycopy(local, c * k, x, 0, k);
        Arrays.fill(x, k, k + g, 0);
        for (int s = c * touched; s < (c + 1) * touched; s++) {
            if (cells.global[s] >= 0) {
                x[k + cells.global[s]] += covariate[s];
            }
        }
        Triangle.solve(lower[j], 0, k, x, 0, 1);
        for (int a = 0; a < k; a++) {
            subtract(x[a], cross, (j * k + a) * g, x, k, g);
        }
        Triangle.solve(schur, 0, g, x, k, 1);
        double m = 0;
        double v = 0;
        for (int a = 0; a < k + g; a++) {
            m += x[a] * (a < k ? localRight[j * k + a] : globalRight[a - k]);
            v += x[a] * x[a];
        }
        mean[c] = m;
        variance[c] = v;
    }

    /** target −= factor · source. */
    private static void subtract(double factor, double[] source, int from, double[] target, int to, int length) {
        if (factor != 0) {
            for (int i = 0; i < length; i++) {
                target[to + i] -= factor * source[from + i];
            }
        }
    }
}
