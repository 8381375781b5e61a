package leapfrog.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import leapfrog.model.ModelData.Rows;
import org.junit.jupiter.api.Test;

/** Checks the exact reduction of Gaussian rows to cells. */
class GaussianCellsTest {
    @Test
    void meansAndSquaresAreExactForAnOffsetResponse() {
        double[] y = {1e8 + 1, 5, 1e8 + 2, 1e8 + 4, 7, -1};
        Rows cells = GaussianCells.reduce(
                rows(y, new double[] {1, 0.0, 1, 1, -0.0, 2}, new int[] {0, 1, 0, 0, 1, 1}, new double[6]));
        assertArrayEquals(new double[] {exactMean(1e8 + 1, 1e8 + 2, 1e8 + 4), 6, -1}, cells.response());
        assertArrayEquals(new double[] {3, 2, 1}, cells.weight());
        assertArrayEquals(new int[] {0, 1, 1}, cells.level()[0]);
        assertArrayEquals(new double[] {1, 0, 2}, cells.covariates()[0]);
        assertEquals(6, cells.totals().observations());
        assertEquals(14.0 / 3 + 2, cells.totals().residualSumOfSquares(), 1e-14);
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
    void cellsDoNotDependOnTheOrderOfRows() {
        Random random = new Random(4);
        int n = 600;
        double[][] columns = new double[3][n];
        int[] level = new int[n];
        for (int i = 0; i < n; i++) {
            columns[0][i] = random.nextGaussian();
            columns[1][i] = random.nextInt(3);
            columns[2][i] = random.nextInt(2) * 0.5;
            level[i] = random.nextInt(7);
        }
        Rows first = GaussianCells.reduce(rows(columns[0], columns[1], level, columns[2]));
        assertEquals(42, first.count());
        for (int i = n - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            for (double[] column : columns) {
                double held = column[i];
                column[i] = column[j];
                column[j] = held;
            }
            int held = level[i];
            level[i] = level[j];
            level[j] = held;
        }
        Rows second = GaussianCells.reduce(rows(columns[0], columns[1], level, columns[2]));
        assertArrayEquals(first.response(), second.response());
        assertArrayEquals(first.weight(), second.weight());
        assertArrayEquals(first.level()[0], second.level()[0]);
        assertArrayEquals(first.covariates()[0], second.covariates()[0]);
        assertArrayEquals(first.offset(), second.offset());
        assertEquals(first.totals().residualSumOfSquares(), second.totals().residualSumOfSquares());
        for (int c = 1; c < first.count(); c++) {
            assertTrue(first.level()[0][c] >= first.level()[0][c - 1], "sorted by factor 0");
        }
    }

    @Test
    void rowsThatShareNothingStayAsTheyAre() {
        Rows rows = rows(new double[] {1, 1, 1}, new double[] {1, 2, 3}, new int[] {0, 0, 0}, new double[3]);
        assertSame(rows, GaussianCells.reduce(rows));
    }

    @Test
    void offsetsSeparateCells() {
        Rows rows = rows(new double[] {1, 2, 3}, new double[3], new int[3], new double[] {0.5, 0, 0.5});
        Rows cells = GaussianCells.reduce(rows);
        assertNotNull(cells.offset());
        assertArrayEquals(new double[] {0, 0.5}, cells.offset());
        assertArrayEquals(new double[] {2, 2}, cells.response());
    }

    private static Rows rows(double[] y, double[] x, int[] level, double[] offset) {
        return new Rows(
                y.length,
                y,
                new double[][] {x},
                new int[][] {level},
                new int[] {7},
                offset,
                null,
                null,
                ModelData.Totals.of(y.length));
    }
}
