package leapfrog.model.merge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import leapfrog.model.Design;
import leapfrog.model.Model;
import leapfrog.model.ModelData;
import leapfrog.model.Reduction;
import leapfrog.model.ScalarLogDensity;
import leapfrog.model.Table;
import leapfrog.model.Table.Column;
import leapfrog.sample.Recipe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sums the rows of tables in parts, in any order, and holds the models of the sums against those of all rows. */
class MergedRowsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "gaussian;          y ~ d + (1 + d | g);                                    18",
                "gaussian;          y ~ factor(d) + (1 | g:h);                              72",
                "gaussian;          I(0.1 * y) ~ d;                                          3",
                "gaussian;          y ~ x + (1 + x || g);                                   12",
                "gaussian;          y ~ x * z + I(x^2) + offset(3 * z) + (1 + z | g);       30",
                "gaussian;          y ~ x + factor(d) + factor(d):z + (1 + factor(d) | g);  0",
                "gaussian;          y ~ 0 + g + g:x;                                        12",
                "gaussian;          y | weights(w) ~ x + (1 | g);                           24",
                "gaussian;          y | se(s) ~ x + (1 | g);                                36",
                "gaussian;          y | se(s, sigma) ~ d + (1 | g);                        400",
                "student_t;         k ~ d + (1 | g);                                         0",
                "bernoulli;         I(w - 1) ~ d;                                            0",
                "binomial;          k | trials(n) ~ d + (1 | g);                             0",
                "poisson;           k ~ d + offset(log(n)) + (1 | g);                        0",
                "negative_binomial; k | weights(w) ~ d;                                      0"
            })
    void modelsOfTheSumsAreThoseOfAllRows(String family, String formula, int rows) {
        Recipe recipe = Parts.recipe(family, formula);
        Table table = Parts.table();
        Design design = Parts.merged(recipe, table, 1);
        assertEquals(Parts.ROWS, Math.rint(design.observations()));
        assertTrue(rows == 0 ? design.rows() < Parts.ROWS : design.rows() == rows, () -> design.rows() + " rows");
        Model all = recipe.model(table);
        Model few = recipe.model(design);
        assertEquals(all.coordinates(), few.coordinates());
        assertEquals(all.structure().likelihood(), few.structure().likelihood());
        assertEquals(all.reduction().rows(), few.reduction().rows());
        assertArrayEquals(
                all.scaling().unit(),
                few.scaling().unit(),
                1e-9 * Arrays.stream(all.scaling().unit()).max().orElseThrow());
        int dimension = all.data().dimension();
        Random random = new Random(2);
        for (int k = 0; k < 5; k++) {
            double[] position = random.doubles(dimension, -1, 1).toArray();
            double[] expected = new double[dimension];
            double[] actual = new double[dimension];
            double density = new ScalarLogDensity(all.structure(), all.data()).evaluate(position, 0, expected, 0);
            double less = new ScalarLogDensity(few.structure(), few.data()).evaluate(position, 0, actual, 0);
            // Both are sums of 400 terms of one sign whose columns are rounded a few times: some hundred units of 2⁻⁵³.
            assertEquals(density, less, 1e-11 * Math.abs(density));
            double norm = Math.sqrt(Arrays.stream(expected).map(u -> u * u).sum());
            assertArrayEquals(expected, actual, 1e-10 * norm);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "gaussian; y ~ d + (1 + d | g)",
                "gaussian; y | weights(w) ~ factor(d):h",
                "poisson; k ~ d + (1 | g)"
            })
    void whereRowsAreCellsNoBitDependsOnOrderOrParts(String family, String formula) {
        Recipe recipe = Parts.recipe(family, formula);
        Design first = Parts.merged(recipe, Parts.table(), 1);
        for (int seed = 2; seed < 6; seed++) {
            Design other = Parts.merged(recipe, Parts.table(), seed);
            assertArrayEquals(first.response(), other.response());
            assertArrayEquals(first.repeats().count(), other.repeats().count());
            assertArrayEquals(first.repeats().squares(), other.repeats().squares());
            assertArrayEquals(
                    first.population().getLast().covariate(),
                    other.population().getLast().covariate());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "gaussian;          y ~ d + (1 + d | g);                          CELLS",
                "gaussian;          I(0.1 * y) ~ factor(d) + (1 | g:h);           CELLS",
                "gaussian;          y ~ d + offset(2 * d) + (1 | g);              CELLS",
                "gaussian;          y ~ h + (1 + h || g);                         QR",
                "gaussian;          y | weights(0.1 * w) ~ factor(d):h;           QR",
                "gaussian;          y | se(s) ~ d + (1 | g);                      CELLS",
                "gaussian;          k | se(s, sigma) ~ d + (1 | g);               CELLS",
                "student_t;         k ~ d + (1 | g);                              CELLS",
                "bernoulli;         I(w - 1) ~ d;                                 CELLS",
                "binomial;          k | trials(n) ~ d + (1 | g);                  CELLS",
                "poisson;           k ~ d + offset(log(n)) + (1 | g);             CELLS",
                "negative_binomial; k | weights(0.1 * w) ~ d;                     CELLS"
            })
    void whereRowsAreCellsTheModelIsThatOfAllRowsBitByBit(String family, String formula, Reduction.Method method) {
        Recipe recipe = Parts.recipe(family, formula);
        Table table = Parts.table();
        Model all = recipe.model(table);
        assertEquals(method, all.reduction().method());
        ScalarLogDensity plain =
                density(new Recipe(recipe.formula(), recipe.family(), List.of(), List.of("auto"), false).model(table));
        for (int seed = 2; seed < 6; seed++) {
            Design design = Parts.merged(recipe, table, seed);
            assertTrue(design.rows() <= 0.9 * Parts.ROWS, () -> design.rows() + " cells");
            Model few = recipe.model(design);
            assertEquals(all.structure(), few.structure());
            assertEquals(all.reduction(), few.reduction());
            assertEquals(all.priors(), few.priors());
            assertArrayEquals(all.scaling().unit(), few.scaling().unit());
            assertSameBits(all.data().rows(), few.data().rows());
            Random random = new Random(seed);
            int dimension = all.data().dimension();
            double[] position = random.doubles(dimension, -1, 1).toArray();
            double[] expected = new double[dimension];
            double[] actual = new double[dimension];
            double[] unreduced = new double[dimension];
            double logDensity = density(all).evaluate(position, 0, expected, 0);
            assertEquals(logDensity, density(few).evaluate(position, 0, actual, 0));
            assertArrayEquals(expected, actual);
            // As above, of the rows as they are; levels may be centered otherwise, but none is near half.
            assertEquals(plain.evaluate(position, 0, unreduced, 0), logDensity, 1e-11 * Math.abs(logDensity));
        }
    }

    private static ScalarLogDensity density(Model model) {
        return new ScalarLogDensity(model.structure(), model.data());
    }

    private static void assertSameBits(ModelData.Rows all, ModelData.Rows few) {
        assertArrayEquals(all.response(), few.response());
        assertArrayEquals(all.covariates(), few.covariates());
        assertArrayEquals(all.level(), few.level());
        assertArrayEquals(all.offset(), few.offset());
        assertArrayEquals(all.weight(), few.weight());
        assertArrayEquals(all.standardError(), few.standardError());
        assertEquals(all.totals().observations(), few.totals().observations());
        assertEquals(all.totals().residualSumOfSquares(), few.totals().residualSumOfSquares());
        assertEquals(all.totals().constant(), few.totals().constant());
        assertArrayEquals(all.totals().responses(), few.totals().responses());
        assertArrayEquals(all.totals().responseWeights(), few.totals().responseWeights());
    }

    @Test
    void aCombinationOfLevelsThatNeverVariesStaysExact() {
        Table table = Parts.table();
        double[] x = ((Column.Numbers) table.find("x")).values();
        String[] g = ((Column.Text) table.find("g")).values();
        for (int i = 0; i < Parts.ROWS; i++) {
            x[i] = g[i].equals("g0") ? 0.1 : x[i];
        }
        Recipe recipe = Parts.recipe("gaussian", "y ~ x + z + (1 | g)");
        Design design = Parts.merged(recipe, table, 3);
        double[] merged = design.population().get(1).covariate();
        assertNotNull(merged);
        int[] level = design.factors().getFirst().level();
        int found = 0;
        for (int i = 0; i < merged.length; i++) {
            found += level[i] == 0 && merged[i] == 0.1 ? 1 : 0;
        }
        assertEquals(2, found);
    }
}
