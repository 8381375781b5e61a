package leapfrog.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Says which columns of a design's population effects are empty and which are linear combinations of earlier ones.
 *
 * @param empty names of the columns that are all zero
 * @param dependent the others that earlier columns make up, in order
 */
public record PopulationRank(List<String> empty, List<Dependence> dependent) {
    /** Dependent columns that are looked for; there may be more. */
    public static final int MOST = 200;

    private static final int SHOWN = 4;

    /** Takes unmodifiable copies. */
    public PopulationRank {
        empty = List.copyOf(empty);
        dependent = List.copyOf(dependent);
    }

    /**
     * A column that earlier ones make up.
     *
     * @param column its name, without prefix
     * @param of the earlier columns with a coefficient in the combination
     */
    public record Dependence(String column, List<String> of) {
        /** Takes unmodifiable copies. */
        public Dependence {
            of = List.copyOf(of);
        }

        /** In words. */
        public String text() {
            String others = of.size() <= SHOWN
                    ? "b_" + String.join(", b_", of)
                    : "b_" + String.join(", b_", of.subList(0, SHOWN)) + " and " + (of.size() - SHOWN) + " more";
            return "b_" + column + " is a linear combination of " + others;
        }
    }

    /**
     * By R's rule (that of {@code lm}): in the order of the formula, a column is dependent if less than 1e-7 of its norm is left beside the
     * earlier ones. Costs O(rows · terms²), besides the cube of the number of columns that the factor with the most columns has not.
     */
    public static PopulationRank of(Design design) {
        ColumnDependence search = new ColumnDependence(design, row -> true, column -> true);
        return new PopulationRank(search.empty(), search.dependent());
    }

    /**
     * Refuses a model whose rows, as far as they have a say in the likelihood, cannot tell coefficients apart of which priors say nothing
     * either.
     *
     * @param flat the coefficients with flat priors, with prefix
     * @throws InputException that names dependent columns which all have flat priors, if there are any
     */
    static void requireProper(Design design, Collection<String> flat) {
        // Each combination of flat coefficients alone counts, not only those that a search among all columns would
        // name.
        List<String> sentences = new ColumnDependence(
                        design, design.additions()::informs, column -> flat.contains("b_" + column))
                .dependent().stream().limit(SHOWN).map(Dependence::text).toList();
        if (!sentences.isEmpty()) {
            throw new InputException("with flat priors the posterior is improper: on the rows that inform it "
                    + String.join("; ", sentences) + "; give a proper prior");
        }
    }

    /**
     * Refuses a model whose population coefficients the rows cannot tell apart.
     *
     * @throws InputException that names the dependent columns, if there are any
     */
    public static void requireFull(Design design) {
        List<Dependence> dependent = of(design).dependent();
        if (dependent.isEmpty()) {
            return;
        }
        List<String> sentences = new ArrayList<>();
        dependent.stream().limit(SHOWN).forEach(one -> sentences.add(one.text()));
        if (dependent.size() > SHOWN) {
            sentences.add("so are " + (dependent.size() - SHOWN) + " more");
        }
        throw new InputException("the data cannot tell the population effects apart: " + String.join("; ", sentences)
                + "; " + remedy(design, dependent));
    }

    /** A level of an interaction cannot be left out by itself. */
    private static String remedy(Design design, List<Dependence> dependent) {
        String first = dependent.getFirst().column();
        PopulationColumn column = PopulationColumn.of(design).stream()
                .filter(one -> one.name().equals(first))
                .findFirst()
                .orElseThrow();
        Design.PopulationTerm term = design.population().get(column.term());
        if (column.level() < 0 || !term.name().contains(":")) {
            return "leave " + (dependent.size() == 1 ? "it" : "them") + " out of the formula";
        }
        return term.covariate() == null
                ? "write '0 + " + term.name()
                        + "', a coefficient for each combination, in the place of the intercept and the terms of its"
                        + " factors"
                : "merge that level with another or leave its rows out, or let slopes vary by group, as in"
                        + " (1 + x | g)";
    }
}
