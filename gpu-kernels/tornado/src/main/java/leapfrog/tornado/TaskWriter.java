package leapfrog.tornado;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import leapfrog.model.ModelData;
import leapfrog.model.ModelData.Rows;
import leapfrog.model.ModelData.Term;
import leapfrog.model.ModelStructure;
import org.jspecify.annotations.Nullable;

/**
 * Writes the tables of one task. Rows are cut into pieces, and so are the rows of each level of a term: as a function of the rows alone,
 * so that the order of summation never depends on points or threads.
 */
final class TaskWriter {
    /** Rows of a piece, unless there would be more than {@link #MOST_PIECES}. */
    private static final int PIECE_ROWS = 64;

    private static final int MOST_PIECES = 512;

    private final ProblemTables target;
    private final ModelStructure structure;
    private final ModelData task;
    private final Rows rows;
    private final int pieceRows;
    private final int ones;
    private final int[] covariates;

    TaskWriter(ProblemTables target, ModelStructure structure, ModelData task) {
        this.target = target;
        this.structure = structure;
        this.task = task;
        rows = task.rows();
        pieceRows = Math.max(PIECE_ROWS, Math.ceilDiv(rows.count(), MOST_PIECES));
        ones = target.add(constant(1));
        covariates = Arrays.stream(rows.covariates()).mapToInt(target::add).toArray();
    }

    TaskSize write() {
        int parameters = structure.likelihood().parameters().size();
        int rowPieces = Math.ceilDiv(rows.count(), pieceRows);
        int[] header = new int[Field.TASK_FIELDS];
        int at = target.add(header);
        header[Field.TASK_ROWS] = rows.count();
        header[Field.TASK_PIECE_ROWS] = pieceRows;
        header[Field.TASK_ROW_PIECES] = rowPieces;
        header[Field.TASK_RESPONSE] = target.add(rows.response());
        header[Field.TASK_OFFSET] = target.add(rows.offset() == null ? constant(0) : rows.offset());
        header[Field.TASK_WEIGHT] = orOnes(rows.weight());
        header[Field.TASK_ERROR] = orOnes(rows.standardError());
        header[Field.TASK_COEFFICIENTS] = task.coefficients();
        header[Field.TASK_TERMS] = task.terms().size();
        header[Field.TASK_TERM_TABLE] = target.add(terms());

        List<int[]> pieces = new ArrayList<>();
        int[] firstPartial = new int[task.coefficients() + 1 + parameters + 1];
        int sum = 0;
        for (Term term : task.terms()) {
            int order = target.add(order(term));
            int first = order;
            for (int rowsOfLevel : countRows(term)) {
                firstPartial[sum++] = pieces.size();
                int end = first + rowsOfLevel;
                for (; first < end; first = Math.min(end, first + pieceRows)) {
                    pieces.add(new int[] {column(term), first, Math.min(end, first + pieceRows)});
                }
            }
        }
        for (int k = 0; k <= parameters + 1; k++) {
            firstPartial[sum++] = pieces.size() + k * rowPieces;
        }
        header[Field.TASK_PIECES] = pieces.size();
        header[Field.TASK_PIECE_TABLE] =
                target.add(pieces.stream().flatMapToInt(Arrays::stream).toArray());
        header[Field.TASK_SUMS] = firstPartial.length - 1;
        header[Field.TASK_SUM_TABLE] = target.add(firstPartial);
        return new TaskSize(
                at,
                task.coefficients() + 2 * parameters,
                rows.count(),
                rowPieces,
                pieces.size(),
                firstPartial[firstPartial.length - 1],
                firstPartial.length - 1);
    }

    private double[] constant(double value) {
        double[] column = new double[rows.count()];
        Arrays.fill(column, value);
        return column;
    }

    private int orOnes(double @Nullable [] column) {
        return column == null ? ones : target.add(column);
    }

    private int column(Term term) {
        return term.covariate() < 0 ? ones : covariates[term.covariate()];
    }

    private int[] terms() {
        int[] fields = new int[task.terms().size() * Field.TERM_FIELDS];
        for (int t = 0; t < task.terms().size(); t++) {
            Term term = task.terms().get(t);
            int[] coefficients = IntStream.range(0, rows.count())
                    .map(row -> term.firstCoefficient() + level(term, row))
                    .toArray();
            fields[t * Field.TERM_FIELDS + Field.TERM_COLUMN] = column(term);
            fields[t * Field.TERM_FIELDS + Field.TERM_COEFFICIENTS] = target.add(coefficients);
        }
        return fields;
    }

    private int level(Term term, int row) {
        return term.factor() < 0 ? 0 : rows.level()[term.factor()][row];
    }

    /** Number of rows of each level of a term. */
    private int[] countRows(Term term) {
        int[] counts = new int[term.levels()];
        for (int row = 0; row < rows.count(); row++) {
            counts[level(term, row)]++;
        }
        return counts;
    }

    /** The rows by the levels of a term, ascending within one: a counting sort. */
    private int[] order(Term term) {
        int[] next = countRows(term);
        int first = 0;
        for (int level = 0; level < next.length; level++) {
            int count = next[level];
            next[level] = first;
            first += count;
        }
        int[] order = new int[rows.count()];
        for (int row = 0; row < order.length; row++) {
            order[next[level(term, row)]++] = row;
        }
        return order;
    }
}
