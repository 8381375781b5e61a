package leapfrog.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import leapfrog.model.Family;
import leapfrog.model.Table;
import leapfrog.model.Variable;
import org.junit.jupiter.api.Test;

/** Makes fits with one thing wrong each, and reads what is said of them. */
class JudgementTest {
    private static final int CHAINS = 4;
    private static final int DRAWS = 500;

    private final SplittableRandom random = new SplittableRandom(7);

    @Test
    void independentDrawsAreGood() {
        Diagnosis diagnosis = judge(independent(CHAINS, DRAWS), statistics(CHAINS, DRAWS), false);
        assertTrue(diagnosis.good(), () -> diagnosis.findings().toString());
        assertEquals(1, diagnosis.findings().size());
        assertTrue(diagnosis.findings().getFirst().contains("nothing speaks against these draws"));
        assertEquals(0, diagnosis.divergences());
        assertEquals(CHAINS, diagnosis.ebfmi().length);
    }

    @Test
    void divergencesAreCountedWithARemedy() {
        SamplerStatistics statistics = statistics(CHAINS, DRAWS);
        statistics.divergent()[3] = true;
        statistics.divergent()[1999] = true;
        Diagnosis diagnosis = judge(independent(CHAINS, DRAWS), statistics, false);
        assertBad(diagnosis, "2 of 2000 draws (0.10 %) diverged", "--target-accept 0.95");
        assertEquals(2, diagnosis.divergences());
    }

    @Test
    void depthHitsAreCountedWithARemedy() {
        SamplerStatistics statistics = statistics(CHAINS, DRAWS);
        statistics.depth()[0] = 10;
        assertBad(judge(independent(CHAINS, DRAWS), statistics, false), "1 of 2000 draws", "--max-depth 12");
    }

    @Test
    void slowEnergyIsNamedByChain() {
        SamplerStatistics statistics = statistics(CHAINS, DRAWS);
        for (int draw = 0; draw < DRAWS; draw++) {
            statistics.energy()[DRAWS + draw] = Math.sin(draw * 0.05);
        }
        assertBad(judge(independent(CHAINS, DRAWS), statistics, false), "E-BFMI is below 0.30 (chain 1: 0.00)");
    }

    @Test
    void chainsThatDisagreeAreNamedByQuantity() {
        double[][] values = independent(CHAINS, DRAWS);
        for (int draw = 0; draw < DRAWS; draw++) {
            values[2][2 * draw + 1] += 3;
        }
        Diagnosis diagnosis = judge(values, statistics(CHAINS, DRAWS), false);
        assertBad(diagnosis, "R-hat is above 1.01 for 1 of 2 quantities (b ");
        assertTrue(diagnosis.maxRhat() > 1.2);
    }

    @Test
    void stuckQuantitiesCannotBeJudged() {
        double[][] values = independent(CHAINS, DRAWS);
        for (double[] chain : values) {
            for (int draw = 0; draw < DRAWS; draw++) {
                chain[2 * draw] = 1.5;
            }
        }
        assertBad(
                judge(values, statistics(CHAINS, DRAWS), false),
                "R-hat cannot be computed for a: the draws do not move");
    }

    @Test
    void fewDrawsAreUncertain() {
        assertBad(
                judge(independent(CHAINS, 40), statistics(CHAINS, 40), false),
                "The bulk effective sample size is below 400 for 2 of 2 quantities",
                "Try more --draws");
    }

    @Test
    void anInterruptedRunSaysHowToGoOn() {
        assertBad(judge(independent(CHAINS, DRAWS), statistics(CHAINS, DRAWS), true), "interrupted", "--resume");
    }

    @Test
    void oneChainIsSaidToBeOne() {
        Diagnosis diagnosis = judge(independent(1, 2000), statistics(1, 2000), false);
        assertTrue(diagnosis.good(), () -> diagnosis.findings().toString());
        assertTrue(diagnosis.findings().getLast().startsWith("With one chain"));
    }

    /** 256 stationary chains of 20 draws with autocorrelation 0.8: too few for R-hat, but superchains agree. */
    @Test
    void manyShortChainsAreJudgedBySuperchains() {
        double[][] values = independent(256, 20);
        for (double[] chain : values) {
            for (int i = 2; i < chain.length; i++) {
                chain[i] = 0.8 * chain[i - 2] + 0.6 * chain[i];
            }
        }
        Diagnosis diagnosis = judge(values, statistics(256, 20), false, 16);
        assertTrue(diagnosis.good(), () -> diagnosis.findings().toString());
        assertTrue(diagnosis.maxRhat() > 1.03);
        assertTrue(diagnosis.findings().getFirst().contains("nested R-hat at most 1.0"));

        for (int chain = 0; chain < 16; chain++) {
            for (int draw = 0; draw < 20; draw++) {
                values[chain][2 * draw + 1] += 2;
            }
        }
        Diagnosis apart = judge(values, statistics(256, 20), false, 16);
        assertBad(
                apart,
                "Nested R-hat is above 1.040 for 1 of 2 quantities (b ",
                "superchains still tell where they started");
        assertBad(judge(values, statistics(256, 20), false, 0), "R-hat is above 1.01 for 2 of 2 quantities");
    }

    private static void assertBad(Diagnosis diagnosis, String... parts) {
        assertFalse(diagnosis.good());
        String all = String.join("\n", diagnosis.findings());
        for (String part : parts) {
            assertTrue(all.contains(part), () -> "'" + part + "' is not in: " + all);
        }
    }

    private static Diagnosis judge(double[][] values, SamplerStatistics statistics, boolean interrupted) {
        return judge(values, statistics, interrupted, 0);
    }

    private static Diagnosis judge(
            double[][] values, SamplerStatistics statistics, boolean interrupted, int superchains) {
        int draws = values[0].length / 2;
        List<Variable> variables = List.of(new Variable("a", List.of(), 0), new Variable("b", List.of(), 1));
        FitSettings settings = new FitSettings(
                values.length,
                100,
                draws,
                1,
                1,
                0.8,
                10,
                FitSettings.MetricKind.DIAGONAL,
                FitSettings.Adaptation.CHAIN);
        RunReport run = RunReports.of(superchains, interrupted);
        Fit fit = new Fit(
                new Recipe("y ~ 1", Family.GAUSSIAN, List.of(), List.of(), true),
                settings,
                Table.of(Map.of("y", new Table.Column.Numbers(new double[1]))),
                new Draws(variables, draws, values),
                statistics,
                List.of(),
                run);
        return Diagnosis.of(fit, Summary.of(fit));
    }

    private double[][] independent(int chains, int draws) {
        double[][] values = new double[chains][2 * draws];
        for (double[] chain : values) {
            for (int i = 0; i < chain.length; i++) {
                chain[i] = random.nextGaussian();
            }
        }
        return values;
    }

    private SamplerStatistics statistics(int chains, int draws) {
        int count = chains * draws;
        SamplerStatistics statistics = new SamplerStatistics.Held(
                new double[count],
                new double[count],
                new double[count],
                new int[count],
                new int[count],
                new boolean[count],
                new double[count]);
        for (int i = 0; i < count; i++) {
            statistics.depth()[i] = 4;
            statistics.energy()[i] = random.nextGaussian();
        }
        return statistics;
    }
}
