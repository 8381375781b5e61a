package leapfrog.model;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import leapfrog.model.Table.Column;
import leapfrog.model.sums.RowKeys;
import org.jspecify.annotations.Nullable;

/**
 * Puts rows in an order that their content alone decides, so that sums over them have the same bits however a file, a shuffle or a query has
 * ordered them. Rows of equal content are interchangeable.
 */
final class CanonicalOrder {
    private CanonicalOrder() {}

    /** The same design with its rows sorted by the levels of its factors, those of a combination by the other columns. */
    static Design of(Design design) {
        int[][] levels = design.factors().stream().map(Design.Factor::level).toArray(int[][]::new);
        int[] counts = design.factors().stream()
                .mapToInt(factor -> factor.levels().size())
                .toArray();
        double[][] covariates = Stream.concat(
                        design.population().stream().map(Design.PopulationTerm::covariate),
                        design.groups().stream()
                                .flatMap(group -> group.coefficients().stream())
                                .map(Design.GroupCoefficient::covariate))
                .filter(Objects::nonNull)
                .toArray(double[][]::new);
        Design.Additions additions = design.additions();
        RowKeys keys = new RowKeys(levels, covariates)
                .and(design.response())
                .and(design.offset())
                .and(additions.standardError())
                .and(additions.trials())
                .and(additions.weights());
        Design.Repeats repeats = design.repeats();
        if (repeats != null) {
            keys = keys.and(repeats.count()).and(repeats.squares());
        }
        return new Permuted(keys.sorted(design.rows(), counts)).of(design);
    }

    /** The same table with its rows in an order of their content. */
    static Table of(Table table) {
        List<int[]> texts = new ArrayList<>();
        List<double[]> numbers = new ArrayList<>();
        for (String name : table.names()) {
            switch (requireNonNull(table.find(name))) {
                case Column.Numbers(double[] values) -> numbers.add(values);
                case Column.Text(@Nullable String[] values) -> texts.add(ranks(values));
            }
        }
        RowKeys keys = new RowKeys(texts.toArray(int[][]::new), numbers.toArray(double[][]::new));
        int[] counts = new int[texts.size()];
        Arrays.fill(counts, table.rows() + 1);
        return table.rows(keys.sorted(table.rows(), counts));
    }

    /** 0 for a missing text, from 1 on the place of the others among the distinct ones. */
    private static int[] ranks(@Nullable String[] values) {
        String[] distinct = Arrays.stream(values)
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toArray(String[]::new);
        int[] ranks = new int[values.length];
        for (int i = 0; i < ranks.length; i++) {
            String value = values[i];
            ranks[i] = value == null ? 0 : 1 + Arrays.binarySearch(distinct, value);
        }
        return ranks;
    }

    /** A design's columns in another order; what was one array stays one. */
    private static final class Permuted {
        private final int[] order;
        private final Map<double[], double[]> known = new IdentityHashMap<>();

        Permuted(int[] order) {
            this.order = order;
        }

        Design of(Design design) {
            Design.Additions additions = design.additions();
            Design.Repeats repeats = design.repeats();
            return new Design(
                    design.formula(),
                    design.tableRows(),
                    column(design.usedRows()),
                    design.responseName(),
                    requireNonNull(column(design.response())),
                    design.responseLevels(),
                    design.factors().stream()
                            .map(factor -> new Design.Factor(factor.name(), factor.levels(), column(factor.level())))
                            .toList(),
                    design.population().stream()
                            .map(term -> new Design.PopulationTerm(
                                    term.name(), column(term.covariate()), term.factor(), term.coded()))
                            .toList(),
                    design.groups().stream()
                            .map(group -> new Design.GroupTerm(
                                    group.factor(),
                                    group.coefficients().stream()
                                            .map(one ->
                                                    new Design.GroupCoefficient(one.name(), column(one.covariate())))
                                            .toList(),
                                    group.correlated()))
                            .toList(),
                    column(design.offset()),
                    new Design.Additions(
                            column(additions.standardError()),
                            additions.sigma(),
                            column(additions.trials()),
                            column(additions.weights())),
                    repeats == null
                            ? null
                            : new Design.Repeats(
                                    requireNonNull(column(repeats.count())),
                                    requireNonNull(column(repeats.squares()))));
        }

        private int[] column(int[] values) {
            return Arrays.stream(order).map(i -> values[i]).toArray();
        }

        private double @Nullable [] column(double @Nullable [] values) {
            return values == null
                    ? null
                    : known.computeIfAbsent(
                            values,
                            given -> Arrays.stream(order)
                                    .mapToDouble(i -> given[i])
                                    .toArray());
        }
    }
}
