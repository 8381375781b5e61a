package leapfrog.model;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds what a formula makes of a table: the used rows, the response, the population terms and the group terms, by name. It knows
 * no priors and no parametrization.
 *
 * @param formula the formula's canonical text
 * @param tableRows number of rows of the table
 * @param usedRows [n] the table rows kept, ascending; the others had a missing value in a used column
 * @param responseName how the response was written
 * @param response [n]
 * @param responseLevels the two values of a response that was text, the first stands as 0, the second as 1; empty for numbers
 * @param factors every grouping of rows that a term uses; group terms' factors come first, in formula order
 * @param population population (fixed) effects in formula order
 * @param groups group (random) effects in formula order
 * @param offset [n] or null
 * @param additions what the formula says about the response
 * @param repeats what rows stand for that stand for several each; null where each is one
 */
public record Design(
        String formula,
        int tableRows,
        int[] usedRows,
        String responseName,
        double[] response,
        List<String> responseLevels,
        List<Factor> factors,
        List<PopulationTerm> population,
        List<GroupTerm> groups,
        double @Nullable [] offset,
        Additions additions,
        @Nullable Repeats repeats) {

    /** Each of whose rows is one of the table's. */
    public Design(
            String formula,
            int tableRows,
            int[] usedRows,
            String responseName,
            double[] response,
            List<String> responseLevels,
            List<Factor> factors,
            List<PopulationTerm> population,
            List<GroupTerm> groups,
            double @Nullable [] offset,
            Additions additions) {
        this(
                formula,
                tableRows,
                usedRows,
                responseName,
                response,
                responseLevels,
                factors,
                population,
                groups,
                offset,
                additions,
                null);
    }

    /** Of a response of numbers about which the formula says nothing. */
    public Design(
            String formula,
            int tableRows,
            int[] usedRows,
            String responseName,
            double[] response,
            List<Factor> factors,
            List<PopulationTerm> population,
            List<GroupTerm> groups,
            double @Nullable [] offset) {
        this(
                formula,
                tableRows,
                usedRows,
                responseName,
                response,
                List.of(),
                factors,
                population,
                groups,
                offset,
                Additions.NONE);
    }

    /** Number of rows, n. */
    public int rows() {
        return usedRows.length;
    }

    /** Whether a row tells the coefficient of a covariate [n], null for the constant 1: it has a say in the likelihood, and an entry there. */
    public boolean informs(double @Nullable [] covariate, int row) {
        return (covariate == null || covariate[row] != 0) && additions.informs(row);
    }

    /** The same with other things said about the response. */
    public Design with(Additions others) {
        return new Design(
                formula,
                tableRows,
                usedRows,
                responseName,
                response,
                responseLevels,
                factors,
                population,
                groups,
                offset,
                others,
                repeats);
    }

    /** Number of rows that they stand for. */
    public double observations() {
        return repeats == null
                ? response.length
                : Arrays.stream(repeats.count()).sum();
    }

    /** [n] the number of rows that each row stands for, or null where each is one. */
    double @Nullable [] counts() {
        return repeats == null ? null : repeats.count();
    }

    /**
     * What rows stand for: others whose likelihood, by their number, means, squares and products, is the same.
     *
     * @param count [n] numbers of rows, not always whole; a row's log density counts so often
     * @param squares [n] Σ (y − response)² over them, of a gaussian response; else 0
     */
    public record Repeats(double[] count, double[] squares) {}

    /**
     * What a formula says about its response behind {@code |}, in values that are right for the family.
     *
     * @param standardError [n] those of {@code se(s)}, or null
     * @param sigma whether sigma is there: false for {@code se(s)}, true for {@code se(s, sigma)} and without se
     * @param trials [n] those of {@code trials(n)}, or null
     * @param weights [n] those of {@code weights(w)}, or null
     */
    public record Additions(
            double @Nullable [] standardError, boolean sigma, double @Nullable [] trials, double @Nullable [] weights) {
        /** Nothing said. */
        public static final Additions NONE = new Additions(null, true, null, null);

        /** Whether the formula says anything. */
        public boolean any() {
            return standardError != null || trials != null || weights != null;
        }

        /** Whether a row has a say in the likelihood: one of weight 0 has none, nor one of no trials. */
        public boolean informs(int row) {
            return (weights == null || weights[row] > 0) && (trials == null || trials[row] > 0);
        }

        /** The same with weight 0 for some of n rows. */
        Additions without(int[] rows, int n) {
            double[] others = weights == null ? new double[n] : weights.clone();
            if (weights == null) {
                Arrays.fill(others, 1);
            }
            for (int row : rows) {
                others[row] = 0;
            }
            return new Additions(standardError, sigma, trials, others);
        }
    }

    /**
     * A grouping of rows: a column, or a combination of columns.
     *
     * @param name as reported, for example {@code county} or {@code state:county}
     * @param levels their names in order (text by code point, numbers by value), nested ones joined by ':'
     * @param level [n] 0-based
     */
    public record Factor(String name, List<String> levels, int[] level) {}

    /**
     * A population effect: one coefficient, or one for each coded level of a factor.
     *
     * @param name without prefix: {@code Intercept}, {@code floor}, {@code county}, {@code county:floor}
     * @param covariate [n], or null for the constant 1
     * @param factor index into factors, or −1
     * @param coded [levels] whether a level has a coefficient (a reference level has none); empty for factor −1
     */
    public record PopulationTerm(String name, double @Nullable [] covariate, int factor, boolean[] coded) {}

    /**
     * A group effect: for each level of a factor a vector of coefficients.
     *
     * @param factor index into factors; its name is the group's name
     * @param coefficients in formula order
     * @param correlated true for {@code |}, false for {@code ||}
     */
    public record GroupTerm(int factor, List<GroupCoefficient> coefficients, boolean correlated) {
        /** Number of correlations: one for each pair of coefficients under {@code |}. */
        public int correlations() {
            return correlated ? coefficients.size() * (coefficients.size() - 1) / 2 : 0;
        }
    }

    /**
     * Holds one effect that varies by group.
     *
     * @param name {@code Intercept}, {@code floor} … ; equal to a population term's name where it varies that effect
     * @param covariate [n], or null for the constant 1
     */
    public record GroupCoefficient(String name, double @Nullable [] covariate) {}
}
