package leapfrog.warmup;

import java.util.List;
import java.util.Optional;
import leapfrog.engine.ChainState;
import leapfrog.engine.Moments;
import leapfrog.engine.Stage;
import leapfrog.engine.StageOutcome;

/** Leads a group of chains through warm-up: says which stage is next, and makes of its outcome what comes after it. Immutable. */
public sealed interface Warmup permits ScheduledWarmup, SettlingWarmup {
    /** The stage to run now. */
    Stage stage();

    /** Transitions that are left at most, those of that stage included. */
    int most();

    /**
     * What follows from that stage: a pure function.
     *
     * @param unit [dimension] expected scales of the coordinates
     */
    Turn after(Window window, double[] unit);

    /**
     * What became of a stage.
     *
     * @param outcome complete
     * @param logDensity one-dimensional moments of each chain's log densities after the transitions of the stage
     */
    record Window(StageOutcome outcome, List<Moments> logDensity) {
        /** Takes an unmodifiable copy. */
        public Window {
            logDensity = List.copyOf(logDensity);
        }
    }

    /**
     * What comes after a stage.
     *
     * @param states with which the chains go on
     * @param next empty when the chains are warmed up
     * @param settled at the end: whether adaptation was seen to settle, not only to reach its length
     */
    record Turn(List<ChainState> states, Optional<Warmup> next, boolean settled) {}
}
