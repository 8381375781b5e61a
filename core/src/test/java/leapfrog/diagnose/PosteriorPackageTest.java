package leapfrog.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Compares every diagnostic with the R package posterior 1.4.0; {@code make.R} beside the values made them. */
class PosteriorPackageTest {
    private static final double TOLERANCE = 1e-8;

    @Test
    void agreesWithPosterior() throws IOException {
        Map<String, double[][]> cases = cases();
        List<String[]> expected = lines("expected.csv");
        String[] header = expected.getFirst();
        int compared = 0;
        for (String[] line : expected.subList(1, expected.size())) {
            double[][] chains = Objects.requireNonNull(cases.get(line[0]));
            for (int column = 1; column < header.length; column++) {
                double want = Double.parseDouble(line[column]);
                double got = compute(header[column], chains);
                assertEquals(want, got, TOLERANCE * Math.abs(want), line[0] + " " + header[column]);
                compared++;
            }
        }
        assertEquals(9 * 12, compared);
    }

    @Test
    void summaryIsThePartsTogether() throws IOException {
        Scratch scratch = new Scratch();
        for (double[][] chains : cases().values()) {
            QuantitySummary summary = QuantitySummary.of(chains);
            assertEquals(summary, QuantitySummary.of(chains, scratch), "with arrays left over from another quantity");
            assertEquals(Rhat.of(chains), summary.rhat());
            assertEquals(EffectiveSampleSize.bulk(chains), summary.essBulk());
            assertEquals(EffectiveSampleSize.tail(chains), summary.essTail());
            assertEquals(MonteCarloError.ofMean(chains), summary.mcseMean());
            assertEquals(MonteCarloError.ofSd(chains), summary.mcseSd());
        }
    }

    @Test
    void whatCannotBeJudgedIsNaN() {
        double[][] constant = {{1, 1, 1, 1, 1, 1}, {1, 1, 1, 1, 1, 1}};
        double[][] infinite = {{1, 2, Double.POSITIVE_INFINITY, 4, 5, 6}, {1, 2, 3, 4, 5, 6}};
        double[][] two = {{1, 2}, {2, 3}};
        double[][] middle = {{1, 1, 1, 2, 1, 1, 1}, {1, 1, 1, 3, 1, 1, 1}};
        for (double[][] chains : List.of(constant, infinite, two, middle)) {
            assertTrue(Double.isNaN(EffectiveSampleSize.bulk(chains)));
            assertTrue(Double.isNaN(EffectiveSampleSize.tail(chains)));
            assertTrue(Double.isNaN(MonteCarloError.ofMean(chains)));
        }
        assertTrue(Double.isNaN(Rhat.of(constant)));
        assertTrue(Double.isNaN(Rhat.of(infinite)));
        assertTrue(Double.isNaN(QuantitySummary.of(new double[][] {{3}}).rhat()));
    }

    @Test
    void unitsDoNotMatter() throws IOException {
        for (double[][] chains : cases().values()) {
            QuantitySummary summary = QuantitySummary.of(chains);
            for (double unit : new double[] {0x1p-100, 0x1p100}) {
                QuantitySummary other = QuantitySummary.of(Arrays.stream(chains)
                        .map(chain ->
                                Arrays.stream(chain).map(draw -> draw * unit).toArray())
                        .toArray(double[][]::new));
                assertEquals(summary.rhat(), other.rhat());
                assertEquals(summary.essBulk(), other.essBulk());
                assertEquals(summary.essTail(), other.essTail());
                assertEquals(summary.mcseMean() * unit, other.mcseMean());
                assertEquals(summary.mcseSd() * unit, other.mcseSd());
            }
        }
    }

    @Test
    void energyFractionOfKnownSeries() {
        assertEquals(4.0 * 3 / 4, Energy.bfmi(new double[] {1, -1, 1, -1}));
        assertEquals(3.0 / 5, Energy.bfmi(new double[] {1, 2, 3, 4}));
    }

    private static double compute(String what, double[][] chains) {
        return switch (what) {
            case "rhat" -> Rhat.of(chains);
            case "ess_bulk" -> EffectiveSampleSize.bulk(chains);
            case "ess_tail" -> EffectiveSampleSize.tail(chains);
            case "ess_mean" -> EffectiveSampleSize.ofMean(chains);
            case "ess_sd" -> EffectiveSampleSize.ofSd(chains);
            case "ess_median" -> EffectiveSampleSize.ofQuantile(chains, 0.5);
            case "mcse_mean" -> MonteCarloError.ofMean(chains);
            case "mcse_sd" -> MonteCarloError.ofSd(chains);
            case "mcse_q5" -> MonteCarloError.ofQuantile(chains, 0.05);
            case "mcse_median" -> MonteCarloError.ofQuantile(chains, 0.5);
            case "q5" -> QuantitySummary.of(chains).q5();
            case "q95" -> QuantitySummary.of(chains).q95();
            default -> throw new AssertionError(what);
        };
    }

    private static Map<String, double[][]> cases() throws IOException {
        Map<String, List<List<Double>>> read = new LinkedHashMap<>();
        for (String[] line : lines("draws.csv").stream().skip(1).toList()) {
            List<List<Double>> chains = read.computeIfAbsent(line[0], name -> new ArrayList<>());
            int chain = Integer.parseInt(line[1]);
            if (chain == chains.size()) {
                chains.add(new ArrayList<>());
            }
            chains.get(chain).add(Double.parseDouble(line[3]));
        }
        Map<String, double[][]> cases = new LinkedHashMap<>();
        read.forEach((name, chains) -> cases.put(
                name,
                chains.stream()
                        .map(chain ->
                                chain.stream().mapToDouble(Double::doubleValue).toArray())
                        .toArray(double[][]::new)));
        return cases;
    }

    private static List<String[]> lines(String name) throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(PosteriorPackageTest.class.getResourceAsStream("/diagnose/" + name)),
                StandardCharsets.UTF_8))) {
            return reader.lines().map(line -> line.split(",", -1)).toList();
        }
    }
}
