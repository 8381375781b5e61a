package leapfrog.tornado;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import leapfrog.model.ModelData;
import leapfrog.model.ModelData.Rows;
import leapfrog.model.ModelData.Term;
import leapfrog.model.ModelStructure;
import org.jspecify.annotations.Nullable;

/**
 * Writes the tables of one task; {@link Field} says what near and far terms are. Rows are cut into pieces as a function of the rows alone,
 * so that the order of summation never depends on points or threads.
 */
final class TaskWriter {
    private final ProblemTables target;
    private final ModelData task;
    private final Rows rows;
    private final int parameters;
    private final LevelPieces rowPieces;
    private final Targets targets = new Targets();
    private final IntList farPieces = new IntList();
    private final int ones;
    private final int[] covariates;

    TaskWriter(ProblemTables target, ModelStructure structure, ModelData task) {
        this.target = target;
        this.task = task;
        rows = task.rows();
        parameters = structure.likelihood().parameters().size();
        rowPieces = structure.factors() > 0
                ? LevelPieces.of(rows.level()[0], rows.levels()[0])
                : LevelPieces.of(new int[rows.count()], 1);
        ones = target.add(constant(1));
        covariates = Arrays.stream(rows.covariates()).mapToInt(target::add).toArray();
    }

    TaskSize write() {
        int[] header = new int[Field.TASK_FIELDS];
        int at = target.add(header);
        header[Field.TASK_ROW_PIECES] = rowPieces.count();
        header[Field.TASK_FIRST_ROWS] = target.add(rowPieces.firstRows());
        header[Field.TASK_RESPONSE] = target.add(rows.response());
        header[Field.TASK_OFFSET] = target.add(rows.offset() == null ? constant(0) : rows.offset());
        header[Field.TASK_WEIGHT] = orOnes(rows.weight());
        header[Field.TASK_ERROR] = orOnes(rows.standardError());
        header[Field.TASK_COEFFICIENTS] = task.coefficients();

        List<Term> near = terms(term -> term.factor() <= 0);
        List<Term> far = terms(term -> term.factor() > 0);
        IntList terms = new IntList();
        near.forEach(term -> addNear(term, terms));
        far.forEach(term -> addFar(term, terms));
        header[Field.TASK_NEAR_TERMS] = target.add(terms.toArray());
        header[Field.TASK_FAR_TERMS] = header[Field.TASK_NEAR_TERMS] + near.size() * Field.TERM_FIELDS;
        header[Field.TASK_TERMS_END] = header[Field.TASK_FAR_TERMS] + far.size() * Field.TERM_FIELDS;
        header[Field.TASK_FAR_PIECES] = farPieces.size() / Field.PIECE_FIELDS;
        header[Field.TASK_PIECE_TABLE] = target.add(farPieces.toArray());

        IntList rowTargets = new IntList();
        for (int k = 0; k <= parameters; k++) {
            rowTargets.add(targets.of(task.coefficients() + k, rowPieces.count()));
        }
        header[Field.TASK_ROW_TARGETS] = target.add(rowTargets.toArray());
        header[Field.TASK_SUMS] = targets.added();
        header[Field.TASK_SUM_TABLE] = target.add(targets.table());
        return new TaskSize(
                at,
                task.coefficients() + 2 * parameters,
                rows.count(),
                targets.partials(),
                task.coefficients() + 1 + parameters,
                rowPieces.count(),
                header[Field.TASK_FAR_PIECES],
                targets.added());
    }

    private List<Term> terms(Predicate<Term> which) {
        return task.terms().stream().filter(which).toList();
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

    /** A term that has one coefficient in each row piece. */
    private void addNear(Term term, IntList terms) {
        boolean single = term.factor() < 0;
        int[] coefficients = IntStream.of(rowPieces.levels())
                .map(level -> term.firstCoefficient() + (single ? 0 : level))
                .toArray();
        IntList of = new IntList();
        if (single) {
            of.add(targets.of(term.firstCoefficient(), rowPieces.count()));
        } else {
            for (int level = 0; level < term.levels(); level++) {
                of.add(targets.of(term.firstCoefficient() + level, rowPieces.countOf(level)));
            }
        }
        terms.add(column(term), target.add(coefficients), target.add(of.toArray()));
    }

    /** A term whose levels have pieces of their own. */
    private void addFar(Term term, IntList terms) {
        int[] level = rows.level()[term.factor()];
        LevelPieces pieces = LevelPieces.of(level, term.levels());
        int order = target.add(pieces.order());
        int piece = 0;
        for (int of = 0; of < term.levels(); of++) {
            for (int to : targets.of(term.firstCoefficient() + of, pieces.countOf(of))) {
                farPieces.add(
                        column(term), order + pieces.firstRows()[piece], order + pieces.firstRows()[piece + 1], to);
                piece++;
            }
        }
        int[] coefficients =
                IntStream.of(level).map(j -> term.firstCoefficient() + j).toArray();
        terms.add(column(term), target.add(coefficients), 0);
    }
}
