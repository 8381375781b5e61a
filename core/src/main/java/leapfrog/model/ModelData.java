package leapfrog.model;

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
 * @param sigma the coordinate of the residual scale
 */
public record ModelData(
        String name,
        int dimension,
        List<Transform> scalars,
        List<Prior> priors,
        List<Term> terms,
        int sigma,
        Rows rows) {
    public ModelData {
        scalars = List.copyOf(scalars);
        priors = List.copyOf(priors);
        terms = List.copyOf(terms);
    }

    /** Number of coefficients of all terms together. */
    public int coefficients() {
        return terms.isEmpty()
                ? 0
                : terms.getLast().firstCoefficient() + terms.getLast().levels();
    }

    /** How an unconstrained coordinate becomes a parameter; the log-Jacobian belongs to the log density. */
    public enum Transform {
        /** v = θ. */
        IDENTITY,
        /** v = exp θ, log-Jacobian θ. */
        EXP
    }

    /**
     * A density on v = Σ_k weight_k · v_{scalar_k}, most often one scalar with weight 1. (More than one: the intercept at the means
     * of the covariates; those scalars have the transform IDENTITY.)
     *
     * <p>log p(v) = logConstant + the shape's kernel. The constant holds every normalising term, that of a truncation to v > 0
     * too.
     */
    public record Prior(
            int[] scalars,
            double[] weights,
            Shape shape,
            double location,
            double scale,
            double df,
            double logConstant) {}

    /** The kernels of prior densities, with x = (v − location) / scale. */
    public enum Shape {
        /** −x² / 2. */
        NORMAL,
        /** −(df + 1) / 2 · log1p(x² / df); Cauchy is df = 1. */
        STUDENT_T,
        /** −x. */
        EXPONENTIAL
    }

    /**
     * One term of η.
     *
     * @param covariate index into {@link Rows#covariates()}, or −1 for the constant 1
     * @param factor index into {@link Rows#level()}, or −1 for a single coefficient
     * @param firstCoefficient where this term's coefficients start in {@code c}
     * @param levels number of its coefficients
     */
    public record Term(int covariate, int factor, int firstCoefficient, int levels, Source source) {}

    /** Where a term's coefficients come from; the kinds are {@link ModelStructure.Source}. */
    public sealed interface Source {}

    /**
     * c_j = the scalar parameter {@code scalar[j]}, or 0 where that is −1.
     *
     * @param scalar [levels] indices of scalars with the transform IDENTITY
     */
    public record Direct(int[] scalar) implements Source {}

    /**
     * c_j ~ Normal(mean, sd). Centered levels have c_j itself as their coordinate, the others z_j ~ Normal(0, 1) with c_j = mean + sd z_j.
     *
     * @param mean the scalar that is the mean, or −1 for mean 0
     * @param sd the scalar that is the standard deviation (transform EXP)
     * @param firstCoordinate level j has coordinate firstCoordinate + j
     * @param centered [levels]
     */
    public record Pooled(int mean, int sd, int firstCoordinate, boolean[] centered) implements Source {}

    /**
     * The rows of the likelihood, sorted by the level of factor 0 where there is one. Reduced rows stand for several original ones.
     *
     * <p>Gaussian log likelihood: −observations · (log σ + ½ log 2π) − [Σ_i weight_i (y_i − η_i)² + residualSumOfSquares] / (2σ²).
     *
     * @param count number of rows
     * @param response [count]
     * @param covariates distinct covariate columns, each [count]
     * @param level [factors][count], 0-based
     * @param levels [factors] number of levels; levels without rows are allowed
     * @param offset [count] or null
     * @param weight [count] or null for all 1
     * @param observations number of original rows (their total weight if weighted)
     * @param residualSumOfSquares what the reduction took out of the squares; 0 for unreduced rows
     */
    public record Rows(
            int count,
            double[] response,
            double[][] covariates,
            int[][] level,
            int[] levels,
            double @Nullable [] offset,
            double @Nullable [] weight,
            double observations,
            double residualSumOfSquares) {

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
}
