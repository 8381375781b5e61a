package leapfrog.model.reduce;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import leapfrog.model.Likelihood;
import leapfrog.model.ModelData.Direct;
import leapfrog.model.ModelData.Rows;
import leapfrog.model.ModelData.Term;
import leapfrog.model.ModelData.Totals;
import org.junit.jupiter.api.Test;

/** Checks the pseudo-rows of QR: how many there are, and their squares against exact ones. */
class LevelQrTest {
    private static final double UNIT = 0x1p-53;

    /** Σ (y − X b)² of the constant, x and x + 10⁻⁷ z at b = (1, 10⁷, −10⁷): what is left is of order 1. */
    @Test
    void nearlyCollinearColumnsKeepTheDigitsThatAGramMatrixLoses() {
        Random random = new Random(11);
        int n = 700;
        double[][] x = new double[2][n];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            x[0][i] = random.nextGaussian();
            x[1][i] = x[0][i] + 1e-7 * random.nextGaussian();
            y[i] = random.nextGaussian();
        }
        double[] b = {1e7, -1e7, 1};
        Rows rows = rows(y, x, new int[n]);
        double exact = exactSquares(rows, b);
        Rows reduced = LevelQr.of(terms(2), rows);
        assertEquals(3, reduced.count());
        double squares = exactSquares(reduced, b) + reduced.totals().residualSumOfSquares();
        // A column is perturbed by c n p units of its norm at most, b times; that is met by each residual once.
        double perturbation = UNIT * n * 3 * 2 * 1e7 * Math.sqrt(n);
        assertEquals(exact, squares, 2 * perturbation * Math.sqrt(exact));
        assertEquals(exact, squares, 1e-6 * exact);
        double gram = gramSquares(rows, b);
        assertTrue(Math.abs(gram - exact) > 1e-3 * exact, "a Gram matrix would do: " + gram + ", exactly " + exact);
    }

    /** y'y − 2 b'X'y + b'X'X b from sums of products in double precision. */
    private static double gramSquares(Rows rows, double[] b) {
        int p = b.length;
        double[][] gram = new double[p + 1][p + 1];
        for (int i = 0; i < rows.count(); i++) {
            double[] row = row(rows, i, p);
            for (int j = 0; j <= p; j++) {
                for (int k = 0; k <= p; k++) {
                    gram[j][k] += row[j] * row[k];
                }
            }
        }
        double squares = 0;
        for (int j = 0; j <= p; j++) {
            for (int k = 0; k <= p; k++) {
                squares += (j == p ? 1 : -b[j]) * (k == p ? 1 : -b[k]) * gram[j][k];
            }
        }
        return squares;
    }

    private static double exactSquares(Rows rows, double[] b) {
        BigDecimal squares = BigDecimal.ZERO;
        for (int i = 0; i < rows.count(); i++) {
            double[] row = row(rows, i, b.length);
            BigDecimal residual = new BigDecimal(row[b.length]);
            for (int k = 0; k < b.length; k++) {
                residual = residual.subtract(new BigDecimal(row[k]).multiply(new BigDecimal(b[k])));
            }
            squares = squares.add(residual.multiply(residual));
        }
        return squares.doubleValue();
    }

    /** x, the constant where it is not among the covariates, and y. */
    private static double[] row(Rows rows, int i, int p) {
        double[] row = new double[p + 1];
        Arrays.fill(row, 1);
        for (int k = 0; k < rows.covariates().length; k++) {
            row[k] = rows.covariates()[k][i];
        }
        row[p] = rows.response()[i];
        return row;
    }

    @Test
    void aColumnThatIsConstantInACombinationTakesNoRow() {
        Random random = new Random(2);
        int n = 1200;
        int[] level = IntStream.range(0, n).map(i -> i / 100).toArray();
        double[] x = random.doubles(n).toArray();
        double[] uranium = Arrays.stream(level).mapToDouble(j -> 0.1 * (j + 1)).toArray();
        double[] both =
                IntStream.range(0, n).mapToDouble(i -> 3 * x[i] - uranium[i]).toArray();
        double[] y = random.doubles(n).toArray();
        assertEquals(
                2 * 12,
                LevelQr.of(terms(3), rows(y, new double[][] {uranium, x, both}, level))
                        .count());
        assertEquals(
                2 * 12,
                LevelQr.of(terms(2), rows(y, new double[][] {x, uranium}, level))
                        .count());
    }

    @Test
    void aRowOfItsOwnStaysAsItIs() {
        double[] y = {5, 7, 11};
        Rows reduced = LevelQr.of(terms(1), rows(y, new double[][] {{0.3, 0, -2}}, new int[] {0, 2, 3}));
        assertArrayEquals(y, reduced.response());
        assertArrayEquals(new double[] {0.3, 0, -2}, reduced.covariates()[0]);
        assertArrayEquals(new double[] {1, 1, 1}, reduced.covariates()[1]);
        assertArrayEquals(new int[] {0, 2, 3}, reduced.level()[0]);
        assertEquals(0, reduced.totals().residualSumOfSquares());
    }

    @Test
    void scalesOfColumnsDoNotMatter() {
        Random random = new Random(6);
        int n = 300;
        double[] x = random.doubles(n).toArray();
        double[] y = random.doubles(n).toArray();
        Rows plain = LevelQr.of(terms(1), rows(y, new double[][] {x}, new int[n]));
        for (double scale : new double[] {0x1p-1000, 0x1p-300, 0x1p300, 0x1p900}) {
            double[] scaled = Arrays.stream(x).map(value -> scale * value).toArray();
            Rows reduced = LevelQr.of(terms(1), rows(y, new double[][] {scaled}, new int[n]));
            assertEquals(2, reduced.count(), "x is independent at scale " + scale);
            assertEquals(
                    plain.totals().residualSumOfSquares(),
                    reduced.totals().residualSumOfSquares(),
                    1e-13 * plain.totals().residualSumOfSquares());
        }
    }

    @Test
    void noTermsOrColumnsOfZerosLeaveTheSquaresAlone() {
        double[] y = {1, 2, 4};
        Rows none = rows(y, new double[0][], new int[3]);
        assertEquals(0, LevelQr.of(List.of(), none).count());
        assertEquals(21, LevelQr.of(List.of(), none).totals().residualSumOfSquares());
        List<Term> slope = List.of(new Term(0, -1, 0, 1, new Direct(new int[] {0})));
        Rows zeros = LevelQr.of(slope, rows(y, new double[1][3], new int[3]));
        assertEquals(0, zeros.count());
        assertEquals(21, zeros.totals().residualSumOfSquares());
    }

    /** The constant and p covariates, a coefficient for each. */
    private static List<Term> terms(int p) {
        return IntStream.range(-1, p)
                .mapToObj(k -> new Term(k, -1, k + 1, 1, new Direct(new int[] {k + 1})))
                .toList();
    }

    private static Rows rows(double[] y, double[][] x, int[] level) {
        return new Rows(y.length, y, x, new int[][] {level}, new int[] {20}, null, null, null, Totals.of(y.length));
    }

    @Test
    void blocksOfRowsAreStacked() {
        RandomRows given = new RandomRows(Likelihood.NORMAL, 5000, 4, true, new int[0], true, false, 9);
        Reduced reduced = Reduced.of(
                given.likelihood(), given.terms(), given.rows(), given.rows().count());
        assertEquals(5, reduced.rows().count());
    }
}
