package leapfrog.compare;

import java.util.stream.IntStream;

/**
 * Holds what one model's log densities say about how it predicts: PSIS-LOO and WAIC.
 *
 * @param draws number of draws of all chains that it rests on
 */
public record Criteria(Loo loo, Waic waic, int draws) {
    /** What log densities of a block of rows may take, in doubles. */
    private static final long BLOCK = 8L << 20;
    /** A tail is a fifth of the draws. */
    private static final int LEAST_DRAWS = 25;

    /** Rows that a thread takes at once. */
    private static final int TASK = 16;

    /** Whether there are too few draws for importance sampling, whatever the rows: tails of fewer than five draws are not fitted. */
    public boolean tooFewDraws() {
        return loo.threshold() <= 0 || draws < LEAST_DRAWS && Double.isInfinite(loo.greatestK());
    }

    /** Computes both in blocks of rows, so that memory does not grow with their number; rows of a block in parallel. */
    public static Criteria of(RowLogDensity density) {
        int rows = density.rows();
        int chains = density.chains();
        int draws = density.draws();
        int all = chains * draws;
        Pointwise pointwise = new Pointwise(rows);
        int block = (int) Math.clamp(BLOCK / all, 1, rows);
        for (int from = 0; from < rows; from += block) {
            int first = from;
            int count = Math.min(block, rows - from);
            double[][] log = new double[count][all];
            density.evaluate(from, log);
            IntStream.range(0, (count + TASK - 1) / TASK).parallel().forEach(task -> {
                RowCriteria row = new RowCriteria(chains, draws);
                for (int i = task * TASK; i < Math.min(count, (task + 1) * TASK); i++) {
                    row.compute(log[i]);
                    pointwise.keep(first + i, row);
                }
            });
        }
        return pointwise.criteria(all);
    }

    /** Columns over all rows. */
    private record Pointwise(double[] loo, double[] pLoo, double[] k, double[] errors, double[] waic, double[] pWaic) {
        Pointwise(int rows) {
            this(
                    new double[rows],
                    new double[rows],
                    new double[rows],
                    new double[rows],
                    new double[rows],
                    new double[rows]);
        }

        void keep(int i, RowCriteria row) {
            loo[i] = row.loo;
            pLoo[i] = row.inSample - row.loo;
            k[i] = row.k;
            errors[i] = row.error;
            waic[i] = row.inSample - row.variance;
            pWaic[i] = row.variance;
        }

        Criteria criteria(int draws) {
            return new Criteria(
                    new Loo(new Elpd(loo), new Elpd(pLoo), k, errors, ParetoSmoothing.threshold(draws)),
                    new Waic(new Elpd(waic), new Elpd(pWaic)),
                    draws);
        }
    }
}
