package leapfrog.backend;

import java.util.List;
import leapfrog.engine.BatchShape;
import leapfrog.engine.GradientBatch;
import leapfrog.engine.GradientEvaluator;
import leapfrog.model.LogDensity;

/**
 * Evaluates batches point by point with one {@link LogDensity} a task, so that any density can be sampled.
 *
 * <p>Serves one thread, as its densities do.
 */
public final class LogDensityEvaluator implements GradientEvaluator {
    private static final BatchShape SHAPE = new BatchShape(1, 16, Integer.MAX_VALUE);

    private final LogDensity[] tasks;

    /**
     * Evaluates one log density a task.
     *
     * @param tasks task t of a batch is evaluated by {@code tasks.get(t)}
     */
    public LogDensityEvaluator(List<? extends LogDensity> tasks) {
        this.tasks = tasks.toArray(LogDensity[]::new);
    }

    @Override
    public BatchShape shape() {
        return SHAPE;
    }

    @Override
    public void evaluate(GradientBatch batch) {
        double[] logDensities = batch.logDensities();
        for (int block = 0; block < batch.blocks(); block++) {
            int at = batch.at(block);
            logDensities[block] = tasks[batch.task(block)].evaluate(batch.positions(), at, batch.gradients(), at);
        }
    }

    @Override
    public void close() {
        // Holds no resources.
    }
}
