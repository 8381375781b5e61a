package leapfrog.compare;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

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

    /** Computes both in blocks of rows, so that memory does not grow with their number; rows of a block in parallel, equal ones once. */
    public static Criteria of(RowLogDensity density) {
        int rows = density.rows();
        int chains = density.chains();
        int draws = density.draws();
        int all = chains * draws;
        Pointwise pointwise = new Pointwise(rows);
        int block = density.rowsWithin(BLOCK);
        for (int from = 0; from < rows; from += block) {
            int first = from;
            int count = Math.min(block, rows - from);
            double[][] log = new double[count][all];
            density.evaluate(from, log);
            int[] like = firstAlike(log);
            int[] distinct = IntStream.range(0, count).filter(i -> like[i] == i).toArray();
            IntStream.range(0, (distinct.length + TASK - 1) / TASK).parallel().forEach(task -> {
                RowCriteria row = new RowCriteria(chains, draws);
                for (int d = task * TASK; d < Math.min(distinct.length, (task + 1) * TASK); d++) {
                    row.compute(log[distinct[d]]);
                    pointwise.keep(first + distinct[d], row);
                }
            });
            for (int i = 0; i < count; i++) {
                pointwise.copy(first + like[i], first + i);
            }
        }
        return pointwise.criteria(all);
    }

    /** The first row with the same log densities, for each row: rows of one response, one group and the same covariates are often many. */
    private static int[] firstAlike(double[][] log) {
        Map<Row, Integer> first = new HashMap<>();
        int[] like = new int[log.length];
        for (int i = 0; i < log.length; i++) {
            Integer known = first.putIfAbsent(new Row(log[i]), i);
            like[i] = known == null ? i : known;
        }
        return like;
    }

    /** Log densities of a row that are the same, bit by bit, as those of an equal one. */
    private record Row(double[] log) {
        /** Rows that differ do so at the first draws. */
        private static final int TOLD_BY = 8;

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Row row && Arrays.equals(log, row.log);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(Arrays.copyOf(log, Math.min(log.length, TOLD_BY)));
        }
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

        void copy(int from, int to) {
            for (double[] column : List.of(loo, pLoo, k, errors, waic, pWaic)) {
                column[to] = column[from];
            }
        }

        Criteria criteria(int draws) {
            return new Criteria(
                    new Loo(new Elpd(loo), new Elpd(pLoo), k, errors, ParetoSmoothing.threshold(draws)),
                    new Waic(new Elpd(waic), new Elpd(pWaic)),
                    draws);
        }
    }
}
