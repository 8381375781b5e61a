package leapfrog.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import leapfrog.engine.Backend;
import leapfrog.engine.Cancellation;
import leapfrog.engine.ChainGroup;
import leapfrog.engine.ChainState;
import leapfrog.engine.DeviceOffer;
import leapfrog.engine.DualAveragingState;
import leapfrog.engine.Metric;
import leapfrog.engine.Problem;
import leapfrog.engine.Session;
import leapfrog.engine.Stage;
import leapfrog.engine.Stage.MomentRule;
import leapfrog.engine.TransitionEngine;
import leapfrog.model.Model;
import leapfrog.model.Radon;
import leapfrog.warmup.WarmupSchedule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * States what every backend must do. A backend joins with a subclass whose constructor gives it; a device that may be absent is
 * assumed or required there, before these tests run.
 */
public abstract class BackendContractTest extends StanAgreementTest {
    protected BackendContractTest(Backend backend) {
        super(backend);
    }

    /** How many of the 18 models with effects integrated out the backend supports. */
    protected int integratedModels() {
        return 18;
    }

    /** How many models have tasks whose points it evaluates one by one too. */
    protected int modelsPointByPoint() {
        return 0;
    }

    /** Which models it is verified on. */
    protected Verification.Models models() {
        return Verification.Models.ALL;
    }

    @Test
    final void offersSomethingUnderItsName() {
        List<DeviceOffer> offers = backend().probe();
        assertFalse(offers.isEmpty());
        for (DeviceOffer offer : offers) {
            assertEquals(backend().name(), offer.backend());
        }
        assertTrue(offers.stream().anyMatch(DeviceOffer.Available.class::isInstance), offers.toString());
    }

    @Test
    final void agreesWithTheScalarReference() {
        Verification.Result result = Verification.of(backend(), options(4097, 1), models());
        assertTrue(result.passed(), () -> result.failure().orElseThrow());
        assertNotEquals("", result.device());
        // 34 models of 9 tasks and 18 of 8: all tasks together and reversed, and seven batch sizes for some models.
        boolean all = models() == Verification.Models.ALL;
        int sampled = all ? 34 : 24;
        int integrated = integratedModels();
        int swept = (all ? 4 : 3) + (integrated > 0 ? 5 : 0);
        assertEquals((sampled + integrated) * 2 + swept * 7, result.cases());
        assertEquals((sampled + modelsPointByPoint()) * 9 * 11 + integrated * 8 * 11 + swept * 4097, result.points());
    }

    /** Two tasks, chains that adapt alone and a group that adapts together, on one thread and on two or three. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    final void samplesTheSameBitsOnAnyThreads(int threads) {
        assertEquals(sample(1, 4), sample(threads, 4));
    }

    /** 256 chains are the fewest that OpenCL gives a thread a queue of its own for. */
    @Test
    final void samplesTheSameBitsWhereThreadsHaveManyChainsEach() {
        List<List<Double>> one = sampleMany(1);
        assertEquals(520 * 3, one.size());
        assertEquals(one, sampleMany(2));
    }

    private List<List<Double>> sampleMany(int threads) {
        Model cells = Radon.model("partial_2022.noncentered", true);
        int dimension = cells.data().dimension();
        Stage stage = new Stage("sampling", 3, new Stage.StepSizeRule.Fixed(), MomentRule.NONE, 3);
        ScheduledFits fits = new ScheduledFits(List.of(), stage);
        List<ChainState> states = new ArrayList<>();
        for (int c = 0; c < 520; c++) {
            double[] position = new double[dimension];
            Arrays.fill(position, Math.sin(c) / 4);
            states.add(new ChainState(c, position, 0, 0.03, Metric.unit(dimension), DualAveragingState.NONE));
        }
        fits.add(ChainGroup.plain(0, 20221108, states));
        run(fits, new Problem(cells.structure(), List.of(cells.data())), 520, threads);
        List<List<Double>> draws = new ArrayList<>();
        for (int c = 0; c < 520; c++) {
            draws.addAll(fits.fits().getFirst().numbers(c));
        }
        return draws;
    }

    private void run(ScheduledFits fits, Problem problem, int chains, int threads) {
        try (Session session = backend().open(problem, options(chains, threads));
                TransitionEngine engine = session.transitions()) {
            engine.run(fits, Cancellation.NEVER);
        }
    }

    @Test
    final void chainZeroDoesNotSeeTheOthers() {
        assertEquals(sample(1, 1).getFirst(), sample(2, 12).getFirst());
    }

    /** Draws of the first group's first chain, of the other groups', and so on. */
    private List<List<List<Double>>> sample(int threads, int groups) {
        Model cells = Radon.model("partial_2022.noncentered", true);
        Problem problem = new Problem(cells.structure(), List.of(cells.data(), cells.data()));
        ScheduledFits fits =
                new ScheduledFits(WarmupSchedule.stan(30, 0.8, 5, MomentRule.VARIANCE), ScheduledFits.sampling(6));
        for (int g = 0; g < groups; g++) {
            fits.add(group(g % 2, g, 1, cells.data().dimension()));
        }
        fits.add(group(1, 100, 5, cells.data().dimension()));
        run(fits, problem, groups + 5, threads);
        List<List<List<Double>>> draws = new ArrayList<>();
        for (ScheduledFits.Fit fit : fits.fits()) {
            for (int c = 0; c < fit.draws.size(); c++) {
                assertEquals(6, fit.draws.get(c).size());
                draws.add(fit.numbers(c));
            }
        }
        return draws;
    }

    private static ChainGroup group(int task, int firstChain, int chains, int dimension) {
        List<ChainState> states = new ArrayList<>();
        for (int c = 0; c < chains; c++) {
            double[] position = new double[dimension];
            for (int d = 0; d < dimension; d++) {
                position[d] = Math.sin(firstChain + c + 1.7 * d);
            }
            states.add(ScheduledFits.start(firstChain + c, position));
        }
        return ChainGroup.plain(task, 20221108, states);
    }
}
