package leapfrog.sample;

import leapfrog.engine.GradientBatch;
import leapfrog.engine.GradientEvaluator;
import leapfrog.model.InputException;
import leapfrog.model.Scaling;
import leapfrog.random.ChainRandom;
import leapfrog.random.Purpose;

/**
 * Finds where chains start: each coordinate uniform on [−2, 2] in the units that {@link Scaling} gives it, drawn again until log density
 * and gradient are finite, as in Stan. What a chain gets depends on seed and chain alone.
 */
final class InitialPoints {
    private static final int ATTEMPTS = 100;
    private static final double RADIUS = 2;

    private InitialPoints() {}

    /**
     * @param seed the task's
     * @return [chains][dimension] in the chains' coordinates
     * @throws InputException if a chain finds no such point
     */
    static double[][] jittered(GradientEvaluator evaluator, int task, Scaling scaling, long seed, int chains) {
        int dimension = scaling.dimension();
        double[][] points = new double[chains][dimension];
        int[] waiting = new int[chains];
        for (int chain = 0; chain < chains; chain++) {
            waiting[chain] = chain;
        }
        int count = chains;
        int atOnce = Math.max(1, Math.min(evaluator.shape().maximum(), 4096));
        GradientBatch batch = new GradientBatch(evaluator.shape().lanes());
        for (int attempt = 0; attempt < ATTEMPTS && count > 0; attempt++) {
            int left = 0;
            for (int from = 0; from < count; from += atOnce) {
                int part = Math.min(atOnce, count - from);
                for (int i = from; i < from + part; i++) {
                    jitter(new ChainRandom(seed, waiting[i]), attempt, scaling, points[waiting[i]]);
                }
                evaluate(evaluator, batch, task, scaling, points, waiting, from, part);
                for (int i = 0; i < part; i++) {
                    if (!finite(batch, i, dimension)) {
                        waiting[left++] = waiting[from + i];
                    }
                }
            }
            count = left;
        }
        if (count > 0) {
            throw new InputException("chain " + waiting[0] + " found no starting point with a finite log density in "
                    + ATTEMPTS
                    + " tries on [-2, 2]; look for priors or data of a very different scale, and put"
                    + " covariates on a common scale");
        }
        return points;
    }

    private static void jitter(ChainRandom random, int attempt, Scaling scaling, double[] point) {
        random.fillUniforms(Purpose.INIT, attempt, point, point.length);
        for (int d = 0; d < point.length; d++) {
            point[d] = RADIUS * (2 * point[d] - 1);
        }
        scaling.start(point);
    }

    private static void evaluate(
            GradientEvaluator evaluator,
            GradientBatch batch,
            int task,
            Scaling scaling,
            double[][] points,
            int[] chains,
            int from,
            int count) {
        int lanes = batch.lanes();
        int dimension = scaling.dimension();
        double[] point = new double[dimension];
        batch.clear();
        for (int at = 0; at < count; at += lanes) {
            int block = batch.addBlock(task, dimension);
            for (int lane = 0; lane < lanes; lane++) {
                scaling.toModel(points[chains[from + Math.min(at + lane, count - 1)]], 0, point);
                for (int d = 0; d < dimension; d++) {
                    batch.positions()[batch.offset(block) + d * lanes + lane] = point[d];
                }
            }
        }
        evaluator.evaluate(batch);
    }

    private static boolean finite(GradientBatch batch, int point, int dimension) {
        int lanes = batch.lanes();
        if (!Double.isFinite(batch.logDensities()[point])) {
            return false;
        }
        int at = batch.offset(point / lanes) + point % lanes;
        for (int d = 0; d < dimension; d++) {
            if (!Double.isFinite(batch.gradients()[at + d * lanes])) {
                return false;
            }
        }
        return true;
    }
}
