package leapfrog.model.reduce;

import java.util.Arrays;
import java.util.stream.IntStream;
import leapfrog.model.Likelihood;
import leapfrog.model.ModelData.Rows;
import leapfrog.model.sums.CellIndex;
import leapfrog.model.sums.CellSum;
import leapfrog.model.sums.ExactSum;
import leapfrog.model.sums.Grouping;
import leapfrog.model.sums.RowKeys;

/**
 * Collapses rows that share levels and covariates into weighted cells, exactly; the likelihood says what else they must share, and
 * what a cell's response is.
 *
 * <ul>
 *   <li>Normal: Σ w (y − η)² = W (ȳ − η)² + Σ w (y − ȳ)², so the response is the weighted mean ȳ, and the second sum joins the
 *       residual squares.
 *   <li>Counts: but for constants the log density is linear in y and w, so the response is Σ y; rows must share their offset.
 *   <li>Student-t, normal with error: rows must share their response, and their standard error.
 * </ul>
 *
 * <p>Where the likelihood is of y − η, offsets are subtracted from the responses first. Cells are sorted by level, factor by factor.
 * No bit of them depends on the order of rows.
 */
final class Cells {
    private final Likelihood likelihood;
    private final Rows rows;
    /** [rows] row numbers, cell after cell. */
    private final int[] member;
    /** [cells + 1] where each cell's members start. */
    private final int[] start;

    private final double[] response;
    private final double[] weight;
    private final ExactSum squares = new ExactSum();

    private Cells(Likelihood likelihood, Rows rows) {
        this.likelihood = likelihood;
        this.rows = rows;
        RowKeys keys = keys(likelihood, rows);
        CellIndex index = new CellIndex(keys, rows.count());
        Grouping grouping = members(index, order(keys, index.first()));
        member = grouping.members();
        start = grouping.start();
        response = new double[start.length - 1];
        weight = new double[start.length - 1];
    }

    /** The cells of rows. They always carry weights, even where each is of one row. */
    static Rows of(Likelihood likelihood, Rows rows) {
        return switch (likelihood) {
            case NORMAL, NORMAL_WITH_ERROR, STUDENT_T -> new Cells(likelihood, withoutOffset(rows)).collapse();
            case BINOMIAL, POISSON, NEGATIVE_BINOMIAL -> new Cells(likelihood, rows).collapse();
        };
    }

    private static Rows withoutOffset(Rows rows) {
        double[] offset = rows.offset();
        if (offset == null) {
            return rows;
        }
        double[] shifted = new double[rows.count()];
        Arrays.setAll(shifted, i -> rows.response()[i] - offset[i]);
        return new Rows(
                rows.count(),
                shifted,
                rows.covariates(),
                rows.level(),
                rows.levels(),
                null,
                rows.weight(),
                rows.standardError(),
                rows.totals());
    }

    /** What the rows of a cell share. */
    private static RowKeys keys(Likelihood likelihood, Rows rows) {
        RowKeys keys = new RowKeys(rows.level(), rows.covariates());
        return switch (likelihood) {
            case NORMAL -> keys;
            case BINOMIAL, POISSON, NEGATIVE_BINOMIAL -> keys.and(rows.offset());
            case STUDENT_T, NORMAL_WITH_ERROR -> keys.and(rows.response()).and(rows.standardError());
        };
    }

    /** Numbers of cells as they will stand: by content, then, stably, by the levels of each factor, those of factor 0 last. */
    private int[] order(RowKeys keys, int[] first) {
        int[] order = keys.order(first);
        for (int f = rows.level().length - 1; f >= 0; f--) {
            int[] level = rows.level()[f];
            order = Grouping.of(order, rows.levels()[f], c -> level[first[c]]).members();
        }
        return order;
    }

    private Grouping members(CellIndex index, int[] order) {
        int[] place = new int[order.length];
        for (int c = 0; c < order.length; c++) {
            place[order[c]] = c;
        }
        int[] all = IntStream.range(0, rows.count()).toArray();
        int[] cell = index.cell();
        return Grouping.of(all, order.length, row -> place[cell[row]]);
    }

    private Rows collapse() {
        switch (likelihood) {
            case NORMAL -> averages();
            case NORMAL_WITH_ERROR, STUDENT_T, BINOMIAL, POISSON, NEGATIVE_BINOMIAL -> totals();
        }
        int[] first = Arrays.copyOf(start, weight.length);
        Arrays.setAll(first, c -> member[start[c]]);
        boolean shared = likelihood == Likelihood.NORMAL_WITH_ERROR || likelihood == Likelihood.STUDENT_T;
        return new Rows(
                weight.length,
                shared ? pick(rows.response(), first) : response,
                pick(rows.covariates(), first),
                pick(rows.level(), first),
                rows.levels(),
                rows.offset() == null ? null : pick(rows.offset(), first),
                weight,
                rows.standardError() == null ? null : pick(rows.standardError(), first),
                rows.totals().withResidual(squares.value()));
    }

    private void averages() {
        CellSum sum = new CellSum();
        for (int c = 0; c < weight.length; c++) {
            sum.clear();
            for (int i = start[c]; i < start[c + 1]; i++) {
                sum.add(rows.response()[member[i]], weight(member[i]));
            }
            weight[c] = sum.weight();
            response[c] = sum.mean();
            squares.add(sum.squaresAroundMean());
        }
    }

    private void totals() {
        ExactSum sum = new ExactSum();
        ExactSum weights = new ExactSum();
        for (int c = 0; c < weight.length; c++) {
            sum.clear();
            weights.clear();
            for (int i = start[c]; i < start[c + 1]; i++) {
                sum.add(rows.response()[member[i]]);
                weights.add(weight(member[i]));
            }
            weight[c] = weights.value();
            response[c] = sum.value();
        }
    }

    private double weight(int row) {
        double[] given = rows.weight();
        return given == null ? 1 : given[row];
    }

    private static int[][] pick(int[][] columns, int[] first) {
        return Arrays.stream(columns)
                .map(column -> Arrays.stream(first).map(i -> column[i]).toArray())
                .toArray(int[][]::new);
    }

    private static double[][] pick(double[][] columns, int[] first) {
        return Arrays.stream(columns).map(column -> pick(column, first)).toArray(double[][]::new);
    }

    private static double[] pick(double[] column, int[] first) {
        return Arrays.stream(first).mapToDouble(i -> column[i] + 0.0).toArray();
    }
}
