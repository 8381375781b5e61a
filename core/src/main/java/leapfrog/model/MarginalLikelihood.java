package leapfrog.model;

import java.util.Arrays;
import leapfrog.math.Triangle;
import leapfrog.model.ModelData.FamilyParameter;

/**
 * Evaluates the likelihood of normal rows with effects of any number of factors and population coefficients integrated out, given scales,
 * and draws those from their exact distribution given the rows and the scales.
 *
 * <p>The factor of {@link Marginal#levels} is eliminated level by level. What is left, b, are the population coefficients β and the ζ of
 * further factors, whose columns are those of their effects times Λ. With τ = 1 / σ², per level M = I + τ Λᵀ A Λ = C Cᵀ and
 * G = C⁻¹ τ Λᵀ [c, B], where A, c, B are the level's ZᵀWZ, ZᵀWy and ZᵀWX of the columns that it has. Then b is Normal(P⁻¹ g, P⁻¹) with
 *
 * <pre>
 *   P = prior precision + τ XᵀWX − Σ G_Bᵀ G_B,   g = prior moment + τ XᵀWy − Σ G_Bᵀ G_c,   q = priors + τ yᵀWy − Σ G_cᵀ G_c,
 *   log p(y | scales) = constant − N log σ − Σ log |C| − ½ log |P| − ½ (q − gᵀ P⁻¹ g),
 *   ζ | b ~ Normal(C⁻ᵀ (G_c − G_B b), M⁻¹).
 * </pre>
 *
 * <p>Of coefficients that are given g, P and q lose what their columns have in them; where those stood P is made the identity and g 0, so that
 * they are in no factor, and then have their values as means, without variances.
 *
 * <p>Derivatives are expectations of those of the joint density over b and ζ (Fisher's identity): by Λ of the density of ζ, see {@link
 * EffectScale}; by log σ, τ E[Σ w r²] − N, where τ Σ w r² is what all squares together are expected to be, q − gᵀ P⁻¹ g and 1 for each
 * coefficient, less those of the coefficients. Nothing is allocated by {@link #add}. One instance serves one thread.
 */
final class MarginalLikelihood implements MarginalDensity, SeparateEffectDraw.One {
    private final Marginal data;
    private final FamilyParameter sigma;
    private final EffectScale scale;
    private final EffectScale[] further;
    /** K, p and the number of b. */
    private final int effects;

    private final int columns;
    private final int width;
    private final LevelColumns levelColumns;
    private final GivenCoefficients given;
    private final GivenColumns givenColumns;
    /** [J][K × K] C, and [J][K × 1 + its columns] G of each level. */
    private final double[][] root;

    private final double[][] solved;
    private final DenseCholesky precision;
    /** [b] C⁻¹ g of P, and the mean. */
    private final double[] half;

    private final double[] mean;
    /** Of one level M⁻¹ [K × K], E[ζ] [K], M⁻¹ τ Λᵀ B [K × its columns], and a row of that times P⁻¹. */
    private final double[] inverse;

    private final double[] zeta;
    private final double[] byColumn;
    private final double[] spread;
    private double precisionOfRows;
    private double quadratic;
    private double logRoots;
    private double logPrecision;

    MarginalLikelihood(Marginal data, FamilyParameter sigma) {
        this.data = data;
        this.sigma = sigma;
        effects = data.effects();
        columns = data.columns();
        width = data.width();
        scale = new EffectScale(data.sd(), data.blocks(), data.levels());
        further = data.further().stream()
                .map(factor -> new EffectScale(factor.sd(), factor.blocks(), factor.levels()))
                .toArray(EffectScale[]::new);
        levelColumns = LevelColumns.of(data);
        given = new GivenCoefficients(data);
        givenColumns = new GivenColumns(given, width);
        root = new double[data.levels()][effects * effects];
        solved = new double[data.levels()][];
        Arrays.setAll(solved, j -> new double[effects * (1 + levelColumns.of(j).length)]);
        precision = new DenseCholesky(width);
        half = new double[width];
        mean = new double[width];
        inverse = new double[effects * effects];
        zeta = new double[effects];
        byColumn = new double[effects * width];
        spread = new double[width];
    }

