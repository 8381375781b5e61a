package leapfrog.engine;

/**
 * Holds log densities and gradients at many points of one task, evaluated in batches as large as the evaluator takes.
 *
 * @param logDensities [points]
 * @param gradients [points][dimension]
 */
public record Evaluations(double[] logDensities, double[][] gradients) {
    private static final int MOST_AT_ONCE = 4096;

    /**
     * Evaluates.
     *
     * @param points [points][dimension] in the model's coordinates
     */
    public static Evaluations at(GradientEvaluator evaluator, int task, double[][] points) {
        int lanes = evaluator.shape().lanes();
        int atOnce = Math.clamp(evaluator.shape().maximum(), lanes, MOST_AT_ONCE) / lanes * lanes;
        GradientBatch batch = evaluator.batch();
        Evaluations all = new Evaluations(new double[points.length], new double[points.length][]);
        for (int from = 0; from < points.length; from += atOnce) {
            int to = Math.min(points.length, from + atOnce);
            batch.clear();
            for (int at = from; at < to; at += lanes) {
                fill(batch, batch.addBlock(task, points[at].length), points, at, to);
            }
            evaluator.evaluate(batch);
            for (int at = from; at < to; at += lanes) {
                all.take(batch, (at - from) / lanes, at, Math.min(at + lanes, to));
            }
        }
        return all;
    }

    /** Writes the points from {@code at} on to a block; what is left of it is padded with the last one. */
    private static void fill(GradientBatch batch, int block, double[][] points, int at, int end) {
        for (int lane = 0; lane < batch.lanes(); lane++) {
            double[] point = points[Math.min(at + lane, end - 1)];
            for (int d = 0; d < point.length; d++) {
                batch.positions()[batch.at(block) + d * batch.lanes() + lane] = point[d];
            }
        }
        batch.store(block);
    }

    /** Reads the points from {@code at} on out of a block. */
    private void take(GradientBatch batch, int block, int at, int end) {
        int lanes = batch.lanes();
        batch.load(block);
        for (int point = at; point < end; point++) {
            int lane = point - at;
            logDensities[point] = batch.logDensities()[block * lanes + lane];
            gradients[point] = new double[batch.dimension(block)];
            for (int d = 0; d < gradients[point].length; d++) {
                gradients[point][d] = batch.gradients()[batch.at(block) + d * lanes + lane];
            }
        }
    }

    /** Whether the log density and every slope at a point are finite. */
    public boolean finite(int point) {
        double zero = 0;
        for (double slope : gradients[point]) {
            zero += 0 * slope;
        }
        return zero == 0 && Double.isFinite(logDensities[point]);
    }
}
