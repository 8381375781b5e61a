package leapfrog.engine;

import org.jspecify.annotations.Nullable;

/**
 * Evaluates log densities and gradients at many points of one or many tasks: the low seam, which every backend has. Serves one
 * thread. The result for a point depends on that point alone: not on the batch's size, order or padding.
 */
public interface GradientEvaluator extends AutoCloseable {
    /** How batches are to be laid out. */
    BatchShape shape();

    /**
     * The batch to fill for {@link #evaluate}: it lies where this evaluator reads it without a copy. Of use until the evaluator is
     * closed; another call may give the same batch.
     */
    default GradientBatch batch() {
        return new GradientBatch(shape().lanes());
    }

    /**
     * Fills the batch's gradients and log densities. Points where the density is not finite come back as NaN or −∞.
     *
     * @param batch this evaluator's {@link #batch}, with at most {@code shape().maximum()} points
     * @throws DeviceException if the device fails
     */
    void evaluate(GradientBatch batch);

    /**
     * What evaluates a task's points one by one, where that makes chains faster than batches do; null where it does not, as it is a
     * question of the task alone. Its results may differ from those in batches by rounding. Of use until this is called again.
     */
    default @Nullable PointEvaluator points(int task) {
        return null;
    }

    @Override
    void close();
}
