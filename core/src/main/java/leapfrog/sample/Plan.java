package leapfrog.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import leapfrog.engine.Stage;
import leapfrog.warmup.Warmup;

/**
 * Holds what is left of a run: the warm-up, if it is not over, and the blocks that sampling is cut into, so that chains can take turns. Immutable.
 *
 * @param warmup empty for chains that are warmed up
 * @param sampling blocks of draws
 */
record Plan(Optional<Warmup> warmup, List<Stage> sampling) {
    /** Draws of a block: few enough that chains keep together, many enough that the gradient a block starts with does not count. */
    static final int BLOCK = 100;

    Plan {
        sampling = List.copyOf(sampling);
    }

    /**
     * @param together chains that adapt together
     * @param block draws of a block
     */
    static Plan of(FitSettings settings, int together, int block) {
        Stage.MomentRule moments = switch (settings.metric()) {
            case DIAGONAL -> Stage.MomentRule.VARIANCE;
            case DENSE -> Stage.MomentRule.COVARIANCE;
            case FISHER -> Stage.MomentRule.FISHER;
        };
        Warmup warmup = settings.warmup().begin(together, settings.targetAccept(), settings.maxDepth(), moments);
        return new Plan(Optional.of(warmup), blocks(settings, settings.draws(), block));
    }

    /**
     * Sampling alone, for chains that are warmed up.
     *
     * @param block draws of a block
     */
    static Plan more(FitSettings settings, int draws, int block) {
        return new Plan(Optional.empty(), blocks(settings, draws, block));
    }

    private static List<Stage> blocks(FitSettings settings, int draws, int block) {
        List<Stage> blocks = new ArrayList<>();
        for (int from = 0; from < draws; from += block) {
            blocks.add(new Stage(
                    "sampling",
                    Math.multiplyExact(Math.min(block, draws - from), settings.thin()),
                    new Stage.StepSizeRule.Fixed(),
                    Stage.MomentRule.NONE,
                    settings.maxDepth()));
        }
        return blocks;
    }

    boolean isOver() {
        return warmup.isEmpty() && sampling.isEmpty();
    }

    /** The stage to run now. */
    Stage stage() {
        return warmup.map(Warmup::stage).orElseGet(sampling::getFirst);
    }

    /** What is left after a stage of warm-up. */
    Plan warmedUpTo(Optional<Warmup> next) {
        return new Plan(next, sampling);
    }

    /** What is left after a block of sampling. */
    Plan afterBlock() {
        return new Plan(warmup, sampling.subList(1, sampling.size()));
    }
}
