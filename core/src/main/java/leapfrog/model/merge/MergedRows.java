package leapfrog.model.merge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import leapfrog.model.Design;
import leapfrog.model.Family;
import org.jspecify.annotations.Nullable;

/**
 * Sums the rows of designs that share their coding into {@link LevelSums}, which can be merged, and makes of these a design whose model has the
 * posterior that a model of all rows has, to rounding, default priors included.
 *
 * <p>Of a gaussian response n, Σ y and Σ y² of the rows that share levels and covariates are enough; where a combination of levels has many
 * combinations of covariates, so are the means, squares and products of all columns. Of other responses equal rows are counted.
 */
public final class MergedRows {
    static final Comparator<Row> ORDER = Comparator.comparing(Row::covariates, Arrays::compare)
            .thenComparing(Row::response)
            .thenComparing(Row::count);

    /** What no effect is called. */
    private static final String OFFSET = "offset( )";

    private final Family family;
    private final Map<LevelKey, LevelSums> sums = new HashMap<>();

    /**
     * Stands for some rows.
     *
     * @param squares Σ (y − response)² over them
     */
    record Row(double[] covariates, double response, double count, double squares) {}

    /** Of no rows yet, of such a response. */
    public MergedRows(Family family) {
        this.family = family;
    }

    /**
     * Adds rows.
     *
     * @param from the first of the design's that is added
     */
    public void add(Design design, int from) {
        double[][] columns = columns(design).values().toArray(double[][]::new);
        double[][] numbers = numbers(design.additions());
        double[] response = design.response();
        // Beside sigma each standard error makes a scale of its own, of which sums of responses say too little.
        boolean errors =
                design.additions().standardError() != null && design.additions().sigma();
        boolean gaussian = family.kind() == Family.Kind.GAUSSIAN && !errors;
        for (int row = from; row < response.length; row++) {
            int i = row;
            LevelKey key = new LevelKey(
                    design.factors().stream()
                            .mapToInt(factor -> factor.level()[i])
                            .toArray(),
                    at(numbers, i));
            double[] values = at(columns, i);
            if (!gaussian) {
                values = Arrays.copyOf(values, columns.length + 1);
                values[columns.length] = response[i];
            }
            sums.computeIfAbsent(key, _ -> new LevelSums(columns.length, gaussian))
                    .add(values, response[i]);
        }
    }

    /** What the rows so far come to. */
    public Map<LevelKey, LevelSums> sums() {
        return sums;
    }

    /** −0 becomes 0. */
    private static double[] at(double[][] columns, int row) {
        double[] values = new double[columns.length];
        Arrays.setAll(values, k -> columns[k][row] + 0.0);
        return values;
    }

    private static double[][] numbers(Design.Additions additions) {
        return Stream.of(additions.weights(), additions.standardError(), additions.trials())
                .filter(Objects::nonNull)
                .toArray(double[][]::new);
    }

    /** The covariates by the names of their effects, which are equal where the covariates are, and the offset. */
    private static Map<String, double[]> columns(Design design) {
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

    /**
     * The design of all rows that were summed.
     *
     * @param coding a design with the same coding, of any rows
     */
    public static Design design(Design coding, Map<LevelKey, LevelSums> sums) {
        List<LevelKey> keys = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        sums.keySet().stream().sorted(LevelKey.ORDER).forEach(key -> {
            List<Row> ofKey = Objects.requireNonNull(sums.get(key)).rows();
            rows.addAll(ofKey);
            ofKey.forEach(_ -> keys.add(key));
        });
        return new Rebuilt(coding, keys, rows).design();
    }

    /** A design with the columns of other rows in the place of its own. */
    private record Rebuilt(Design coding, List<LevelKey> keys, List<Row> rows) {
        Design design() {
            List<String> names = new ArrayList<>(columns(coding).keySet());
            Map<String, double[]> columns = new HashMap<>();
            for (int k = 0; k < names.size(); k++) {
                int column = k;
                columns.put(
                        names.get(k),
                        rows.stream()
                                .mapToDouble(row -> row.covariates()[column])
                                .toArray());
            }
            double[] count = rows.stream().mapToDouble(Row::count).toArray();
            int[] used = new int[rows.size()];
            Arrays.setAll(used, i -> i);
            List<Design.Factor> factors = new ArrayList<>();
            for (Design.Factor factor : coding.factors()) {
                int f = factors.size();
                int[] level = keys.stream().mapToInt(key -> key.levels()[f]).toArray();
                factors.add(new Design.Factor(factor.name(), factor.levels(), level));
            }
            return new Design(
                    coding.formula(),
                    (int) Math.min(
                            Integer.MAX_VALUE, Math.rint(Arrays.stream(count).sum())),
                    used,
                    coding.responseName(),
                    rows.stream().mapToDouble(Row::response).toArray(),
                    coding.responseLevels(),
                    factors,
                    coding.population().stream()
                            .map(term -> new Design.PopulationTerm(
                                    term.name(),
                                    term.covariate() == null ? null : columns.get(term.name()),
                                    term.factor(),
                                    term.coded()))
                            .toList(),
                    coding.groups().stream()
                            .map(group -> new Design.GroupTerm(
                                    group.factor(),
                                    group.coefficients().stream()
                                            .map(one -> new Design.GroupCoefficient(
                                                    one.name(),
                                                    one.covariate() == null ? null : columns.get(one.name())))
                                            .toList(),
                                    group.correlated()))
                            .toList(),
                    coding.offset() == null ? null : columns.get(OFFSET),
                    additions(coding.additions()),
                    new Design.Repeats(
                            count, rows.stream().mapToDouble(Row::squares).toArray()));
        }

        private Design.Additions additions(Design.Additions of) {
            int at = 0;
            double[] weights = of.weights() == null ? null : number(at++);
            double[] errors = of.standardError() == null ? null : number(at++);
            double[] trials = of.trials() == null ? null : number(at);
            return new Design.Additions(errors, of.sigma(), trials, weights);
        }

        private double[] number(int at) {
            return keys.stream().mapToDouble(key -> key.numbers()[at]).toArray();
        }
    }
}
