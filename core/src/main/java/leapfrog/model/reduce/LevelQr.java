package leapfrog.model.reduce;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import leapfrog.model.ModelData.Rows;
import leapfrog.model.ModelData.Term;
import leapfrog.model.sums.Echelon;
import leapfrog.model.sums.ExactSum;

/**
 * Replaces the normal rows of each combination of levels, which share their coefficients b, by pseudo-rows: with the rows √w of X,
 * y and X = Q R, Σ w (y − x b)² = ‖Qᵀy − R b‖² + ‖y − Q Qᵀy‖², where the last norm joins the residual squares. So a combination leaves
 * as many rows as its columns have rank, at most, however many it has.
 *
 * <p>The constant 1 becomes a covariate, the last one; pseudo-rows have weight 1.
 */
final class LevelQr {
    private LevelQr() {}

    /**
     * Number of pseudo-rows at most: for each combination the smaller of its rows and the columns.
     *
     * @param rows sorted by level, factor by factor
     */
    static int rowsAtMost(List<Term> terms, Rows rows) {
        int columns = columns(terms, rows);
        int sum = 0;
        for (int from = 0; from < rows.count(); ) {
            int to = end(rows, from);
            sum += Math.min(to - from, columns);
            from = to;
        }
        return sum;
    }

    /** The terms, with the column of ones for the constant. */
    static List<Term> terms(List<Term> terms, Rows rows) {
        int ones = rows.covariates().length;
        List<Term> result = new ArrayList<>();
        for (Term term : terms) {
            result.add(
                    term.covariate() >= 0
                            ? term
                            : new Term(ones, term.factor(), term.firstCoefficient(), term.levels(), term.source()));
        }
        return result;
    }

    /**
     * The pseudo-rows.
     *
     * @param rows sorted by level, factor by factor; without offset
     */
    static Rows of(List<Term> terms, Rows rows) {
        int columns = columns(terms, rows);
        int most = rowsAtMost(terms, rows);
        double[][] reduced = new double[columns + 1][most];
        int[][] level = new int[rows.level().length][most];
        Echelon echelon = new Echelon(columns);
        ExactSum squares = new ExactSum();
        double[] row = new double[columns + 1];
        int count = 0;
        for (int from = 0; from < rows.count(); ) {
            int to = end(rows, from);
            echelon.clear();
            for (int i = from; i < to; i++) {
                echelon.add(fill(row, rows, i));
            }
            int rank = echelon.finish();
            squares.add(echelon.residualSquares());
            for (int k = 0; k < rank; k++, count++) {
                for (int column = 0; column <= columns; column++) {
                    reduced[column][count] = echelon.get(k, column);
                }
                for (int f = 0; f < level.length; f++) {
                    level[f][count] = rows.level()[f][from];
                }
            }
            from = to;
        }
        int left = count;
        return new Rows(
                left,
                Arrays.copyOf(reduced[columns], left),
                Arrays.stream(reduced)
                        .limit(columns)
                        .map(column -> Arrays.copyOf(column, left))
                        .toArray(double[][]::new),
                Arrays.stream(level).map(column -> Arrays.copyOf(column, left)).toArray(int[][]::new),
                rows.levels(),
                null,
                null,
                null,
                rows.totals().withResidual(squares.value()));
    }

    /** √w · [covariates, 1, y]. */
    private static double[] fill(double[] row, Rows rows, int i) {
        double root = rows.weight() == null ? 1 : Math.sqrt(rows.weight()[i]);
        int covariates = rows.covariates().length;
        Arrays.fill(row, root);
        for (int k = 0; k < covariates; k++) {
            row[k] = root * rows.covariates()[k][i];
        }
        row[row.length - 1] = root * rows.response()[i];
        return row;
    }

    private static int columns(List<Term> terms, Rows rows) {
        boolean constant = terms.stream().anyMatch(term -> term.covariate() < 0);
        return rows.covariates().length + (constant ? 1 : 0);
    }

    /** Where the combination of levels ends that row {@code from} begins. */
    private static int end(Rows rows, int from) {
        int to = from + 1;
        while (to < rows.count() && sameLevels(rows, from, to)) {
            to++;
        }
        return to;
    }

    private static boolean sameLevels(Rows rows, int a, int b) {
        for (int[] level : rows.level()) {
            if (level[a] != level[b]) {
                return false;
            }
        }
        return true;
    }
}
