package leapfrog.model.reduce;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import leapfrog.model.Likelihood;
import leapfrog.model.ModelData.Rows;
import leapfrog.model.ModelData.Totals;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Checks which rows become a cell, and what cells hold. */
class CellsTest {
    @Test
    void meansAndSquaresAreExactForADistantResponse() {
        double[] y = {1e8 + 1, 5, 1e8 + 2, 1e8 + 4, 7, -1};
        Rows cells = Cells.of(
                Likelihood.NORMAL, rows(y, new double[] {1, 0.0, 1, 1, -0.0, 2}, new int[] {0, 1, 0, 0, 1, 1}, null));
        Map<Double, Integer> at = byCovariate(cells);
        assertEquals(exactMean(1e8 + 1, 1e8 + 2, 1e8 + 4), cells.response()[at.get(1.0)]);
        assertEquals(6, cells.response()[at.get(0.0)]);
        assertEquals(-1, cells.response()[at.get(2.0)]);
        assertEquals(3, cells.weight()[at.get(1.0)]);
        assertEquals(2, cells.weight()[at.get(0.0)]);
        assertArrayEquals(new int[] {0, 1, 1}, cells.level()[0]);
        assertEquals(6, cells.totals().observations());
        assertEquals(14.0 / 3 + 2, cells.totals().residualSumOfSquares(), 1e-14);
    }

    private static Map<Double, Integer> byCovariate(Rows cells) {
        Map<Double, Integer> at = new HashMap<>();
        for (int c = 0; c < cells.count(); c++) {
            at.put(cells.covariates()[0][c], c);
        }
        assertEquals(cells.count(), at.size());
        return at;
    }

    private static double exactMean(double... values) {
        BigDecimal sum = BigDecimal.ZERO;
        for (double value : values) {
            sum = sum.add(new BigDecimal(value));
        }
        return sum.divide(BigDecimal.valueOf(values.length), MathContext.DECIMAL128)
                .doubleValue();
    }

    @Test
    void weightsMakeTheMeanAndRowsOfWeightZeroSayNothing() {
        double[] y = {2, 5, 100, 40, 60};
        Rows rows =
                weighted(y, new double[] {0, 0, 0, 1, 1}, new double[] {1, 2, 0, 0, 0}, new Totals(3, 10, -7, y, y));
        Rows cells = Cells.of(Likelihood.NORMAL, rows);
        Map<Double, Integer> at = byCovariate(cells);
        assertEquals(4, cells.response()[at.get(0.0)]);
        assertEquals(3, cells.weight()[at.get(0.0)]);
        assertEquals(0, cells.weight()[at.get(1.0)]);
        assertTrue(Double.isFinite(cells.response()[at.get(1.0)]));
        assertEquals(10 + 4 + 2, cells.totals().residualSumOfSquares());
        assertEquals(3, cells.totals().observations());
        assertEquals(-7, cells.totals().constant());
        assertEquals(y, cells.totals().responses());
    }

    @Test
    void offsetsAreSubtractedWhereOnlyDifferencesMatterAndSeparateCountsElsewhere() {
        double[] y = {1, 2, 3};
        double[] offset = {0.5, 1, 0.5};
        Rows normal = Cells.of(Likelihood.NORMAL, rows(y, new double[3], new int[3], offset));
        assertNull(normal.offset());
        assertArrayEquals(new double[] {4.0 / 3}, normal.response(), 1e-15);
        Rows student = Cells.of(Likelihood.STUDENT_T, rows(y, new double[3], new int[3], new double[] {0, 1, 2}));
        assertArrayEquals(new double[] {1}, student.response());
        assertArrayEquals(new double[] {3}, student.weight());
        for (Likelihood counts : List.of(Likelihood.BINOMIAL, Likelihood.POISSON, Likelihood.NEGATIVE_BINOMIAL)) {
            Rows cells = Cells.of(counts, rows(y, new double[3], new int[3], offset));
            int one = cells.offset()[0] == 1 ? 0 : 1;
            assertArrayEquals(new double[] {2, 4}, one == 0 ? cells.response() : reversed(cells.response()));
            assertArrayEquals(new double[] {1, 2}, one == 0 ? cells.weight() : reversed(cells.weight()));
        }
    }

