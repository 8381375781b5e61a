package leapfrog.engine;

/** Advances chains by whole stages: the high seam. The sampler speaks to this alone. */
public interface TransitionEngine extends AutoCloseable {
    /**
     * Takes stage tasks from {@code work} until it has none left and all taken ones are finished, on the calling thread and the
     * engine's own. After a cancellation it takes no more, and hands back what it had as unfinished outcomes.
     *
     * @throws DeviceException if the device fails; the outcomes handed back and the draws in the sinks stay valid
     */
    void run(StageSource work, Cancellation stop);

    @Override
    void close();
}
