package leapfrog.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import leapfrog.backend.ScalarBackend;
import leapfrog.engine.ChainState;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.Problem;
import org.junit.jupiter.api.Test;

/** Checks what workloads are, and what shares of limits times come to. */
class TimingTest {
    private static final Candidate SCALAR = new Candidate(new ScalarBackend(), "", "scalar", true, false);

    private static Timing timing(Candidate candidate, Workload.Form form, int chains, double batch) {
        Workload workload = Workload.survey(form);
        return Timing.of(candidate, workload, workload.problem(), chains, batch);
    }

    @Test
    void theSurveyIsAsLargeAsRadon() {
        assertEquals(919, timing(SCALAR, Workload.Form.ROWS, 1, 1).rows());
        int cells = timing(SCALAR, Workload.Form.REDUCED, 1, 1).rows();
        assertTrue(cells > 85 && cells <= 170, "two values of x in 85 groups: " + cells);
        assertEquals(0, timing(SCALAR, Workload.Form.INTEGRATED, 1, 1).rows());
        Problem survey = Workload.survey(Workload.Form.ROWS).problem();
        assertEquals(175, survey.tasks().getFirst().dimension());
        assertEquals(2, survey.structure().terms().size());
    }

    @Test
    void wordsMakeTheSameWorkload() {
        for (Workload workload :
                List.of(Workload.survey(Workload.Form.REDUCED), Workload.logistic(), Workload.large())) {
            assertEquals(workload, Workload.parse(workload.words()));
            assertEquals(Workload.WORDS, workload.words().size());
        }
    }

    /** 919 rows of two terms, one of them with a covariate, in 919 × 2 ns: three multiply-adds in 2 ns. */
    @Test
    void sharesAreOfWhatIsNeeded() {
        Limits limits = new Limits(4, 10);
        Timing timing = timing(SCALAR, Workload.Form.ROWS, 8, 8.0 * 919 * 2);
        assertEquals(919 * 2, timing.nanos());
        assertEquals(1, timing.nanosPerTerm(), 1e-12);
        assertEquals(1.5 / 4, timing.arithmetic(limits), 1e-12);
        // The response and a covariate of 8 bytes: 919 × 16 bytes in 8 × 919 × 2 ns.
        assertEquals(1 / 10.0, timing.memory(limits), 1e-12);
    }

    @Test
    void whatHasNoRowsHasNoShare() {
        assertTrue(Double.isNaN(timing(SCALAR, Workload.Form.INTEGRATED, 8, 1).arithmetic(new Limits(1, 1))));
    }

    @Test
    void aProcessOfItsOwnTimesEachNumberOfChains() {
        double[][] batches = TimingProcess.time(Subject.GRADIENT, SCALAR, Workload.logistic(), List.of(1, 2));
        assertEquals(2, batches.length);
        assertTrue(batches[0][0] > 0 && batches[1][0] > 0);
    }

    /** A leapfrog has a gradient. Ten fits of 8,000 transitions: the first one compiles, none makes more effective draws than 5 times its draws. */
    @Test
    void leapfrogsAndFitsAreTimedToo() {
        Workload survey = Workload.survey(Workload.Form.INTEGRATED);
        double gradient = TimingProcess.time(Subject.GRADIENT, SCALAR, survey, List.of(4))[0][0] / 4;
        double leapfrog = TimingProcess.time(Subject.TRANSITION, SCALAR, survey, List.of(4))[0][0] / 4;
        assertTrue(leapfrog > 0 && gradient > 0);
        double[] fit = TimingProcess.time(Subject.FIT, SCALAR, survey, List.of(4))[0];
        assertTrue(fit[0] > 0 && fit[1] > 0, Arrays.toString(fit));
        assertTrue(fit[2] > 400 && fit[2] < 20_000, Arrays.toString(fit));
    }

    /** From the same states with the same random numbers. */
    @Test
    void aLoopMakesTheSameTransitionsEachTime() {
        Problem problem = Workload.survey(Workload.Form.INTEGRATED).problem();
        List<ChainState> warm = TransitionLoop.warm(new ScalarBackend(), problem, "", 1);
        try (TransitionLoop loop =
                new TransitionLoop(new ScalarBackend(), problem, warm, new EngineOptions(8, 1, ""), 5)) {
            long first = loop.run();
            assertTrue(first >= 8 * 5, first + " leapfrogs");
            assertEquals(first, loop.run());
        }
    }

    @Test
    void aLoopEvaluatesTheModel() {
        Problem problem = Workload.logistic().problem();
        try (GradientLoop loop = new GradientLoop(new ScalarBackend(), problem, new EngineOptions(3, 1, ""))) {
            double first = loop.evaluate();
            assertTrue(Double.isFinite(first) && first < 0, "log density " + first);
            assertEquals(first, loop.evaluate());
        }
    }
}
