package leapfrog.opencl;

import java.util.Arrays;
import leapfrog.engine.Problem;
import leapfrog.model.ModelData;
import leapfrog.model.ModelData.Prior;
import leapfrog.model.ModelData.Rows;
import leapfrog.model.ModelStructure;
import leapfrog.model.Transform;
import org.jspecify.annotations.Nullable;

/**
 * Lays out the data of all tasks of a problem as the kernels read it; {@code point.cl} documents the fields.
 *
 * @param tables headers of all tasks, then their index tables
 * @param numbers observations, residual squares and priors of all tasks
 * @param sizes what a point of each task needs
 * @param columns columns of the row data
 * @param rows length of each column: rows of all tasks together
 */
record TaskTables(int[] tables, double[] numbers, Size[] sizes, int columns, long rows) {

    /**
     * @param sums partial sums that the passes over rows leave for the pull-back
     * @param residuals stored scores: the rows if there is a second factor, else 0
     */
    record Size(int dimension, int partitions, int sums, int residuals) {}

    static TaskTables of(Problem problem, KernelShape shape) {
        IntTable tables = new IntTable();
        tables.reserve(problem.tasks().size() * Field.TASK_FIELDS);
        double[][] numbers = new double[problem.tasks().size()][];
        Size[] sizes = new Size[numbers.length];
        int firstNumber = 0;
        long firstRow = 0;
        int covariates = 0;
        for (int k = 0; k < numbers.length; k++) {
            ModelData task = problem.tasks().get(k);
            numbers[k] = numbers(task);
            Place place = new Place(k * Field.TASK_FIELDS, Math.toIntExact(firstRow), firstNumber);
            sizes[k] = new TaskWriter(problem.structure(), task, shape, tables, place).write();
            firstNumber = Math.addExact(firstNumber, numbers[k].length);
            firstRow += task.rows().count();
            covariates = Math.max(covariates, task.rows().covariates().length);
        }
        double[] allNumbers =
                Arrays.stream(numbers).flatMapToDouble(Arrays::stream).toArray();
        return new TaskTables(
                tables.toArray(), allNumbers, sizes, firstCovariate(problem.structure()) + covariates, firstRow);
    }

    /** The column of the first covariate. */
    static int firstCovariate(ModelStructure structure) {
        return 1 + (structure.offset() ? 1 : 0) + (structure.weights() ? 1 : 0);
    }

    /** The column's values for a task, or null where it has none (another task of the problem has). */
    static double @Nullable [] column(ModelStructure structure, Rows rows, int column) {
        int covariate = column - firstCovariate(structure);
        if (covariate >= 0) {
            return covariate < rows.covariates().length ? rows.covariates()[covariate] : null;
        }
        if (column == 0) {
            return rows.response();
        }
        return column == 1 && structure.offset() ? rows.offset() : rows.weight();
    }

    /** Where a task's header, rows and numbers start. */
    record Place(int header, int firstRow, int firstNumber) {}

    private static double[] numbers(ModelData task) {
        double[] numbers = {
            task.rows().totals().observations(), task.rows().totals().residualSumOfSquares()
        };
        for (Prior prior : task.priors()) {
            int at = numbers.length;
            int scalars = prior.scalars().length;
            numbers = Arrays.copyOf(numbers, at + 4 + scalars);
            numbers[at] = prior.location();
            numbers[at + 1] = prior.scale();
            numbers[at + 2] = prior.df();
            numbers[at + 3] = prior.logConstant();
            System.arraycopy(prior.weights(), 0, numbers, at + 4, scalars);
        }
        return numbers;
    }

    static int[] transforms(ModelData task) {
        return task.scalars().stream()
                .mapToInt(transform -> transform.equals(Transform.EXP) ? 1 : 0)
                .toArray();
    }
}
