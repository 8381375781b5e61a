package leapfrog.model;

import java.util.Arrays;
import leapfrog.math.Triangle;
import leapfrog.model.ModelData.FamilyParameter;

/**
 * Evaluates the likelihood of normal rows with effects and population coefficients integrated out, given scales, and draws those from
 * their exact distribution given the rows and the scales.
 *
 * <p>With τ = 1 / σ² and Λ = diag(sd) L, per level M = I + τ Λᵀ A Λ = C Cᵀ and G = C⁻¹ τ Λᵀ [c, B], where A, c, B are the level's
 * ZᵀWZ, ZᵀWy and ZᵀWX. Then β is Normal(P⁻¹ g, P⁻¹) with
 *
 * <pre>
 *   P = prior precision + τ XᵀWX − Σ G_Bᵀ G_B,   g = prior moment + τ XᵀWy − Σ G_Bᵀ G_c,   q = priors + τ yᵀWy − Σ G_cᵀ G_c,
 *   log p(y | scales) = constant − N log σ − Σ log |C| − ½ log |P| − ½ (q − gᵀ P⁻¹ g),
 *   ζ | β ~ Normal(C⁻ᵀ (G_c − G_B β), M⁻¹).
 * </pre>
 *
 * <p>Derivatives are expectations of those of the joint density over β and ζ (Fisher's identity): by Λ, τ Σ E[(c − B β − A Λ ζ) ζᵀ], which
 * stays finite where an sd is 0; by log σ, τ E[Σ w r²] − N. Nothing is allocated by {@link #add}. One instance serves one thread.
 */
final class MarginalLikelihood implements MarginalDensity, EffectDraw {
    private final Marginal data;
    private final FamilyParameter sigma;
    private final CorrelationFactor[] factors;
    private final int effects;
    private final int columns;
    /** Columns of [c, B]. */
    private final int width;
    /** [K × K] Λ, and derivatives by it. */
    private final double[] scale;

    private final double[] byScale;
    /** [J × K × K] C, and [J × K × (1 + p)] G of each level. */
    private final double[] root;

    private final double[] solved;
    /** [p × p] the lower Cholesky factor of P; its inverse's product P⁻¹; [p] the mean of β. */
    private final double[] precision;

    private final double[] covariance;
    private final double[] mean;
    /** [K] E[ζ], [K × p] M⁻¹ τ Λᵀ B, [K × p] that times P⁻¹, [K × K] E[ζ ζᵀ], [p × K] E[β ζᵀ], [K × K] scratch, of one level. */
    private final double[] zeta;

    private final double[] byColumn;
    private final double[] spread;
    private final double[] square;
    private final double[] cross;
    private final double[] work;
    private double precisionOfRows;
    private double quadratic;
    private double logRoots;

    MarginalLikelihood(Marginal data, FamilyParameter sigma) {
        this.data = data;
        this.sigma = sigma;
        effects = data.effects();
        columns = data.columns();
        width = 1 + columns;
        factors = data.blocks().stream()
                .map(block -> new CorrelationFactor(block.size(), block.firstPartial()))
                .toArray(CorrelationFactor[]::new);
        scale = new double[effects * effects];
        byScale = new double[effects * effects];
        root = new double[data.levels() * effects * effects];
        solved = new double[data.levels() * effects * width];
        precision = new double[columns * columns];
        covariance = new double[columns * columns];
        mean = new double[columns];
        zeta = new double[effects];
        byColumn = new double[effects * columns];
        spread = new double[effects * columns];
        square = new double[effects * effects];
        cross = new double[columns * effects];
        work = new double[effects * effects];
    }

    @Override
    public double add(ScalarParameters scalars) {
        double logSigma = condition(scalars);
        double logPrecision = Triangle.factor(precision, 0, columns);
        double fitted = 0;
        Triangle.solve(precision, 0, columns, mean, 0, 1);
        for (int k = 0; k < columns; k++) {
            fitted += mean[k] * mean[k];
        }
        Triangle.solveTransposed(precision, 0, columns, mean, 0, 1);
        Triangle.inverseProduct(precision, columns, covariance);
        double squares = residualSquares();
        if (sigma.scalar() >= 0) {
            scalars.addByLogarithm(sigma.scalar(), precisionOfRows * squares - data.observations());
        }
        pullBackScale(scalars);
        return data.constant() - data.observations() * logSigma - logRoots - logPrecision - 0.5 * (quadratic - fitted);
    }

