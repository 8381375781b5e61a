package leapfrog.backend;

import java.util.Arrays;
import leapfrog.engine.Alignment;
import leapfrog.engine.GradientBatch;
import leapfrog.engine.GradientEvaluator;
import leapfrog.engine.PointEvaluator;

/** Evaluates a list of points of several tasks in any order and batch size, and keeps what comes back by point. */
final class PointSet {
    private final int[] tasks;
    private final double[][] positions;
    final double[] logDensities;
    final double[][] gradients;

    /**
     * @param tasks task of each point
     * @param positions of each point [its task's dimension]
     */
    PointSet(int[] tasks, double[][] positions) {
        this.tasks = tasks;
        this.positions = positions;
        logDensities = new double[tasks.length];
        gradients = new double[tasks.length][];
        for (int i = 0; i < tasks.length; i++) {
            gradients[i] = new double[positions[i].length];
        }
        Arrays.fill(logDensities, Double.NaN);
    }

    int size() {
        return tasks.length;
    }

    int task(int point) {
        return tasks[point];
    }

    double[] position(int point) {
        return positions[point];
    }

    /**
     * Evaluates the points of tasks whose points are evaluated one by one; those of others stay as they are.
     *
     * @return whether any are
     */
    boolean evaluateAlone(GradientEvaluator evaluator) {
        boolean any = false;
        for (int i = 0; i < tasks.length; i++) {
            PointEvaluator points = evaluator.points(tasks[i]);
            if (points == null) {
                continue;
            }
            any = true;
            int dimension = positions[i].length;
            double[] position = Alignment.array(dimension);
            double[] gradient = Alignment.array(dimension);
            System.arraycopy(positions[i], 0, position, Alignment.FIRST, dimension);
            logDensities[i] = points.evaluate(position, gradient);
            System.arraycopy(gradient, Alignment.FIRST, gradients[i], 0, dimension);
        }
        return any;
    }

    /**
     * Evaluates the points {@code order[from .. to)} in one call. Points of one task that follow one another share blocks.
     *
     * @param to such that no more than the evaluator's maximum is asked for
     */
    void evaluate(GradientEvaluator evaluator, GradientBatch batch, int[] order, int from, int to) {
        int lanes = batch.lanes();
        batch.clear();
        int[] slot = new int[to - from];
        int block = -1;
        int lane = lanes;
        for (int i = from; i < to; i++) {
            int point = order[i];
            if (lane == lanes || tasks[order[i - 1]] != tasks[point]) {
                block = batch.addBlock(tasks[point], positions[point].length);
                Arrays.fill(batch.positions(), batch.at(block), batch.at(block) + batch.length(block), 0.25);
                lane = 0;
            }
            slot[i - from] = block * lanes + lane;
            double[] position = positions[point];
            for (int d = 0; d < position.length; d++) {
                batch.positions()[batch.at(block) + d * lanes + lane] = position[d];
            }
            lane++;
            if (lane == lanes || i + 1 == to || tasks[order[i + 1]] != tasks[point]) {
                batch.store(block);
            }
        }
        evaluator.evaluate(batch);
        for (int i = from; i < to; i++) {
            block = slot[i - from] / lanes;
            lane = slot[i - from] % lanes;
            if (lane == 0) {
                batch.load(block);
            }
            int at = batch.at(block) + lane;
            logDensities[order[i]] = batch.logDensities()[slot[i - from]];
            double[] gradient = gradients[order[i]];
            for (int d = 0; d < gradient.length; d++) {
                gradient[d] = batch.gradients()[at + d * lanes];
            }
        }
    }

    /** Blocks that the points {@code order[from .. to)} take. */
    int blocks(int[] order, int from, int to, int lanes) {
        int blocks = 0;
        int lane = lanes;
        for (int i = from; i < to; i++) {
            if (lane == lanes || tasks[order[i - 1]] != tasks[order[i]]) {
                blocks++;
                lane = 0;
            }
            lane++;
        }
        return blocks;
    }
}
