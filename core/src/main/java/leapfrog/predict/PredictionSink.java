package leapfrog.predict;

/** Takes predictions block by block. */
public interface PredictionSink {
    /** Works on a block while other threads work on others; nothing shared may be changed but what belongs to the block's rows. */
    default void prepare(PredictionBlock block) {}

    /** Takes one block after the other, in the order of rows, each after {@link #prepare}. */
    default void take(PredictionBlock block) {}
}