    @Override
    public double add(ScalarParameters scalars) {
        double logSigma = condition(scalars);
        System.arraycopy(half, 0, mean, 0, width);
        precision.solveTransposed(mean);
        precision.invert();
        givenColumns.restore(mean, precision.inverse.data, scalars);
        for (int j = 0; j < data.levels(); j++) {
            addMoments(j);
        }
        addMomentsOfFurther();
        double squares = scale.pullBack(scalars) + priorSquares();
        for (EffectScale factor : further) {
            squares += factor.pullBack(scalars);
        }
        if (sigma.scalar() >= 0) {
            double all = quadratic + width - given.count + (double) data.levels() * effects;
            scalars.addByLogarithm(sigma.scalar(), all - squares - data.observations());
        }
        return data.constant() - data.observations() * logSigma - logRoots - logPrecision - 0.5 * quadratic;
    }

    @Override
    public void draw(ScalarParameters scalars, double[] normals, double[] beta, double[] deviations) {
        condition(scalars);
        int own = data.levels() * effects;
        for (int m = 0; m < width; m++) {
            mean[m] = half[m] + normals[m < columns ? m : m + own];
        }
        precision.solveTransposed(mean);
        System.arraycopy(given.beta, 0, mean, given.first, given.count);
        System.arraycopy(mean, 0, beta, 0, columns);
        System.arraycopy(mean, columns, deviations, own, width - columns);
        for (int j = 0; j < data.levels(); j++) {
            predict(j, zeta);
            for (int k = 0; k < effects; k++) {
                zeta[k] += normals[columns + j * effects + k];
            }
            Triangle.solveTransposed(root[j], 0, effects, zeta, 0, 1);
            System.arraycopy(zeta, 0, deviations, j * effects, effects);
        }
    }

    /** Fills Λ, C, G, P and C⁻¹ g of these scales; returns log σ. */
    private double condition(ScalarParameters scalars) {
        double value = sigma.scalar() < 0 ? sigma.value() : scalars.value[sigma.scalar()];
        precisionOfRows = 1 / (value * value);
        scale.fill(scalars);
        for (EffectScale factor : further) {
            factor.fill(scalars);
        }
        quadratic = data.priorSquares() + precisionOfRows * data.responseSquares();
        fillPrecision();
        logRoots = 0;
        for (int j = 0; j < data.levels(); j++) {
            eliminate(j);
        }
        given.read(scalars);
        quadratic -= givenColumns.takeOut(precision.matrix.data, half);
        logPrecision = precision.factor();
        precision.solve(half);
        for (double z : half) {
            quadratic -= z * z;
        }
        return sigma.scalar() < 0 ? Math.log(value) : scalars.logarithm[sigma.scalar()];
    }

    /** P and g without levels. */
    private void fillPrecision() {
        double[] p = precision.matrix.data;
        for (int m = 0; m < width; m++) {
            half[m] = precisionOfRows * data.columnResponse()[m];
            for (int n = 0; n < width; n++) {
                p[m * width + n] = precisionOfRows * data.columnGram()[m * width + n];
            }
        }
        for (int f = 0; f < further.length; f++) {
            Marginal.Further factor = data.further().get(f);
            for (int at = factor.first(); at < factor.end(); at += factor.effects()) {
                further[f].applyTransposed(half, at, 1);
                for (int m = 0; m < width; m++) {
                    further[f].applyTransposed(p, m * width + at, 1);
                }
            }
            for (int at = factor.first(); at < factor.end(); at += factor.effects()) {
                for (int m = 0; m < width; m++) {
                    further[f].applyTransposed(p, at * width + m, width);
                }
            }
        }
        for (int m = 0; m < columns; m++) {
            half[m] += data.priorMoment()[m];
            for (int n = 0; n < columns; n++) {
                p[m * width + n] += data.priorPrecision()[m * columns + n];
            }
        }
        for (int m = columns; m < width; m++) {
            p[m * width + m] += 1;
        }
    }

