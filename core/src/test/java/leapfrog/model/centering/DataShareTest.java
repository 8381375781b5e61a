package leapfrog.model.centering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import leapfrog.mixed.Tables;
import leapfrog.model.Model;
import leapfrog.model.ModelOptions;
import leapfrog.model.Table;
import leapfrog.model.design.DesignBuilder;
import leapfrog.model.formula.Formula;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks shares against closed forms, and that they are 0 where the data have none. */
class DataShareTest {
    /** Half the square of the 95 % quantile. */
    private static final double FALL = 0.5 * 1.6448536269514722 * 1.6448536269514722;

    private static double[][] shares(String formula, Table table, ModelOptions options) {
        Model model = Model.of(DesignBuilder.build(Formula.parse(formula), table), options);
        return DataShare.of(model.structure().likelihood(), model.data());
    }

    /** Levels with these means, each with rows at mean ± 1. */
    private static Table balanced(int levels, int each, double spread) {
        Map<String, Table.Column> columns = new LinkedHashMap<>();
        int n = levels * each;
        double middle = (levels - 1) / 2.0;
        columns.put(
                "y",
                new Table.Column.Numbers(IntStream.range(0, n)
                        .mapToDouble(i -> spread * (i / each - middle) / middle + (i % 2 == 0 ? 1 : -1))
                        .toArray()));
        columns.put(
                "g",
                new Table.Column.Text(IntStream.range(0, n)
                        .mapToObj(i -> String.format("g%03d", i / each))
                        .toArray(String[]::new)));
        return Table.of(columns);
    }

    /**
     * In a balanced one-way layout the restricted log likelihood of r = 1 + n sd² / σ² is −(J − 1)/2 · [log r + r̂ / r] with r̂ = MSB /
     * MSW, and the share is 1 − 1 / r. The lower end is found to 1/128 of the estimated sd, from above.
     */
    @ParameterizedTest
    @CsvSource({"6, 10, 2", "10, 10, 1", "50, 4, 1.5", "50, 20, 3", "300, 10, 0.8"})
    void balancedLayoutsHaveTheirSharesInClosedForm(int levels, int each, double spread) {
        double[] y = ((Table.Column.Numbers) java.util.Objects.requireNonNull(
                        balanced(levels, each, spread).find("y")))
                .values();
        double mean = Arrays.stream(y).average().orElseThrow();
        double between = 0;
        double within = 0;
        for (int j = 0; j < levels; j++) {
            double own = Arrays.stream(y, j * each, (j + 1) * each).average().orElseThrow();
            between += each * (own - mean) * (own - mean) / (levels - 1);
            within += Arrays.stream(y, j * each, (j + 1) * each)
                            .map(v -> (v - own) * (v - own))
                            .sum()
                    / (levels * (each - 1));
        }
        double best = between / within;
        double low = 1;
        double high = best;
        while (high - low > 1e-12 * high) {
            double r = 0.5 * (low + high);
            boolean fallen = 0.5 * (levels - 1) * (Math.log(r / best) + best / r - 1) > FALL;
            low = fallen ? r : low;
            high = fallen ? high : r;
        }
        double factor = Math.sqrt((low - 1) / (best - 1));
        double above = 1 + (best - 1) * (factor + 1.0 / 128) * (factor + 1.0 / 128);
        double[] shares = shares("y ~ 1 + (1 | g)", balanced(levels, each, spread), ModelOptions.defaults())[0];
        assertEquals(levels, shares.length);
        for (double share : shares) {
            assertTrue(share > 1 - 1 / low - 0.003 && share < 1 - 1 / above + 0.003, share + " from " + (1 - 1 / low));
        }
    }

    @Test
    void nothingIsTheDatasWhereTheyDoNotShowThatLevelsDiffer() {
        for (String formula : new String[] {"Yield ~ 1 + (1 | Batch)", "Yield ~ 1 + (1 + x || Batch)"}) {
            for (double[] shares : shares(formula, withCovariate(), ModelOptions.defaults())) {
                assertEquals(0, Arrays.stream(shares).max().orElseThrow());
            }
        }
    }

    /** Dyestuff2, whose REML estimate of the sd is 0, with a covariate of 0 everywhere. */
    private static Table withCovariate() {
        Table dyestuff = Tables.read("/mixed/Dyestuff2.csv");
        Map<String, Table.Column> columns = new LinkedHashMap<>();
        dyestuff.names().forEach(name -> columns.put(name, java.util.Objects.requireNonNull(dyestuff.find(name))));
        columns.put("x", new Table.Column.Numbers(new double[dyestuff.rows()]));
        return Table.of(columns);
    }

    @Test
    void thePriorAloneHasNoData() {
        double[][] shares = shares(
                "y ~ 1 + (1 | g)", balanced(10, 10, 5), ModelOptions.defaults().withoutLikelihood());
        assertEquals(0, Arrays.stream(shares[0]).max().orElseThrow());
    }

    @Test
    void moreRowsOfALevelAreALargerShare() {
        int[] sizes = {2, 2, 2, 2, 8, 8, 8, 8, 60, 60, 60, 60};
        int[] group = IntStream.range(0, sizes.length)
                .flatMap(g -> IntStream.generate(() -> g).limit(sizes[g]))
                .toArray();
        Map<String, Table.Column> columns = new LinkedHashMap<>();
        columns.put(
                "y",
                new Table.Column.Numbers(IntStream.range(0, group.length)
                        .mapToDouble(i -> Math.sin(2.1 * group[i]) + Math.cos(5.3 * i))
                        .toArray()));
        columns.put(
                "g",
                new Table.Column.Text(Arrays.stream(group)
                        .mapToObj(g -> String.format("g%02d", g))
                        .toArray(String[]::new)));
        double[] shares = shares("y ~ 1 + (1 | g)", Table.of(columns), ModelOptions.defaults())[0];
        // I sd² / (1 + I sd²) with I in proportion to the rows.
        double odds = shares[0] / (1 - shares[0]) / 2;
        for (int g = 0; g < sizes.length; g++) {
            assertEquals(sizes[g] * odds, shares[g] / (1 - shares[g]), 1e-9 * sizes[g] * odds);
        }
    }
}
