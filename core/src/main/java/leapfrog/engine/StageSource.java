package leapfrog.engine;

import java.util.Optional;

/**
 * Hands out stage tasks as chains become free, and takes their outcomes; what comes next for a group may depend on its outcome.
 * Called from several threads; an implementation synchronises itself.
 */
public interface StageSource {
    /** The next task that can run now, or empty if there is none now. There may be one after the next {@link #finished}. */
    Optional<StageTask> next();

    /** Called once for each task handed out, also after a cancellation. */
    void finished(StageTask task, StageOutcome outcome);

    /** Number of chains that are waiting or running, for sharing them among threads; may be an upper bound. */
    int chains();
}
