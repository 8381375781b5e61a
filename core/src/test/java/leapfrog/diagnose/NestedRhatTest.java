package leapfrog.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Compares nested R-hat with the R package posterior; {@code make-nested.R} beside the values made them. */
class NestedRhatTest {
    @Test
    void agreesWithPosterior() throws IOException {
        List<String[]> draws = lines("nested-draws.csv");
        int compared = 0;
        for (String[] expected : lines("nested-expected.csv")) {
            List<String[]> own =
                    draws.stream().filter(line -> line[0].equals(expected[0])).toList();
            int chains = Integer.parseInt(own.getLast()[2]) + 1;
            double[][] values = new double[chains][own.size() / chains];
            Superchains superchains = new Superchains(chains, Integer.parseInt(expected[1]));
            for (String[] line : own) {
                int chain = Integer.parseInt(line[2]);
                values[chain][Integer.parseInt(line[3])] = Double.parseDouble(line[4]);
                int superchain = Integer.parseInt(line[1]);
                assertTrue(superchains.first(superchain) <= chain && chain < superchains.first(superchain + 1));
            }
            assertEquals(Double.parseDouble(expected[2]), NestedRhat.of(values, superchains), 1e-12, expected[0]);
            assertEquals(Double.parseDouble(expected[3]), NestedRhat.ranked(values, superchains), 1e-8, expected[0]);
            compared++;
        }
        assertEquals(6, compared);
    }

    private static List<String[]> lines(String file) throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(NestedRhatTest.class.getResourceAsStream("/diagnose/" + file)),
                StandardCharsets.UTF_8))) {
            return reader.lines().skip(1).map(line -> line.split(",", -1)).toList();
        }
    }

    @Test
    void superchainsAreNeighboursAndNearlyEqual() {
        for (int chains : new int[] {1, 7, 8, 64, 67, 255, 256, 1000, 4096}) {
            Superchains superchains = Superchains.of(chains);
            assertEquals(chains >= 256 ? 16 : Math.min(chains, 8), superchains.count());
            assertEquals(0, superchains.first(0));
            assertEquals(chains, superchains.first(superchains.count()));
            for (int k = 0; k < superchains.count(); k++) {
                int size = superchains.first(k + 1) - superchains.first(k);
                assertTrue(size == chains / superchains.count() || size == chains / superchains.count() + 1);
            }
        }
    }

    /** Of independent draws, one a chain, B is 1/M of W on average: nested R-hat² is 1 + χ²₇ / (7 · 8) here. */
    @Test
    void stationaryChainsOfOneDrawStayBelowTheThreshold() {
        SplittableRandom random = new SplittableRandom(1);
        Superchains superchains = Superchains.of(64);
        double mean = 0;
        int repetitions = 2000;
        for (int r = 0; r < repetitions; r++) {
            double[][] values = new double[64][1];
            Arrays.setAll(values, _ -> new double[] {random.nextGaussian()});
            double nested = NestedRhat.of(values, superchains);
            mean += (nested * nested - 1) / repetitions;
        }
        // W is a mean of 56 degrees of freedom: E 1/W = 56/54. The sd of a χ²₇ / 56 is √14 / 56 = 0.067, over the
        // repetitions 0.0015.
        assertEquals(56.0 / 54 / 8, mean, 5 * 0.0017);
        assertEquals(Math.sqrt(1.0201 + 0.125), superchains.threshold(), 1e-15);
    }

    @Test
    void whatCannotBeJudgedIsNaN() {
        Superchains superchains = new Superchains(4, 2);
        double[][] constant = {{1, 1}, {1, 1}, {1, 1}, {1, 1}};
        assertTrue(Double.isNaN(NestedRhat.of(constant, superchains)));
        assertTrue(Double.isNaN(NestedRhat.ranked(constant, superchains)));
        constant[2][1] = Double.NaN;
        assertTrue(Double.isNaN(NestedRhat.of(constant, superchains)));
        assertTrue(Double.isNaN(NestedRhat.ranked(constant, superchains)));
    }
}