    /** Makes C and G of a level, and takes its share out of q, g and P. */
    private void eliminate(int level) {
        double[] c = root[level];
        System.arraycopy(data.effectGram(), level * c.length, c, 0, c.length);
        for (int k = 0; k < effects; k++) {
            scale.applyTransposed(c, k * effects, 1);
        }
        for (int k = 0; k < effects; k++) {
            scale.applyTransposed(c, k, effects);
        }
        for (int k = 0; k < c.length; k++) {
            c[k] = precisionOfRows * c[k] + (k % (effects + 1) == 0 ? 1 : 0);
        }
        logRoots += Triangle.factor(c, 0, effects);

        int[] of = levelColumns.of(level);
        int line = 1 + of.length;
        double[] g = solved[level];
        for (int k = 0; k < effects; k++) {
            g[k * line] = precisionOfRows * data.effectResponse()[level * effects + k];
            for (int m = 0; m < of.length; m++) {
                g[k * line + 1 + m] = precisionOfRows * data.effectColumn()[(level * effects + k) * width + of[m]];
            }
        }
        for (int m = columns; m < of.length; ) {
            int f = levelColumns.factor(of[m]);
            for (int k = 0; k < effects; k++) {
                further[f].applyTransposed(g, k * line + 1 + m, 1);
            }
            m += data.further().get(f).effects();
        }
        for (int m = 0; m < line; m++) {
            scale.applyTransposed(g, m, line);
        }
        Triangle.solve(c, 0, effects, g, 0, line);
        double[] p = precision.matrix.data;
        for (int k = 0; k < effects; k++) {
            int row = k * line;
            quadratic -= g[row] * g[row];
            for (int m = 0; m < of.length; m++) {
                double x = g[row + 1 + m];
                half[of[m]] -= x * g[row];
                for (int n = 0; n <= m; n++) {
                    p[of[m] * width + of[n]] -= x * g[row + 1 + n];
                }
            }
        }
    }

    /** Fills G_c − G_B b of a level. */
    private void predict(int level, double[] result) {
        int[] of = levelColumns.of(level);
        double[] g = solved[level];
        for (int k = 0; k < effects; k++) {
            int row = k * (1 + of.length);
            double sum = g[row];
            for (int m = 0; m < of.length; m++) {
                sum -= g[row + 1 + m] * mean[of[m]];
            }
            result[k] = sum;
        }
    }

    /** Adds E[ζ ζᵀ] of a level: M⁻¹, the square of E[ζ], and what the spread of b adds. */
    private void addMoments(int level) {
        int[] of = levelColumns.of(level);
        predict(level, zeta);
        Triangle.solveTransposed(root[level], 0, effects, zeta, 0, 1);
        Triangle.inverseProduct(root[level], effects, inverse);
        for (int k = 0; k < effects; k++) {
            System.arraycopy(solved[level], k * (1 + of.length) + 1, byColumn, k * of.length, of.length);
        }
        Triangle.solveTransposed(root[level], 0, effects, byColumn, 0, of.length);
        double[] covariance = precision.inverse.data;
        for (int i = 0; i < effects; i++) {
            for (int m = 0; m < of.length; m++) {
                double sum = 0;
                for (int n = 0; n < of.length; n++) {
                    sum += covariance[of[m] * width + of[n]] * byColumn[i * of.length + n];
                }
                spread[m] = sum;
            }
            for (int j = 0; j < effects; j++) {
                double sum = inverse[i * effects + j] + zeta[i] * zeta[j];
                for (int m = 0; m < of.length; m++) {
                    sum += spread[m] * byColumn[j * of.length + m];
                }
                scale.moments[i * effects + j] += sum;
            }
        }
    }

    private void addMomentsOfFurther() {
        for (int f = 0; f < further.length; f++) {
            Marginal.Further factor = data.further().get(f);
            int size = factor.effects();
            for (int at = factor.first(); at < factor.end(); at += size) {
                for (int i = 0; i < size; i++) {
                    for (int j = 0; j < size; j++) {
                        further[f].moments[i * size + j] += square(at + i, at + j);
                    }
                }
            }
        }
    }

    /** What the priors' squares of β are expected to be. */
    private double priorSquares() {
        double sum = data.priorSquares();
        for (int m = 0; m < columns; m++) {
            sum -= 2 * mean[m] * data.priorMoment()[m];
            for (int n = 0; n < columns; n++) {
                sum += data.priorPrecision()[m * columns + n] * square(m, n);
            }
        }
        return sum;
    }

    /** E[b_m b_n]. */
    private double square(int m, int n) {
        return mean[m] * mean[n] + precision.inverse.data[m * width + n];
    }
}
