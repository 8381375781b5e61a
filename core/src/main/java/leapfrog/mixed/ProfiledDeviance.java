package leapfrog.mixed;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates −2 log likelihood, profiled over the fixed effects and sigma, at relative covariance parameters θ.
 *
 * <p>With ML d(θ) = log|L|² + n [1 + log(2π r² / n)], with REML d(θ) = log|L|² + log|R_X|² + (n − p) [1 + log(2π r² / (n − p))], where L
 * is the Cholesky factor of ΛᵀZᵀZΛ + I and r² the penalised residual sum of squares (Bates, Mächler, Bolker, Walker 2015,
 * doi:10.18637/jss.v067.i01, equations 33 to 41). The first grouping is eliminated level by level in O(levels · k³); what is left is one
 * dense Cholesky decomposition that ends with the fixed effects and the response, so r is its last diagonal entry.
 *
 * <p>d is even under a change of sign of a column of Λ, so the bound of its diagonal at 0 needs no care: d goes on smoothly behind it.
 * Not thread-safe.
 */
final class ProfiledDeviance {
    private final RandomEffects random;
    private final CrossProducts products;
    private final Criterion criterion;
    private final int observations;
    /** log |det R|² of the fixed effects' own decomposition. */
    private final double logScale;

    /** [m × m] the dense system; its lower triangle. */
    private final DMatrixRMaj system;

    private final CholeskyDecomposition_F64<DMatrixRMaj> cholesky;

    ProfiledDeviance(RandomEffects random, FixedEffects fixed, CrossProducts products, Criterion criterion) {
        this.random = random;
        this.products = products;
        this.criterion = criterion;
        observations = fixed.residual().length;
        double log = 0;
        for (int k = 0; k < fixed.size(); k++) {
            log += 2 * Math.log(Math.abs(fixed.triangle()[k][k]));
        }
        logScale = log;
        system = products.dense().createLike();
        cholesky = DecompositionFactory_DDRM.chol(system.numRows, true);
    }

    /** Degrees of freedom of r². */
    int degrees() {
        return criterion == Criterion.ML ? observations : observations - products.fixed();
    }

    /** d(θ); NaN where the decomposition fails in floating point. */
    double at(double[] theta) {
        double logDeterminant = eliminate(theta);
        DMatrixRMaj lower = decompose();
        if (lower == null) {
            return Double.NaN;
        }
        int last = products.response();
        for (int k = 0; k < products.effects(); k++) {
            logDeterminant += 2 * Math.log(lower.get(k, k));
        }
        if (criterion == Criterion.REML) {
            for (int k = products.effects(); k < last; k++) {
                logDeterminant += 2 * Math.log(lower.get(k, k));
            }
            logDeterminant += logScale;
        }
        double r = lower.get(last, last);
        return logDeterminant + degrees() * (1 + Math.log(2 * Math.PI * r * r / degrees()));
    }

    /**
     * The estimates at θ.
     *
     * @param lower [m × m] Cholesky factor of the dense system
     * @param gamma [p] coefficients of Q, without the response's projection
     * @param modes [groupings][levels · k] conditional modes b for the standardised covariates
     */
    record Solution(DMatrixRMaj lower, double[] gamma, double[][] modes) {}

    Solution solve(double[] theta) {
        eliminate(theta);
        DMatrixRMaj lower = decompose();
        if (lower == null) {
            throw new IllegalArgumentException("no decomposition at " + Arrays.toString(theta));
        }
        int last = products.response();
        double[] x = new double[last + 1];
        for (int i = last - 1; i >= 0; i--) {
            double sum = lower.get(last, i);
            for (int k = i + 1; k < last; k++) {
                sum -= lower.get(k, i) * x[k];
            }
            x[i] = sum / lower.get(i, i);
        }
        double[] gamma = Arrays.copyOfRange(x, products.effects(), last);
        double[][] modes = new double[random.groupings().size()][];
        for (int g = 1; g < modes.length; g++) {
            modes[g] = spread(theta, g, x);
        }
        x[last] = -1; // now the levels' products with x are those with the negative residual
        modes[0] = leading(theta, x);
        return new Solution(lower, gamma, modes);
    }

    /** Turns u into b = Λ u in place and returns it. */
    private double[] spread(double[] theta, int grouping, double[] x) {
        double[][] factor = random.factor(grouping, theta);
        int size = factor.length;
        int start = products.starts()[grouping];
        int count = random.groupings().get(grouping).effects();
        for (int at = start; at < start + count; at += size) {
            for (int r = size - 1; r >= 0; r--) {
                double sum = 0;
                for (int c = 0; c <= r; c++) {
                    sum += factor[r][c] * x[at + c];
                }
                x[at + r] = sum;
            }
        }
        return Arrays.copyOfRange(x, start, start + count);
    }

