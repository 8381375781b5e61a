package leapfrog.model.sums;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Holds sums against exact ones, of rows in any order and parts. */
class CellSumTest {
    private static final MathContext DIGITS = new MathContext(400);

    /** A response and its weight. */
    private record Row(double response, double weight) {}

    /** Responses whose magnitudes lie far apart, and cancel. */
    private static List<Row> rows(boolean weighted) {
        Random random = new Random(17);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            double response = Math.scalb(random.nextGaussian(), random.nextInt(120) - 60);
            rows.add(new Row(response, weighted ? 0.1 * random.nextInt(4) : 1));
            rows.add(new Row(-response, weighted ? random.nextDouble() : 1));
        }
        return rows;
    }

    private static CellSum sum(List<Row> rows) {
        CellSum sum = new CellSum();
        for (Row row : rows) {
            if (row.weight() == 1) {
                sum.add(row.response());
            } else {
                sum.add(row.response(), row.weight());
            }
        }
        return sum;
    }

    @Test
    void sumsAreExactButForTheirLastDigit() {
        for (boolean weighted : new boolean[] {false, true}) {
            List<Row> rows = rows(weighted);
            BigDecimal weight = BigDecimal.ZERO;
            BigDecimal sum = BigDecimal.ZERO;
            BigDecimal squares = BigDecimal.ZERO;
            for (Row row : rows) {
                BigDecimal w = new BigDecimal(row.weight());
                BigDecimal y = new BigDecimal(row.response());
                weight = weight.add(w);
                sum = sum.add(w.multiply(y));
                squares = squares.add(w.multiply(y).multiply(y));
            }
            BigDecimal mean = sum.divide(weight, DIGITS);
            BigDecimal around = squares.subtract(mean.multiply(sum));
            CellSum cell = sum(rows);
            assertEquals(weight.doubleValue(), cell.weight());
            assertEquals(mean.doubleValue(), cell.mean(), Math.ulp(mean.doubleValue()));
            assertEquals(around.doubleValue(), cell.squaresAroundMean(), 2 * Math.ulp(around.doubleValue()));
        }
    }

    @Test
    void noBitDependsOnOrderOrParts() {
        for (boolean weighted : new boolean[] {false, true}) {
            List<Row> rows = rows(weighted);
            CellSum first = sum(rows);
            for (int seed = 0; seed < 20; seed++) {
                Random random = new Random(seed);
                Collections.shuffle(rows, random);
                CellSum merged = new CellSum();
                for (int from = 0; from < rows.size(); ) {
                    int to = Math.min(rows.size(), from + random.nextInt(90));
                    merged.add(sum(rows.subList(from, to)));
                    from = to;
                }
                assertEquals(first.weight(), merged.weight());
                assertEquals(first.mean(), merged.mean());
                assertEquals(first.squaresAroundMean(), merged.squaresAroundMean());
            }
        }
    }

    @Test
    void equalResponsesLeaveNoSquaresHoweverLargeTheyAre() {
        for (double response : new double[] {0.1, -0.0, 1e200, 1e-200}) {
            CellSum cell = sum(List.of(new Row(response, 1), new Row(response, 0.3), new Row(-response, 0)));
            assertEquals(response + 0.0, cell.mean());
            assertEquals(0, cell.squaresAroundMean());
        }
        assertEquals(0, new CellSum().mean());
        assertEquals(0, new CellSum().weight());
    }

    @Test
    void squaresThatAreTooLargeAreInfinite() {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            rows.add(new Row(i * 1e200, 1));
        }
        assertEquals(Double.POSITIVE_INFINITY, sum(rows).squaresAroundMean());
        assertEquals(499.5e200, sum(rows).mean(), Math.ulp(499.5e200));
    }

    @Test
    void roundingIsToNearestEven() {
        ExactSum sum = new ExactSum();
        for (double x : new double[] {1e300, 1, 1e-300, -1e300, 0x1p-53, -1e-300, 1e16, -1e16, 0x1p-106}) {
            sum.add(x);
        }
        // 1 + 2⁻⁵³ lies half way between two doubles; 2⁻¹⁰⁶ more decides.
        assertEquals(Math.nextUp(1.0), sum.value());
        sum.add(-0x1p-106);
        assertEquals(1, sum.value());
        sum.add(-0x1p-106);
        assertEquals(1, sum.value());
    }

    /** Whatever has overflowed stays of one part, so that adding to it takes no longer. */
    @Test
    void overflowStaysWhatItIs() {
        ExactSum sum = new ExactSum();
        for (int i = 0; i < 100_000; i++) {
            sum.addProduct(1e200, 1e200);
        }
        assertTrue(!Double.isFinite(sum.value()));
        sum.clear();
        assertEquals(0, sum.value());
    }
}
