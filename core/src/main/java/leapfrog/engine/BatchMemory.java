package leapfrog.engine;

/** Holds the blocks of a {@link GradientBatch} where a device reads and writes them, outside the batch's arrays. */
public interface BatchMemory {
    /** Takes the block's positions, the first dimension · lanes elements of {@link GradientBatch#positions}. */
    void store(GradientBatch batch, int block);

    /** Writes the block's gradients to the first dimension · lanes elements of {@link GradientBatch#gradients}. */
    void load(GradientBatch batch, int block);
}
