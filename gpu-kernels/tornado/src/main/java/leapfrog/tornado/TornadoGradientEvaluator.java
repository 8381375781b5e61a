package leapfrog.tornado;

import java.util.function.IntFunction;
import leapfrog.engine.BatchShape;
import leapfrog.engine.GradientBatch;
import leapfrog.engine.GradientEvaluator;
import leapfrog.engine.Problem;
import leapfrog.model.DensityOfSums;
import leapfrog.model.ModelData;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates a batch tile by tile: the host makes coefficients of positions, the device sums over rows, the host pulls the sums back to
 * gradients. What a point gets does not depend on how a batch is cut.
 */
final class TornadoGradientEvaluator implements GradientEvaluator {
    /** Points of a small tile. */
    private static final int FEW = 32;

    private final DensityOfSums[] tasks;
    private final int capacity;
    private final double[] input;
    private final double[] sums;
    private final IntFunction<Tile> open;
    private final Tile large;
    /** For the few points that are left at the end of a run: every execution moves all of a tile's arrays. */
    private @Nullable Tile small;

    TornadoGradientEvaluator(TornadoTarget target, Problem problem, ProblemTables tables, int capacity) {
        tasks = new DensityOfSums[problem.tasks().size()];
        for (int k = 0; k < tasks.length; k++) {
            ModelData task = problem.tasks().get(k);
            tasks[k] = new DensityOfSums(problem.structure(), task);
        }
        this.capacity = capacity;
        input = new double[tables.largest().inputs()];
        sums = new double[tables.largest().sums()];
        open = points -> new Tile(target.device(), tables, problem.structure().likelihood(), points);
        large = open.apply(capacity);
    }

    @Override
    public BatchShape shape() {
        return new BatchShape(1, capacity, Integer.MAX_VALUE);
    }

    @Override
    public void evaluate(GradientBatch batch) {
        for (int first = 0; first < batch.blocks(); first += capacity) {
            evaluate(batch, first, Math.min(capacity, batch.blocks() - first));
        }
    }

    private Tile tile(int count) {
        if (count > FEW || capacity <= FEW) {
            return large;
        }
        if (small == null) {
            small = open.apply(FEW);
        }
        return small;
    }

    private void evaluate(GradientBatch batch, int first, int count) {
        Tile tile = tile(count);
        tile.lay(batch, first, count);
        for (int point = 0; point < count; point++) {
            DensityOfSums task = tasks[batch.task(first + point)];
            int at = batch.at(first + point);
            task.constrain(batch.positions(), at, input, batch.gradients(), at);
            tile.write(point, input, task.inputs());
        }
        tile.execute();
        for (int point = 0; point < count; point++) {
            DensityOfSums task = tasks[batch.task(first + point)];
            int at = batch.at(first + point);
            tile.read(point, sums, task.sums());
            batch.logDensities()[first + point] = task.evaluate(batch.positions(), at, sums, batch.gradients(), at);
        }
    }

    @Override
    public void close() {
        large.close();
        if (small != null) {
            small.close();
        }
    }
}
