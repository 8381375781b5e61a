package leapfrog.simd;

import java.util.ArrayList;
import java.util.List;
import leapfrog.backend.AllocationMeter;
import leapfrog.engine.ChainGroup;
import leapfrog.engine.ChainState;
import leapfrog.engine.DualAveragingState;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.Metric;
import leapfrog.engine.Problem;
import leapfrog.engine.Session;
import leapfrog.engine.TransitionEngine;
import leapfrog.model.Likelihood;
import leapfrog.model.Model;
import leapfrog.model.Radon;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the vector kernels to no allocation once they are compiled: a boxed vector would show. */
final class SimdAllocationTest {
    @ParameterizedTest
    @ValueSource(ints = {4, 16})
    void aWarmSamplingStageAllocatesNothing(int chains) {
        Model model = Radon.model("partial_2022.noncentered", true);
        assertNone(new Problem(model.structure(), List.of(model.data())), chains, 160_000 / chains);
    }

    /** Correlated and crossed effects, every kernel of rows. */
    @ParameterizedTest
    @EnumSource
    void norDoesAnyLikelihood(Likelihood likelihood) {
        assertNone(Hierarchies.of(likelihood), 16, 5_000);
    }

    private static void assertNone(Problem problem, int chains, int transitions) {
        int dimension = problem.tasks().getFirst().dimension();
        // A session before the one that is measured: what is compiled for one must serve the next.
        for (int session = 0; session < 2; session++) {
            List<ChainState> states = new ArrayList<>();
            for (int chain = 0; chain < chains; chain++) {
                double[] start = new double[dimension];
                states.add(new ChainState(chain, start, 0, 0.05, Metric.unit(dimension), DualAveragingState.NONE));
            }
            try (Session simd = new SimdBackend().open(problem, new EngineOptions(chains, 1, ""));
                    TransitionEngine engine = simd.transitions()) {
                AllocationMeter.assertNone(engine, ChainGroup.plain(0, 3, states), transitions);
            }
        }
    }
}
