package leapfrog.warmup;

import java.util.ArrayList;
import java.util.List;
import leapfrog.engine.Stage;
import leapfrog.engine.Stage.MomentRule;

/**
 * Plans a warm-up as data: the stages, and what to do after each.
 *
 * @param steps in order
 */
public record WarmupSchedule(List<Step> steps) {
    private static final int INITIAL = 75;
    private static final int FIRST_WINDOW = 25;
    private static final int FINAL = 50;
    private static final int SHORTEST = 20;

    /** Takes unmodifiable copies. */
    public WarmupSchedule {
        steps = List.copyOf(steps);
    }

    /** A stage and what to do after it. */
    public record Step(Stage stage, After after) {}

    /** What to do between two stages. */
    public enum After {
        /** Goes on with the step size's adaptation as it is. */
        CONTINUE,
        /** Makes a new metric of the stage's moments; the next stage starts the step size's adaptation anew. */
        LEARN_METRIC,
        /** Ends warm-up: the step size becomes the averaged one. */
        SETTLE
    }

    /** Number of transitions of all stages together. */
    public int transitions() {
        return steps.stream().mapToInt(step -> step.stage().transitions()).sum();
    }

    /**
     * Plans as Stan does: 75 transitions that adapt the step size alone, windows of 25, 50, 100 … that learn the metric too, 50 of the step
     * size. A window after which the next one would not fit is extended to the end of the windows. From 20 to 149 transitions it is 15
     * %, one window, 10 %; below 20 only the step size is adapted; with 0 it is only searched.
     *
     * @param transitions of the warm-up, at least 0
     * @param target mean acceptance
     * @param maxDepth of NUTS trees
     * @param metric the moments that a window sums
     */
    public static WarmupSchedule stan(int transitions, double target, int maxDepth, MomentRule metric) {
        List<Step> steps = new ArrayList<>();
        boolean restart = true;
        int left = transitions;
        if (transitions >= SHORTEST) {
            int initial = initial(transitions);
            steps.add(new Step(stage(initial, target, true, MomentRule.NONE, maxDepth), After.CONTINUE));
            left -= initial;
            restart = false;
        }
        for (int window : windows(transitions)) {
            steps.add(new Step(stage(window, target, restart, metric, maxDepth), After.LEARN_METRIC));
            left -= window;
            restart = true;
        }
        steps.add(new Step(stage(left, target, restart, MomentRule.NONE, maxDepth), After.SETTLE));
        return new WarmupSchedule(steps);
    }

    private static Stage stage(int transitions, double target, boolean restart, MomentRule learn, int maxDepth) {
        return new Stage(
                "warm-up", transitions, new Stage.StepSizeRule.DualAveraging(target, restart), learn, maxDepth);
    }

    private static int initial(int transitions) {
        return fits(transitions) ? INITIAL : (int) (0.15 * transitions);
    }

    private static boolean fits(int transitions) {
        return INITIAL + FIRST_WINDOW + FINAL <= transitions;
    }

    /** Lengths of the windows that learn a metric. */
    private static List<Integer> windows(int transitions) {
        if (transitions < SHORTEST) {
            return List.of();
        }
        if (!fits(transitions)) {
            return List.of(transitions - initial(transitions) - (int) (0.1 * transitions));
        }
        List<Integer> windows = new ArrayList<>();
        int end = transitions - FINAL;
        int size = FIRST_WINDOW;
        int start = INITIAL;
        int next = start + size;
        while (true) {
            windows.add(next - start);
            if (next == end) {
                return windows;
            }
            start = next;
            size *= 2;
            next = start + size;
            // The last index of this window plus the length of the next one.
            if (next != end && next - 1 + 2 * size >= end) {
                next = end;
            }
        }
    }
}
