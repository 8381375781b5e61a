package leapfrog.compare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Compares PSIS-LOO, WAIC and stacking with the R package loo 2.5.1; {@code make.R} beside the values made them. */
class LooPackageTest {
    /** Both sum the same terms; what differs is the order, and log1p and exp by an ulp, which ill-conditioned tails enlarge. */
    private static final double TOLERANCE = 1e-9;

    private static final Map<String, LogDensities> CASES = Map.of(
            "long", LogDensities.of(1000, 4, 8, 0.5),
            "sticky", LogDensities.of(500, 2, 6, 0.95),
            "anti", LogDensities.of(500, 2, 6, -0.5),
            "one", LogDensities.of(300, 1, 5, 0.2),
            "short", LogDensities.of(15, 2, 4, 0.2),
            "tiny", LogDensities.of(10, 1, 3, 0));

    @Test
    void agreesWithLoo() throws IOException {
        int compared = 0;
        for (String line : lines("expected.csv").subList(1, 39)) {
            String[] cells = line.split(",", -1);
            Criteria criteria = Criteria.of(Objects.requireNonNull(CASES.get(cells[0])));
            Loo loo = criteria.loo();
            Waic waic = criteria.waic();
            int row = Integer.parseInt(cells[1]) - 1;
            double[] actual = row < 0
                    ? new double[] {
                        loo.elpd().estimate(),
                        loo.p().estimate(),
                        loo.elpd().standardError(),
                        loo.p().standardError(),
                        0,
                        0,
                        waic.elpd().estimate(),
                        waic.p().estimate()
                    }
                    : new double[] {
                        loo.elpd().pointwise()[row],
                        loo.p().pointwise()[row],
                        loo.k()[row],
                        loo.errors()[row],
                        Double.parseDouble(cells[6]),
                        ParetoSmoothing.tail(criteria.draws(), Double.parseDouble(cells[6])),
                        waic.elpd().pointwise()[row],
                        waic.p().pointwise()[row]
                    };
            for (int c = 0; c < actual.length; c++) {
                double want = number(cells[c + 2]);
                if (want == Double.POSITIVE_INFINITY) {
                    assertEquals(want, actual[c], line);
                } else {
                    assertEquals(want, actual[c], TOLERANCE * Math.max(1, Math.abs(want)), line + " column " + c);
                }
                compared++;
            }
        }
        assertEquals(8 * (8 + 6 + 6 + 5 + 4 + 3 + 6), compared);
    }

    private static double number(String cell) {
        return cell.equals("Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(cell);
    }

    @Test
    void stackingAndDifferencesAgreeWithLoo() throws IOException {
        double[] want = Arrays.stream(lines("stacking.csv").getFirst().split(",", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
        List<Elpd> models = stackingModels();
        double[] weights = Stacking.weights(models);
        // BFGS stops where the score is flat to its tolerance: its weights are good to about the root of that.
        for (int k = 0; k < 4; k++) {
            assertEquals(want[k], weights[k], 1e-4);
        }
        assertTrue(score(models, weights) >= want[4] - 1e-8, () -> score(models, weights) + " below " + want[4]);
        assertEquals(want[4], score(models, weights), 1e-5);
        Elpd difference = models.get(1).minus(models.get(0));
        assertEquals(want[5], difference.estimate(), 1e-10);
        assertEquals(want[6], difference.standardError(), 1e-10);
    }

    /** Means over 1000 bootstraps here, over 400,000 there. */
    @Test
    void pseudoBmaAgreesWithLoo() throws IOException {
        double[] want = Arrays.stream(lines("stacking.csv").get(1).split(",", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
        double[] weights = PseudoBma.weights(stackingModels());
        assertEquals(4, want.length);
        for (int k = 0; k < 4; k++) {
            // A variable from 0 to 1 with mean w has variance at most w (1 − w).
            assertEquals(want[k], weights[k], 5 * Math.sqrt(want[k] * (1 - want[k]) / 1000), "model " + k);
        }
        assertEquals(1, Arrays.stream(weights).sum(), 1e-12);
        assertArrayEquals(weights, PseudoBma.weights(stackingModels()));
    }

    /** Between models that differ by the same in every row there is no chance: w = e^(n d) / (1 + e^(n d)). */
    @Test
    void pseudoBmaOfAConstantDifferenceIsExact() {
        Elpd one = elpd(i -> -1 - 0.01 * i);
        double[] weights = PseudoBma.weights(List.of(one, elpd(i -> -1.02 - 0.01 * i)));
        assertEquals(1 / (1 + Math.exp(-60 * 0.02)), weights[0], 1e-12);
        double[] nothing = PseudoBma.weights(List.of(one, elpd(i -> i == 7 ? Double.NEGATIVE_INFINITY : 0)));
        assertEquals(1, nothing[0], 1e-12);
        assertTrue(Double.isNaN(PseudoBma.weights(List.of(one, elpd(i -> Double.NaN)))[0]));
    }

    static List<Elpd> stackingModels() {
        double[][] x = LogDensities.series(60, 4, 1, 0);
        double[][] z = new double[4][];
        for (int k = 0; k < 4; k++) {
            z[k] = Arrays.copyOfRange(x[0], 60 * k, 60 * (k + 1));
        }
        return List.of(
                elpd(i -> -1 + 0.5 * z[0][i]),
                elpd(i -> -1.1 + 0.7 * z[1][i]),
                elpd(i -> -1.2 + 0.8 * z[2][i]),
                elpd(i -> -1.05 + 0.4 * z[0][i] + 0.1 * z[3][i]));
    }

    private static Elpd elpd(java.util.function.IntToDoubleFunction value) {
        return new Elpd(IntStream.range(0, 60).mapToDouble(value).toArray());
    }

    static double score(List<Elpd> models, double[] weights) {
        double score = 0;
        for (int i = 0; i < models.getFirst().pointwise().length; i++) {
            double mixture = 0;
            for (int k = 0; k < weights.length; k++) {
                mixture += weights[k] * Math.exp(models.get(k).pointwise()[i]);
            }
            score += Math.log(mixture);
        }
        return score;
    }

    private static List<String> lines(String name) throws IOException {
        try (InputStream stream = LooPackageTest.class.getResourceAsStream("/compare/" + name)) {
            return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}