    /** The first grouping's modes: b = Λ M⁻¹ Λᵀ Zᵀ (y − what the other columns explain), level by level. */
    private double[] leading(double[] theta, double[] x) {
        double[][] factor = random.factor(0, theta);
        int size = factor.length;
        double[][] half = new double[size][size];
        double[] modes = new double[products.levels().size() * size];
        for (int j = 0; j < products.levels().size(); j++) {
            CrossProducts.Level level = products.levels().get(j);
            half(factor, level.own(), half);
            for (int r = 0; r < size; r++) {
                double sum = 0;
                for (int k = 0; k < size; k++) {
                    for (int w = 0; w < level.columns().length; w++) {
                        sum -= half[r][k] * level.other()[k * level.columns().length + w] * x[level.columns()[w]];
                    }
                }
                for (int k = 0; k < size; k++) {
                    modes[j * size + k] += half[r][k] * sum;
                }
            }
        }
        return modes;
    }

    /** Fills the system at θ with the first grouping eliminated; returns log |M| of what was eliminated. */
    private double eliminate(double[] theta) {
        system.setTo(products.dense());
        double[][] factor = random.factor(0, theta);
        int size = factor.length;
        double[][] half = new double[size][size];
        double[] eliminated = new double[size * system.numCols];
        double logDeterminant = 0;
        for (CrossProducts.Level level : products.levels()) {
            logDeterminant += half(factor, level.own(), half);
            int width = level.columns().length;
            for (int r = 0; r < size; r++) {
                for (int w = 0; w < width; w++) {
                    double sum = 0;
                    for (int k = 0; k < size; k++) {
                        sum += half[r][k] * level.other()[k * width + w];
                    }
                    eliminated[r * width + w] = sum;
                }
            }
            for (int a = 0; a < width; a++) {
                int row = level.columns()[a] * system.numCols;
                for (int b = 0; b <= a; b++) {
                    double sum = 0;
                    for (int r = 0; r < size; r++) {
                        sum += eliminated[r * width + a] * eliminated[r * width + b];
                    }
                    system.data[row + level.columns()[b]] -= sum;
                }
            }
        }
        for (int g = 1; g < random.groupings().size(); g++) {
            apply(
                    random.factor(g, theta),
                    products.starts()[g],
                    random.groupings().get(g).effects());
        }
        for (int k = 0; k < products.effects(); k++) {
            system.add(k, k, 1);
        }
        return logDeterminant;
    }

    /**
     * For a level computes H = L⁻¹ Λᵀ with L Lᵀ = M = Λᵀ ZᵀZ Λ + I.
     *
     * @return log |M|
     */
    private static double half(double[][] factor, double[] own, double[][] half) {
        int size = factor.length;
        double[][] m = new double[size][size];
        for (int a = 0; a < size; a++) {
            for (int b = 0; b <= a; b++) {
                double sum = a == b ? 1 : 0;
                for (int k = a; k < size; k++) {
                    for (int l = b; l < size; l++) {
                        sum += factor[k][a] * own[k * size + l] * factor[l][b];
                    }
                }
                for (int k = 0; k < b; k++) {
                    sum -= m[a][k] * m[b][k];
                }
                m[a][b] = a == b ? Math.sqrt(sum) : sum / m[b][b];
            }
        }
        double logDeterminant = 0;
        for (int r = 0; r < size; r++) {
            logDeterminant += 2 * Math.log(m[r][r]);
            for (int c = 0; c < size; c++) {
                double sum = factor[c][r];
                for (int k = 0; k < r; k++) {
                    sum -= m[r][k] * half[k][c];
                }
                half[r][c] = sum / m[r][r];
            }
        }
        return logDeterminant;
    }

    /** Multiplies a grouping's rows by Λᵀ from the left and its columns by Λ from the right, in the lower triangle. */
    private void apply(double[][] factor, int start, int count) {
        int size = factor.length;
        int columns = system.numCols;
        for (int at = start; at < start + count; at += size) {
            mirror(at, size);
            for (int row = at; row < columns; row++) {
                for (int c = 0; c < size; c++) {
                    double sum = 0;
                    for (int k = c; k < size; k++) {
                        sum += system.data[row * columns + at + k] * factor[k][c];
                    }
                    system.data[row * columns + at + c] = sum;
                }
            }
            for (int column = 0; column < at + size; column++) {
                for (int r = 0; r < size; r++) {
                    double sum = 0;
                    for (int k = r; k < size; k++) {
                        sum += factor[k][r] * system.data[(at + k) * columns + column];
                    }
                    system.data[(at + r) * columns + column] = sum;
                }
            }
        }
    }

    /** Completes the diagonal block of a level, of which the lower triangle is right. */
    private void mirror(int at, int size) {
        for (int r = 0; r < size; r++) {
            for (int c = r + 1; c < size; c++) {
                system.set(at + r, at + c, system.get(at + c, at + r));
            }
        }
    }

    private @Nullable DMatrixRMaj decompose() {
        for (int r = 0; r < system.numRows; r++) {
            for (int c = r + 1; c < system.numCols; c++) {
                system.data[r * system.numCols + c] = system.data[c * system.numCols + r];
            }
        }
        return cholesky.decompose(system) ? cholesky.getT(null) : null;
    }
}
