package leapfrog.backend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import leapfrog.engine.ChainGroup;
import leapfrog.engine.ChainState;
import leapfrog.nuts.ScalarArithmetic;
import org.junit.jupiter.api.Test;

/** Holds the host engine to no allocation once it is compiled. */
final class AllocationTest {
    private static final int DIMENSION = 20;

    @Test
    void aWarmSamplingStageAllocatesNothing() {
        double[] sd = new double[DIMENSION];
        Arrays.setAll(sd, d -> 1 + d / 4.0);
        Targets.Gaussian target = new Targets.Gaussian(new double[DIMENSION], sd);
        List<ChainState> states = new ArrayList<>();
        for (int chain = 0; chain < 4; chain++) {
            ChainState start = ScheduledFits.start(chain, new double[DIMENSION]);
            states.add(new ChainState(chain, start.position(), 0, 0.5, start.metric(), start.adaptation()));
        }
        try (HostTransitionEngine engine =
                new HostTransitionEngine(() -> Targets.evaluator(target, 4, 8, 64), 1, new ScalarArithmetic())) {
            AllocationMeter.assertNone(engine, ChainGroup.plain(0, 3, states), 20_000);
        }
    }
}