    @Override
    public void draw(ScalarParameters scalars, double[] normals, double[] beta, double[] deviations) {
        condition(scalars);
        Triangle.factor(precision, 0, columns);
        Triangle.solve(precision, 0, columns, mean, 0, 1);
        for (int k = 0; k < columns; k++) {
            beta[k] = mean[k] + normals[k];
        }
        Triangle.solveTransposed(precision, 0, columns, beta, 0, 1);
        for (int j = 0; j < data.levels(); j++) {
            int at = j * effects;
            for (int k = 0; k < effects; k++) {
                double sum = solved[(at + k) * width] + normals[columns + at + k];
                for (int m = 0; m < columns; m++) {
                    sum -= solved[(at + k) * width + 1 + m] * beta[m];
                }
                deviations[at + k] = sum;
            }
            Triangle.solveTransposed(root, at * effects, effects, deviations, at, 1);
        }
    }

    /** Fills Λ, C, G, P and g of these scales; returns log σ. */
    private double condition(ScalarParameters scalars) {
        double value = sigma.scalar() < 0 ? sigma.value() : scalars.value[sigma.scalar()];
        double logSigma = sigma.scalar() < 0 ? Math.log(value) : scalars.logarithm[sigma.scalar()];
        precisionOfRows = 1 / (value * value);
        fillScale(scalars);
        quadratic = data.priorSquares() + precisionOfRows * data.responseSquares();
        for (int k = 0; k < columns; k++) {
            mean[k] = data.priorMoment()[k] + precisionOfRows * data.columnResponse()[k];
        }
        for (int k = 0; k < columns * columns; k++) {
            precision[k] = data.priorPrecision()[k] + precisionOfRows * data.columnGram()[k];
        }
        logRoots = 0;
        for (int j = 0; j < data.levels(); j++) {
            eliminate(j);
        }
        return logSigma;
    }

    private void fillScale(ScalarParameters scalars) {
        Arrays.fill(scale, 0);
        for (int k = 0; k < effects; k++) {
            scale[k * effects + k] = scalars.value[data.sd()[k]];
        }
        for (int b = 0; b < factors.length; b++) {
            Marginal.Block block = data.blocks().get(b);
            factors[b].fill(scalars);
            for (int i = 0; i < block.size(); i++) {
                double sd = scalars.value[data.sd()[block.first() + i]];
                for (int j = 0; j <= i; j++) {
                    scale[(block.first() + i) * effects + block.first() + j] =
                            sd * factors[b].value[i * block.size() + j];
                }
            }
        }
    }

    /** Makes C and G of a level, and takes its share out of q, g and P. */
    private void eliminate(int level) {
        int gram = level * effects * effects;
        int at = level * effects;
        for (int i = 0; i < effects; i++) {
            // Row i of τ Λᵀ A, then of M.
            for (int j = 0; j < effects; j++) {
                double sum = 0;
                for (int k = i; k < effects; k++) {
                    sum += scale[k * effects + i] * data.effectGram()[gram + k * effects + j];
                }
                work[j] = precisionOfRows * sum;
            }
            for (int j = 0; j <= i; j++) {
                double sum = i == j ? 1 : 0;
                for (int k = j; k < effects; k++) {
                    sum += work[k] * scale[k * effects + j];
                }
                root[gram + i * effects + j] = sum;
            }
            double response = 0;
            for (int k = i; k < effects; k++) {
                response += scale[k * effects + i] * data.effectResponse()[at + k];
            }
            solved[(at + i) * width] = precisionOfRows * response;
            for (int m = 0; m < columns; m++) {
                double sum = 0;
                for (int k = i; k < effects; k++) {
                    sum += scale[k * effects + i] * data.effectColumn()[(at + k) * columns + m];
                }
                solved[(at + i) * width + 1 + m] = precisionOfRows * sum;
            }
        }
        logRoots += Triangle.factor(root, gram, effects);
        Triangle.solve(root, gram, effects, solved, at * width, width);
        for (int k = 0; k < effects; k++) {
            int row = (at + k) * width;
            double response = solved[row];
            quadratic -= response * response;
            for (int m = 0; m < columns; m++) {
                double x = solved[row + 1 + m];
                mean[m] -= x * response;
                for (int n = 0; n <= m; n++) {
                    precision[m * columns + n] -= x * solved[row + 1 + n];
                }
            }
        }
    }

