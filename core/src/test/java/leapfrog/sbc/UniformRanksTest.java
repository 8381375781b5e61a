package leapfrog.sbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds p-values and bands of ranks against counting all cases, and against simulation. */
class UniformRanksTest {
    /** γ by the definition, with binomial probabilities from products. */
    private static double gamma(int[] ranks, int most) {
        double gamma = 1;
        for (int j = 1; j <= most; j++) {
            int threshold = j;
            int below =
                    (int) Arrays.stream(ranks).filter(rank -> rank < threshold).count();
            double z = (double) j / (most + 1);
            double lower = 0;
            double upper = 0;
            for (int k = 0; k <= ranks.length; k++) {
                double mass = Math.pow(z, k) * Math.pow(1 - z, ranks.length - k);
                for (int i = 1; i <= k; i++) {
                    mass *= (ranks.length - k + i) / (double) i;
                }
                lower += k <= below ? mass : 0;
                upper += k >= below ? mass : 0;
            }
            gamma = Math.min(gamma, 2 * Math.min(lower, upper));
        }
        return gamma;
    }

    private static int[] ranks(int code, int n, int most) {
        int[] ranks = new int[n];
        int rest = code;
        for (int i = 0; i < n; i++) {
            ranks[i] = rest % (most + 1);
            rest /= most + 1;
        }
        return ranks;
    }

    private static int[] counts(int[] ranks, int most) {
        int[] counts = new int[most + 1];
        for (int rank : ranks) {
            counts[rank]++;
        }
        return counts;
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,5", "5,1", "6,3", "4,6", "8,2"})
    void pValuesAreTheSharesOfAllCases(int n, int most) {
        int cases = (int) Math.pow(most + 1, n);
        double[] gammas = IntStream.range(0, cases)
                .mapToDouble(code -> gamma(ranks(code, n, most), most))
                .toArray();
        UniformRanks test = new UniformRanks(n, most);
        for (int code = 0; code < cases; code += 1 + cases / 200) {
            double own = gammas[code];
            double share = (double) Arrays.stream(gammas)
                            .filter(gamma -> gamma <= own * (1 + 1e-9))
                            .count()
                    / cases;
            assertEquals(share, test.pValue(counts(ranks(code, n, most), most)), 1e-12);
        }
    }

    @Test
    void aBandHoldsTheShareOfAllCasesThatItSays() {
        int n = 7;
        int most = 3;
        UniformRanks.Band band = new UniformRanks(n, most).band(0.8);
        int cases = (int) Math.pow(most + 1, n);
        long inside = IntStream.range(0, cases)
                .filter(code -> within(counts(ranks(code, n, most), most), band))
                .count();
        assertEquals((double) inside / cases, band.coverage(), 1e-12);
        assertTrue(band.coverage() >= 0.8 && band.coverage() < 0.95, () -> "coverage " + band.coverage());
    }

    private static boolean within(int[] counts, UniformRanks.Band band) {
        int below = 0;
        for (int j = 0; j < band.low().length; j++) {
            below += counts[j];
            if (below < band.low()[j] || below > band.high()[j]) {
                return false;
            }
        }
        return true;
    }

    /** Of 20,000 studies of uniform ranks the share within the band has a standard error of 0.0015: off by 0.007 in one of 10⁵ seeds. */
    @Test
    void uniformRanksStayWithinTheBandAsOftenAsItSays() {
        int n = 300;
        int most = 99;
        UniformRanks test = new UniformRanks(n, most);
        UniformRanks.Band band = test.band(0.95);
        assertTrue(band.coverage() >= 0.95 && band.coverage() < 0.953, () -> "coverage " + band.coverage());
        SplittableRandom random = new SplittableRandom(5);
        int studies = 20_000;
        int inside = 0;
        for (int study = 0; study < studies; study++) {
            int[] counts = new int[most + 1];
            for (int i = 0; i < n; i++) {
                counts[random.nextInt(most + 1)]++;
            }
            inside += within(counts, band) ? 1 : 0;
        }
        assertEquals(band.coverage(), (double) inside / studies, 0.007);
    }

    @Test
    void aBandAndPValuesAgree() {
        int n = 40;
        int most = 9;
        UniformRanks test = new UniformRanks(n, most);
        UniformRanks.Band band = test.band(0.9);
        SplittableRandom random = new SplittableRandom(6);
        int outside = 0;
        for (int study = 0; study < 300; study++) {
            int[] counts = new int[most + 1];
            for (int i = 0; i < n; i++) {
                counts[random.nextInt(most + 1)]++;
            }
            boolean within = within(counts, band);
            assertEquals(within, test.pValue(counts) > 1 - band.coverage() + 1e-12);
            outside += within ? 0 : 1;
        }
        assertTrue(outside >= 10, outside + " of 300 left a band of 90 %");
    }

    @Test
    void whatIsFarFromUniformHasATinyP() {
        int[] heap = new int[100];
        heap[50] = 1000;
        assertTrue(new UniformRanks(1000, 99).pValue(heap) < 1e-11);
        int[] even = new int[100];
        Arrays.fill(even, 10);
        assertEquals(1, new UniformRanks(1000, 99).pValue(even), 1e-9);
    }
}
