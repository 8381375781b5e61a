package leapfrog.model.merge;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import leapfrog.model.Design;
import org.jspecify.annotations.Nullable;

/**
 * Lists the columns of a design that tell its rows apart but for their responses, and puts other rows' in their place.
 *
 * @param levels [factors][n]
 * @param covariates those that differ by the name of their effect, and the offset where there is one; each [n]
 * @param numbers weights, standard errors and trials, those that there are; each [n]
 */
record DesignColumns(int[][] levels, double[][] covariates, double[][] numbers) {
    /** What no effect is called. */
    private static final String OFFSET = "offset( )";

    static DesignColumns of(Design design) {
        return new DesignColumns(
                design.factors().stream().map(Design.Factor::level).toArray(int[][]::new),
                named(design).values().toArray(double[][]::new),
                numbers(design.additions()).toArray(double[][]::new));
    }

    /** These rows' alone. */
    DesignColumns only(int[] rows) {
        return new DesignColumns(
                Arrays.stream(levels)
                        .map(column -> IntStream.of(rows).map(i -> column[i]).toArray())
                        .toArray(int[][]::new),
                only(covariates, rows),
                only(numbers, rows));
    }

    /** −0 becomes 0. */
    private static double[][] only(double[][] columns, int[] rows) {
        return Arrays.stream(columns)
                .map(column ->
                        IntStream.of(rows).mapToDouble(i -> column[i] + 0.0).toArray())
                .toArray(double[][]::new);
    }

    /** The covariates by the names of their effects, which are equal where the covariates are, and the offset. */
    private static Map<String, double[]> named(Design design) {
        Map<String, double[]> columns = new LinkedHashMap<>();
        for (Design.PopulationTerm term : design.population()) {
            put(columns, term.name(), term.covariate());
        }
        for (Design.GroupTerm group : design.groups()) {
            group.coefficients().forEach(one -> put(columns, one.name(), one.covariate()));
        }
        put(columns, OFFSET, design.offset());
        return columns;
    }

    private static void put(Map<String, double[]> columns, String name, double @Nullable [] column) {
        if (column != null) {
            columns.put(name, column);
        }
    }

    private static Stream<double[]> numbers(Design.Additions additions) {
        return Stream.of(additions.weights(), additions.standardError(), additions.trials())
                .filter(Objects::nonNull);
    }

    /**
     * The design of these rows.
     *
     * @param coding a design with the same coding, of any rows
     * @param response [n]
     */
    Design in(Design coding, double[] response, Design.Repeats repeats) {
        Map<String, double[]> columns = new LinkedHashMap<>();
        for (String name : named(coding).keySet()) {
            columns.put(name, covariates[columns.size()]);
        }
        double rows = Math.rint(Arrays.stream(repeats.count()).sum());
        return new Design(
                coding.formula(),
                (int) Math.min(Integer.MAX_VALUE, rows),
                IntStream.range(0, response.length).toArray(),
                coding.responseName(),
                response,
                coding.responseLevels(),
                IntStream.range(0, levels.length)
                        .mapToObj(f -> factor(coding.factors().get(f), levels[f]))
                        .toList(),
                population(coding, columns),
                groups(coding, columns),
                coding.offset() == null ? null : columns.get(OFFSET),
                additions(coding.additions()),
                repeats);
    }

    private static Design.Factor factor(Design.Factor of, int[] level) {
        return new Design.Factor(of.name(), of.levels(), level);
    }

    private static List<Design.PopulationTerm> population(Design coding, Map<String, double[]> columns) {
        return coding.population().stream()
                .map(term -> new Design.PopulationTerm(
                        term.name(),
                        term.covariate() == null ? null : columns.get(term.name()),
                        term.factor(),
                        term.coded()))
                .toList();
    }

    private static List<Design.GroupTerm> groups(Design coding, Map<String, double[]> columns) {
        return coding.groups().stream()
                .map(group -> new Design.GroupTerm(
                        group.factor(),
                        group.coefficients().stream()
                                .map(one -> new Design.GroupCoefficient(
                                        one.name(), one.covariate() == null ? null : columns.get(one.name())))
                                .toList(),
                        group.correlated()))
                .toList();
    }

    private Design.Additions additions(Design.Additions of) {
        int at = 0;
        double[] weights = of.weights() == null ? null : numbers[at++];
        double[] errors = of.standardError() == null ? null : numbers[at++];
        double[] trials = of.trials() == null ? null : numbers[at];
        return new Design.Additions(errors, of.sigma(), trials, weights);
    }
}