    /** Returns E[Σ w r²], and fills the derivatives by Λ. */
    private double residualSquares() {
        Arrays.fill(byScale, 0);
        double squares = data.responseSquares();
        for (int m = 0; m < columns; m++) {
            squares -= 2 * mean[m] * data.columnResponse()[m];
            for (int n = 0; n < columns; n++) {
                squares += data.columnGram()[m * columns + n] * (mean[m] * mean[n] + covariance[m * columns + n]);
            }
        }
        for (int j = 0; j < data.levels(); j++) {
            squares += residualSquares(j);
        }
        return squares;
    }

    /** What the effects of a level add to E[Σ w r²]; adds its share of the derivatives by Λ. */
    private double residualSquares(int level) {
        moments(level);
        int gram = level * effects * effects;
        int at = level * effects;
        double squares = 0;
        for (int i = 0; i < effects; i++) {
            // work = row i of A Λ.
            for (int k = 0; k < effects; k++) {
                double sum = 0;
                for (int l = k; l < effects; l++) {
                    sum += data.effectGram()[gram + i * effects + l] * scale[l * effects + k];
                }
                work[k] = sum;
            }
            for (int j = 0; j <= i; j++) {
                double linear = data.effectResponse()[at + i] * zeta[j];
                for (int m = 0; m < columns; m++) {
                    linear -= data.effectColumn()[(at + i) * columns + m] * cross[m * effects + j];
                }
                double curved = 0;
                for (int k = 0; k < effects; k++) {
                    curved += work[k] * square[k * effects + j];
                }
                byScale[i * effects + j] += precisionOfRows * (linear - curved);
                squares += scale[i * effects + j] * (curved - 2 * linear);
            }
        }
        return squares;
    }

    /** Fills E[ζ], E[ζ ζᵀ] and E[β ζᵀ] of a level. */
    private void moments(int level) {
        int gram = level * effects * effects;
        int at = level * effects;
        for (int k = 0; k < effects; k++) {
            zeta[k] = solved[(at + k) * width];
            System.arraycopy(solved, (at + k) * width + 1, byColumn, k * columns, columns);
            for (int m = 0; m < columns; m++) {
                zeta[k] -= byColumn[k * columns + m] * mean[m];
            }
        }
        Triangle.solveTransposed(root, gram, effects, zeta, 0, 1);
        Triangle.solveTransposed(root, gram, effects, byColumn, 0, columns);
        Arrays.fill(square, 0);
        for (int k = 0; k < effects; k++) {
            square[k * effects + k] = 1;
        }
        Triangle.solve(root, gram, effects, square, 0, effects);
        Triangle.solveTransposed(root, gram, effects, square, 0, effects);
        for (int k = 0; k < effects; k++) {
            for (int m = 0; m < columns; m++) {
                double sum = 0;
                for (int n = 0; n < columns; n++) {
                    sum += covariance[m * columns + n] * byColumn[k * columns + n];
                }
                spread[k * columns + m] = sum;
                cross[m * effects + k] = mean[m] * zeta[k] - sum;
            }
        }
        for (int i = 0; i < effects; i++) {
            for (int j = 0; j < effects; j++) {
                double sum = zeta[i] * zeta[j];
                for (int m = 0; m < columns; m++) {
                    sum += spread[i * columns + m] * byColumn[j * columns + m];
                }
                square[i * effects + j] += sum;
            }
        }
    }

    private void pullBackScale(ScalarParameters scalars) {
        for (int k = 0; k < effects; k++) {
            double byLogSd = 0;
            for (int j = 0; j <= k; j++) {
                byLogSd += byScale[k * effects + j] * scale[k * effects + j];
            }
            scalars.addByLogarithm(data.sd()[k], byLogSd);
        }
        for (int b = 0; b < factors.length; b++) {
            Marginal.Block block = data.blocks().get(b);
            for (int i = 0; i < block.size(); i++) {
                double sd = scalars.value[data.sd()[block.first() + i]];
                for (int j = 0; j <= i; j++) {
                    factors[b].derivative[i * block.size() + j] =
                            sd * byScale[(block.first() + i) * effects + block.first() + j];
                }
            }
            factors[b].pullBack(scalars);
        }
    }
}
