package leapfrog.sample;

import java.util.ArrayList;
import java.util.List;
import leapfrog.engine.Stage;
import leapfrog.warmup.WarmupSchedule;

/**
 * Holds the stages of a run: those of the warm-up, if there is one, and the blocks that sampling is cut into, so that chains can take turns.
 *
 * @param warmup what is done before and after each stage of warm-up
 * @param sampling blocks of draws
 */
record Plan(List<WarmupSchedule.Step> warmup, List<Stage> sampling) {
    /** Draws of a block: few enough that chains keep together, many enough that the gradient a block starts with does not count. */
    private static final int BLOCK = 100;

    Plan {
        warmup = List.copyOf(warmup);
        sampling = List.copyOf(sampling);
    }

    static Plan of(FitSettings settings) {
        Stage.MomentRule moments = switch (settings.metric()) {
            case DIAGONAL -> Stage.MomentRule.VARIANCE;
            case DENSE -> Stage.MomentRule.COVARIANCE;
            case FISHER -> Stage.MomentRule.FISHER;
        };
        WarmupSchedule schedule =
                WarmupSchedule.stan(settings.warmup(), settings.targetAccept(), settings.maxDepth(), moments);
        return new Plan(schedule.steps(), blocks(settings, settings.draws()));
    }

    /** Sampling alone, for chains that are warmed up. */
    static Plan more(FitSettings settings, int draws) {
        return new Plan(List.of(), blocks(settings, draws));
    }

    /** What is left when warm-up is over. */
    Plan afterWarmup() {
        return new Plan(List.of(), sampling);
    }

    private static List<Stage> blocks(FitSettings settings, int draws) {
        List<Stage> blocks = new ArrayList<>();
        for (int from = 0; from < draws; from += BLOCK) {
            blocks.add(new Stage(
                    "sampling",
                    Math.multiplyExact(Math.min(BLOCK, draws - from), settings.thin()),
                    new Stage.StepSizeRule.Fixed(),
                    Stage.MomentRule.NONE,
                    settings.maxDepth()));
        }
        return blocks;
    }

    int stages() {
        return warmup.size() + sampling.size();
    }

    boolean isSampling(int stage) {
        return stage >= warmup.size();
    }

    Stage stage(int stage) {
        return isSampling(stage)
                ? sampling.get(stage - warmup.size())
                : warmup.get(stage).stage();
    }

    WarmupSchedule.Step warmup(int stage) {
        return warmup.get(stage);
    }
}
