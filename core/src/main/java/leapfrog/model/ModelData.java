package leapfrog.model;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds one task: the rows, levels, parameters and priors that a {@link ModelStructure} is evaluated on. Arrays are shared, not
 * copied, and must not be changed.
 *
 * <p>The unconstrained position is {@code [scalars … | coordinates of the first pooled term … | of the second …]}. Coefficients of
 * all terms stand in one conceptual array {@code c}, term after term, each with one entry a level.
 *
 * @param name what the task is called in messages
 * @param dimension number of unconstrained coordinates
 * @param scalars the transforms of coordinates {@code 0 … scalars.size() − 1}; the other coordinates are unconstrained
 * @param priors densities on scalars; a scalar without one is flat
 * @param terms aligned with {@link ModelStructure#terms()}
 * @param correlated aligned with {@link ModelStructure#correlated()}
 * @param parameters those of the family, aligned with {@link Likelihood#parameters()}
 * @param marginal what rows come to where effects are integrated out of them, which leaves no terms and no rows; else null
 */
public record ModelData(
        String name,
        int dimension,
        List<Transform> scalars,
        List<Prior> priors,
        List<Term> terms,
        List<Correlated> correlated,
        List<FamilyParameter> parameters,
        Rows rows,
        @Nullable Marginal marginal) {
    /** With all effects sampled. */
    public ModelData(
            String name,
            int dimension,
            List<Transform> scalars,
            List<Prior> priors,
            List<Term> terms,
            List<Correlated> correlated,
            List<FamilyParameter> parameters,
            Rows rows) {
        this(name, dimension, scalars, priors, terms, correlated, parameters, rows, null);
    }

    /** Takes unmodifiable copies. */
    public ModelData {
        scalars = List.copyOf(scalars);
        priors = List.copyOf(priors);
        terms = List.copyOf(terms);
        correlated = List.copyOf(correlated);
        parameters = List.copyOf(parameters);
    }

    /** The same with other coordinates of its group effects. */
    ModelData with(List<Term> otherTerms, List<Correlated> otherBlocks) {
        return new ModelData(name, dimension, scalars, priors, otherTerms, otherBlocks, parameters, rows);
    }

    /** The same with other transforms of its scalars. */
    ModelData with(List<Transform> others) {
        return new ModelData(name, dimension, others, priors, terms, correlated, parameters, rows, marginal);
    }

    /** Number of coefficients of all terms together. */
    public int coefficients() {
        return terms.isEmpty()
                ? 0
                : terms.getLast().firstCoefficient() + terms.getLast().levels();
    }

    /**
     * A parameter of the family: estimated, or fixed.
     *
     * @param scalar the positive scalar that it is, or −1
     * @param value what it is fixed at where scalar is −1
     */
    public record FamilyParameter(int scalar, double value) {
        /** A parameter that is estimated, as this scalar. */
        public static FamilyParameter estimated(int scalar) {
            return new FamilyParameter(scalar, Double.NaN);
        }

        /** A parameter that is known. */
        public static FamilyParameter fixed(double value) {
            return new FamilyParameter(-1, value);
        }
    }

    /**
     * A density on u = v^power, where v = Σ_k weight_k · v_{scalar_k} is most often one scalar with weight 1. (More than one: the
     * intercept at the means of the covariates. Powers other than 1, {@link Shape#GAMMA} and {@link Shape#INVERSE_GAMMA} are for one
     * positive scalar alone, {@link Shape#CORRELATION} for one canonical partial correlation.)
     *
     * <p>log p = logConstant + the shape's kernel at x = (u − location) / scale + (power − 1) · log v. The constant holds every
     * normalising term, that of a truncation to the support and log |power| too.
     *
     * @param df the shape's further parameter
     * @param power 1, 2 (a prior on a variance) or −2 (on a precision)
     */
    public record Prior(
            int[] scalars,
            double[] weights,
            Shape shape,
            double location,
            double scale,
            double df,
            int power,
            double logConstant) {
        /** The same density, on other scalars. */
        Prior on(int[] others) {
            return new Prior(others, weights, shape, location, scale, df, power, logConstant);
        }
    }

    /** The kernels of prior densities. */
    public enum Shape {
        /** −x² / 2. */
        NORMAL,
        /** −(df + 1) / 2 · log1p(x² / df); Cauchy is df = 1. */
        STUDENT_T,
        /** −x. */
        EXPONENTIAL,
        /** (df − 1) log x − x; location 0. */
        GAMMA,
        /** −(df + 1) log x − 1 / x; location 0. */
        INVERSE_GAMMA,
        /** 0: uniform on its scalar's support. */
        UNIFORM,
        /** (df − 1) log(1 − x²): a canonical partial correlation under an LKJ prior; location 0, scale 1. */
        CORRELATION
    }

    /**
     * One term of η.
     *
     * @param covariate index into {@link Rows#covariates()}, or −1 for the constant 1
     * @param factor index into {@link Rows#level()}, or −1 for a single coefficient
     * @param firstCoefficient where this term's coefficients start in {@code c}
     * @param levels number of its coefficients
     */
    public record Term(int covariate, int factor, int firstCoefficient, int levels, Source source) {
        /** What kernels know of it. */
        public ModelStructure.TermStructure structure() {
            return new ModelStructure.TermStructure(covariate < 0, factor, source.kind());
        }
    }

    /** Where a term's coefficients come from. */
    public sealed interface Source {
        /** What kernels know of it. */
        default ModelStructure.Source kind() {
            return switch (this) {
                case Direct direct -> ModelStructure.Source.DIRECT;
                case Pooled pooled -> ModelStructure.Source.POOLED;
                case InBlock inBlock -> ModelStructure.Source.CORRELATED;
            };
        }
    }

    /**
     * c_j = the scalar parameter {@code scalar[j]}, or 0 where that is −1.
     *
     * @param scalar [levels] indices of scalars, with the transforms of their supports
     */
    public record Direct(int[] scalar) implements Source {}

    /** Coefficient k of the vectors of a block. Its block's terms follow one another and have the same factor. */
    public record InBlock(int block, int k) implements Source {}

    /**
     * A block of K terms with c_j ~ Normal(mean, diag(sd) R diag(sd)) for the vector c_j of each level, R = L Lᵀ. Centered levels have
     * c_j as their coordinates, the others z_j ~ Normal(0, I) with c_j = mean + diag(sd) L z_j.
     *
     * <p>L by Stan's canonical partial correlations p, row by row: L_ij = p_ij √(Π_{m&lt;j} (1 − p_im²)) for j &lt; i, L_ii = √(Π_{m&lt;i} (1 −
     * p_im²)).
     *
     * @param mean [K] scalars that are the means, −1 for mean 0
     * @param sd [K] scalars that are the standard deviations (positive)
     * @param firstPartial of the K (K − 1) / 2 scalars p_21, p_31, p_32, … with the transform CORRELATION
     * @param firstCoordinate level j of coefficient k has coordinate firstCoordinate + k · levels + j
     * @param centered [levels]
     */
    public record Correlated(int[] mean, int[] sd, int firstPartial, int firstCoordinate, boolean[] centered) {
        /** K. */
        public int size() {
            return sd.length;
        }
    }

    /**
     * c_j ~ Normal(mean, sd). Centered levels have c_j itself as their coordinate, the others z_j ~ Normal(0, 1) with c_j = mean + sd z_j.
     *
     * @param mean the scalar that is the mean, or −1 for mean 0
     * @param sd the scalar that is the standard deviation (positive)
     * @param firstCoordinate level j has coordinate firstCoordinate + j
     * @param centered [levels]
     */
    public record Pooled(int mean, int sd, int firstCoordinate, boolean[] centered) implements Source {}

    /**
     * The rows of the likelihood, sorted by the level of factor 0 where there is one. Reduced rows stand for several original ones;
     * {@link Likelihood} says what response and weight then are.
     *
     * @param count number of rows
     * @param response [count]
     * @param covariates distinct covariate columns, each [count]
     * @param level [factors][count], 0-based
     * @param levels [factors] number of levels; levels without rows are allowed
     * @param offset [count] or null
     * @param weight [count] or null for all 1
     * @param standardError [count], of {@link Likelihood#NORMAL_WITH_ERROR} alone, else null
     */
    public record Rows(
            int count,
            double[] response,
            double[][] covariates,
            int[][] level,
            int[] levels,
            double @Nullable [] offset,
            double @Nullable [] weight,
            double @Nullable [] standardError,
            Totals totals) {

        /** The same columns and levels without a single row, so that the likelihood is 1 whatever the parameters. */
        public Rows withoutRows() {
            return new Rows(
                    0,
                    new double[0],
                    new double[covariates.length][0],
                    new int[level.length][0],
                    levels,
                    withoutRows(offset),
                    withoutRows(weight),
                    withoutRows(standardError),
                    Totals.of(0));
        }

        private static double @Nullable [] withoutRows(double @Nullable [] column) {
            return column == null ? null : new double[0];
        }

        /** Copies of the rows from … to − 1, with the totals of all. */
        public Rows slice(int from, int to) {
            return new Rows(
                    to - from,
                    Arrays.copyOfRange(response, from, to),
                    Arrays.stream(covariates)
                            .map(column -> Arrays.copyOfRange(column, from, to))
                            .toArray(double[][]::new),
                    Arrays.stream(level)
                            .map(column -> Arrays.copyOfRange(column, from, to))
                            .toArray(int[][]::new),
                    levels,
                    slice(offset, from, to),
                    slice(weight, from, to),
                    slice(standardError, from, to),
                    totals);
        }

        private static double @Nullable [] slice(double @Nullable [] column, int from, int to) {
            return column == null ? null : Arrays.copyOfRange(column, from, to);
        }

        /** Start of each level's rows in a factor-0-sorted order: [levels[0] + 1]; for no factor, {0, count}. */
        public int[] segments() {
            if (level.length == 0) {
                return new int[] {0, count};
            }
            int[] start = new int[levels[0] + 1];
            for (int i = 0; i < count; i++) {
                start[level[0][i] + 1]++;
            }
            for (int j = 0; j < levels[0]; j++) {
                start[j + 1] += start[j];
            }
            return start;
        }
    }

    /**
     * What the likelihood needs of all rows together.
     *
     * @param observations number of original rows (their total weight if weighted)
     * @param residualSumOfSquares what a reduction took out of the squares of {@link Likelihood#NORMAL}; 0 for unreduced rows
     * @param constant what no parameter touches: Σ log (n choose y), −Σ w log Γ(y + 1), −Σ w log s
     * @param responses the distinct original responses of {@link Likelihood#NEGATIVE_BINOMIAL}, ascending and above 0, else empty
     * @param responseWeights [responses] the total weight of each
     */
    public record Totals(
            double observations,
            double residualSumOfSquares,
            double constant,
            double[] responses,
            double[] responseWeights) {
        /** Of unreduced rows with no more to say than their number. */
        public static Totals of(double observations) {
            return squares(observations, 0);
        }

        /** Of {@link Likelihood#NORMAL} rows. */
        public static Totals squares(double observations, double residualSumOfSquares) {
            return new Totals(observations, residualSumOfSquares, 0, new double[0], new double[0]);
        }

        /** The same with more residual squares. */
        public Totals withResidual(double squares) {
            return new Totals(observations, residualSumOfSquares + squares, constant, responses, responseWeights);
        }
    }
}
