package leapfrog.opencl;

import leapfrog.engine.DeviceException;
import leapfrog.engine.Problem;
import leapfrog.model.Likelihood;
import leapfrog.model.ModelData;
import leapfrog.model.ModelData.Rows;
import leapfrog.model.ModelStructure;
import org.jspecify.annotations.Nullable;

/**
 * Lays out the data of all tasks of a problem as the kernels read it; {@code point.cl} documents the fields.
 *
 * @param tables headers of all tasks, then their index tables
 * @param numbers supports, priors, fixed parameters and totals of all tasks
 * @param sizes what a point of each task needs
 * @param columns columns of the row data
 * @param rows length of each column: rows of all tasks together
 */
record TaskTables(int[] tables, double[] numbers, Size[] sizes, int columns, long rows) {

    /**
     * @param sums partial sums that the passes leave for the pull-back
     * @param residuals stored scores: the rows if there is a second factor, else 0
     * @param parts of its passes
     */
    record Size(int dimension, int sums, int residuals, Parts parts) {}

    /**
     * @param partitions of the rows
     * @param runs [stages] of partial sums
     * @param levelPieces pieces of the levels that are eliminated, where effects are integrated out
     * @param columns what that leaves, the response among them
     */
    record Parts(int partitions, int[] runs, int levelPieces, int columns) {}

    static TaskTables of(Problem problem, KernelShape shape) {
        IntTable tables = new IntTable();
        DoubleTable numbers = new DoubleTable();
        Size[] sizes = new Size[problem.tasks().size()];
        tables.reserve(sizes.length * Field.TASK_FIELDS);
        long firstRow = 0;
        int covariates = 0;
        for (int k = 0; k < sizes.length; k++) {
            ModelData task = problem.tasks().get(k);
            TaskWriter writer = new TaskWriter(problem.structure(), task, shape, tables, numbers);
            sizes[k] = writer.write(k * Field.TASK_FIELDS, rowIndex(firstRow));
            firstRow += task.rows().count();
            covariates = Math.max(covariates, task.rows().covariates().length);
        }
        return new TaskTables(
                tables.toArray(), numbers.toArray(), sizes, firstCovariate(problem.structure()) + covariates, firstRow);
    }

    /** @throws DeviceException if the rows of all tasks are more than an index reaches */
    private static int rowIndex(long row) {
        if (row > Integer.MAX_VALUE) {
            throw DeviceException.outOfMemory(
                    "the data sets have more than 2^31 rows together; fit fewer data sets at once");
        }
        return (int) row;
    }

    /** What the tables and numbers need. */
    long bytes() {
        return (long) tables.length * Integer.BYTES + (long) numbers.length * Double.BYTES;
    }

    /** The column of the first covariate. */
    static int firstCovariate(ModelStructure structure) {
        return 1 + (structure.offset() ? 1 : 0) + (structure.weights() ? 1 : 0) + (errors(structure) ? 1 : 0);
    }

    private static boolean errors(ModelStructure structure) {
        return structure.likelihood() == Likelihood.NORMAL_WITH_ERROR;
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
        if (covariate == -1 && errors(structure)) {
            return rows.standardError();
        }
        return column == 1 && structure.offset() ? rows.offset() : rows.weight();
    }
}