    private static double[] reversed(double[] two) {
        return new double[] {two[1], two[0]};
    }

    @Test
    void studentTRowsAreOneOnlyIfTheyAreIdentical() {
        double[] y = {3, 3, 4, 3};
        Rows rows = weighted(y, new double[4], new double[] {0.5, 1, 1, 2}, Totals.of(4.5));
        Rows cells = Cells.of(Likelihood.STUDENT_T, rows);
        assertEquals(2, cells.count());
        int three = cells.response()[0] == 3 ? 0 : 1;
        assertEquals(3.5, cells.weight()[three]);
        assertEquals(1, cells.weight()[1 - three]);
        Rows errors = new Rows(
                4,
                y,
                new double[][] {new double[4]},
                new int[][] {new int[4]},
                new int[] {1},
                null,
                null,
                new double[] {1, 1, 1, 2},
                Totals.of(4));
        assertEquals(3, Cells.of(Likelihood.NORMAL_WITH_ERROR, errors).count());
        assertEquals(2, Cells.of(Likelihood.STUDENT_T, rows).count());
    }

    @Test
    void longSumsAreRoundedOnce() {
        int n = 100_000;
        double[] tenth = new double[n];
        Arrays.fill(tenth, 0.1);
        Rows rows = weighted(tenth, new double[n], tenth, Totals.of(1e4));
        double exact = new BigDecimal(0.1).multiply(BigDecimal.valueOf(n)).doubleValue();
        assertEquals(exact, Cells.of(Likelihood.NORMAL, rows).weight()[0]);
        assertEquals(exact, Cells.of(Likelihood.POISSON, rows).weight()[0]);
        assertEquals(exact, Cells.of(Likelihood.POISSON, rows).response()[0]);
        assertEquals(0.1, Cells.of(Likelihood.NORMAL, rows).response()[0]);
    }

    /** Sums of these numbers in double-double arithmetic depend on the order, as those of tamer ones hardly ever do. */
    @Test
    void evenCancellingSumsDoNotDependOnTheOrderOfRows() {
        double[] y = {1e40, 1, -1e40, 3, 1e35, -1e35, 0.1, 1e-30, 7};
        for (Likelihood likelihood : List.of(Likelihood.NORMAL, Likelihood.POISSON)) {
            Rows rows = rows(y, new double[y.length], new int[y.length], null);
            Rows first = Cells.of(likelihood, rows);
            assertEquals(1, first.count());
            for (int seed = 0; seed < 20; seed++) {
                Rows again = Cells.of(likelihood, RandomRows.shuffled(rows, seed));
                assertArrayEquals(first.response(), again.response());
            }
        }
    }

    @Test
    void cellsAreSortedByLevelFactorByFactor() {
        Rows rows = new RandomRows(Likelihood.POISSON, 500, 1, false, new int[] {6, 5}, false, false, 3).rows();
        Rows cells = Cells.of(Likelihood.POISSON, rows);
        assertEquals(5 * 4 * 3, cells.count());
        for (int c = 1; c < cells.count(); c++) {
            int before = 10 * cells.level()[0][c - 1] + cells.level()[1][c - 1];
            assertTrue(before <= 10 * cells.level()[0][c] + cells.level()[1][c]);
        }
    }

    private static Rows weighted(double[] y, double[] x, double[] weight, Totals totals) {
        return new Rows(
                y.length,
                y,
                new double[][] {x},
                new int[][] {new int[y.length]},
                new int[] {1},
                null,
                weight,
                null,
                totals);
    }

    private static Rows rows(double[] y, double[] x, int[] level, double @Nullable [] offset) {
        return new Rows(
                y.length,
                y,
                new double[][] {x},
                new int[][] {level},
                new int[] {7},
                offset,
                null,
                null,
                Totals.of(y.length));
    }
}
