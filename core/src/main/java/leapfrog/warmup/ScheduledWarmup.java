package leapfrog.warmup;

import java.util.List;
import java.util.Optional;
import leapfrog.engine.Stage;

/**
 * Follows a schedule to its end, whatever comes out.
 *
 * @param steps that are left, at least one
 */
record ScheduledWarmup(List<WarmupSchedule.Step> steps) implements Warmup {
    ScheduledWarmup {
        steps = List.copyOf(steps);
    }

    @Override
    public Stage stage() {
        return steps.getFirst().stage();
    }

    @Override
    public int most() {
        return steps.stream().mapToInt(step -> step.stage().transitions()).sum();
    }

    @Override
    public Turn after(Window window, double[] unit) {
        Optional<Warmup> next =
                steps.size() == 1 ? Optional.empty() : Optional.of(new ScheduledWarmup(steps.subList(1, steps.size())));
        return new Turn(Adaptation.next(window.outcome(), steps.getFirst(), unit), next, false);
    }
}
