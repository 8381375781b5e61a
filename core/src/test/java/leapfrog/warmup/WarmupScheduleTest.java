package leapfrog.warmup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import leapfrog.engine.Stage;
import leapfrog.engine.Stage.MomentRule;
import leapfrog.warmup.WarmupSchedule.After;
import leapfrog.warmup.WarmupSchedule.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares schedules with the windows of Stan's windowed_adaptation, counted by hand from its rules (stan-dev/stan 2.32). */
final class WarmupScheduleTest {
    private static WarmupSchedule plan(int transitions) {
        return WarmupSchedule.stan(transitions, 0.8, 10, MomentRule.VARIANCE);
    }

    private static Step step(int transitions, boolean restart, MomentRule learn, After after) {
        return new Step(
                new Stage("warm-up", transitions, new Stage.StepSizeRule.DualAveraging(0.8, restart), learn, 10),
                after);
    }

    @Test
    void thousandIsStansDefault() {
        assertEquals(
                List.of(
                        step(75, true, MomentRule.NONE, After.CONTINUE),
                        step(25, false, MomentRule.VARIANCE, After.LEARN_METRIC),
                        step(50, true, MomentRule.VARIANCE, After.LEARN_METRIC),
                        step(100, true, MomentRule.VARIANCE, After.LEARN_METRIC),
                        step(200, true, MomentRule.VARIANCE, After.LEARN_METRIC),
                        step(500, true, MomentRule.VARIANCE, After.LEARN_METRIC),
                        step(50, true, MomentRule.NONE, After.SETTLE)),
                plan(1000).steps());
    }

    static Stream<Arguments> lengths() {
        return Stream.of(
                Arguments.of(0, List.of(0)),
                Arguments.of(10, List.of(10)),
                Arguments.of(19, List.of(19)),
                Arguments.of(20, List.of(3, 15, 2)),
                Arguments.of(100, List.of(15, 75, 10)),
                Arguments.of(149, List.of(22, 113, 14)),
                Arguments.of(150, List.of(75, 25, 50)),
                Arguments.of(160, List.of(75, 25, 10, 50)),
                Arguments.of(300, List.of(75, 25, 50, 100, 50)),
                Arguments.of(500, List.of(75, 25, 50, 100, 200, 50)),
                Arguments.of(2000, List.of(75, 25, 50, 100, 200, 400, 1100, 50)));
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void windowsAreStans(int transitions, List<Integer> lengths) {
        List<Integer> actual = plan(transitions).steps().stream()
                .map(step -> step.stage().transitions())
                .toList();
        assertEquals(lengths, actual);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 19})
    void shortWarmupAdaptsTheStepSizeAlone(int transitions) {
        assertEquals(
                List.of(step(transitions, true, MomentRule.NONE, After.SETTLE)),
                plan(transitions).steps());
    }

    @Test
    void stagesAddUpForEveryLength() {
        for (int transitions = 0; transitions <= 3000; transitions++) {
            WarmupSchedule plan = plan(transitions);
            assertEquals(transitions, plan.transitions());
            assertEquals(After.SETTLE, plan.steps().getLast().after());
        }
    }
}
