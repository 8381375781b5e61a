package leapfrog.tornado;

import java.util.ArrayList;
import java.util.List;
import leapfrog.engine.Problem;
import uk.ac.manchester.tornado.api.types.arrays.DoubleArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * Holds the rows and terms of all tasks of a problem as kernels read them; {@link Field} numbers the fields. Whole numbers stand in one
 * table, columns of rows in another.
 */
final class ProblemTables {
    private final List<int[]> tables = new ArrayList<>();
    private final List<double[]> columns = new ArrayList<>();
    private final TaskSize[] sizes;
    private long tableLength;
    private long columnLength;

    ProblemTables(Problem problem) {
        sizes = problem.tasks().stream()
                .map(task -> new TaskWriter(this, problem.structure(), task).write())
                .toArray(TaskSize[]::new);
    }

    /** Adds whole numbers, which may still be changed; returns where they start. */
    int add(int[] numbers) {
        int at = Math.toIntExact(tableLength);
        tables.add(numbers);
        tableLength += numbers.length;
        return at;
    }

    /** Adds a column; returns where it starts. */
    int add(double[] column) {
        int at = Math.toIntExact(columnLength);
        columns.add(column);
        columnLength += column.length;
        return at;
    }

    TaskSize size(int task) {
        return sizes[task];
    }

    /** The largest need of any task, field by field. */
    TaskSize largest() {
        TaskSize largest = TaskSize.NOTHING;
        for (TaskSize size : sizes) {
            largest = largest.orMore(size);
        }
        return largest;
    }

    /** What the tables take on a device. */
    long bytes() {
        return tableLength * Integer.BYTES + columnLength * Double.BYTES;
    }

    /** A copy for a plan; never empty, for TornadoVM knows no empty array. */
    IntArray tables() {
        IntArray copy = new IntArray(Math.toIntExact(Math.max(1, tableLength)));
        int at = 0;
        for (int[] part : tables) {
            for (int number : part) {
                copy.set(at++, number);
            }
        }
        return copy;
    }

    /** A copy for a plan. */
    DoubleArray columns() {
        DoubleArray copy = new DoubleArray(Math.toIntExact(Math.max(1, columnLength)));
        int at = 0;
        for (double[] column : columns) {
            for (double number : column) {
                copy.set(at++, number);
            }
        }
        return copy;
    }
}
