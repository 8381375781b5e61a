package leapfrog.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import leapfrog.backend.AllocationMeter;
import leapfrog.engine.ChainGroup;
import leapfrog.engine.ChainState;
import leapfrog.engine.DualAveragingState;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.GradientBatch;
import leapfrog.engine.GradientEvaluator;
import leapfrog.engine.Metric;
import leapfrog.engine.Problem;
import leapfrog.engine.Session;
import leapfrog.engine.TransitionEngine;
import leapfrog.model.Likelihood;
import leapfrog.model.MarginalModel;
import leapfrog.model.Model;
import leapfrog.model.ModelOptions.ScaleCoordinates;
import leapfrog.model.Radon;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the vector kernels to no allocation once they are compiled: a boxed vector would show. */
final class SimdAllocationTest {
    private static final int SESSIONS = 12;
    /** Nanoseconds, two minutes, after which what still allocates is not waiting for the compiler. */
    private static final long PATIENCE = 120_000_000_000L;

    /** The first session is never warm; where other work goes on beside the compiler a few more are not. A boxed vector would show in all. */
    @ParameterizedTest
    @CsvSource({"4, LOGARITHMIC", "16, LOGARITHMIC", "4, SIGNED", "16, SIGNED"})
    void aWarmSamplingStageAllocatesNothing(int chains, ScaleCoordinates scales) {
        double bytes = bytes(chains, scales);
        for (int session = 1; session < 2 || bytes >= 1 && session < SESSIONS; session++) {
            bytes = bytes(chains, scales);
        }
        assertTrue(bytes < 1, bytes + " bytes a leapfrog");
    }

    private static double bytes(int chains, ScaleCoordinates scales) {
        Model radon = Radon.model("partial_2022.noncentered", true);
        Model model = Model.of(radon.design(), radon.options().with(scales));
        Problem problem = new Problem(model.structure(), List.of(model.data()));
        List<ChainState> states = new ArrayList<>();
        for (int chain = 0; chain < chains; chain++) {
            states.add(new ChainState(
                    chain,
                    new double[model.dimension()],
                    0,
                    0.05,
                    Metric.unit(model.dimension()),
                    DualAveragingState.NONE));
        }
        try (Session simd = new SimdBackend().open(problem, new EngineOptions(chains, 1, ""));
                TransitionEngine engine = simd.transitions()) {
            return AllocationMeter.bytes(engine, ChainGroup.plain(0, 3, states), 160_000 / chains);
        }
    }

    /** Correlated and crossed effects, every kernel of rows: once all is compiled, which takes seconds where other work goes on beside it. */
    @ParameterizedTest
    @EnumSource
    void norDoGradientsOfAnyLikelihood(Likelihood likelihood) {
        assertNone(Hierarchies.of(likelihood));
    }

    @Test
    void norDoGradientsOfCorrelatedEffectsInOnePass() {
        assertNone(Hierarchies.withoutCrossedTerm());
    }

    @ParameterizedTest
    @ValueSource(strings = {"pooled", "partial_2022.noncentered"})
    void norDoGradientsWithEffectsIntegratedOut(String name) {
        MarginalModel marginal = MarginalModel.of(Radon.model(name, true));
        assertNone(new Problem(marginal.structure(), List.of(marginal.data())));
    }

    @Test
    void norDoThoseWithEffectsOfTwoFactorsIntegratedOut() {
        assertNone(Hierarchies.integratedOut());
    }

    @Test
    void norDoGradientsOfPairsOfCorrelatedEffects() {
        assertNone(Hierarchies.ofPairs());
    }

    private static void assertNone(Problem problem) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (Session simd = new SimdBackend().open(problem, new EngineOptions(16, 1, ""));
                GradientEvaluator evaluator = simd.gradients()) {
            GradientBatch batch = evaluator.batch();
            batch.addBlock(0, problem.tasks().getFirst().dimension());
            long bytes = Long.MAX_VALUE;
            for (long end = System.nanoTime() + PATIENCE; bytes > 0 && System.nanoTime() < end; ) {
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int k = 0; k < 1000; k++) {
                    evaluator.evaluate(batch);
                }
                bytes = threads.getCurrentThreadAllocatedBytes() - before;
            }
            assertEquals(0, bytes, "bytes in 1000 evaluations");
        }
    }
}
