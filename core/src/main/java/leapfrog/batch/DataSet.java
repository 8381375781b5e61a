package leapfrog.batch;

import java.util.List;
import java.util.function.Supplier;
import leapfrog.model.Table;
import leapfrog.model.design.LevelRows;

/**
 * Names rows that are fitted by themselves.
 *
 * @param rows gives them, each time they are asked for; may throw {@link leapfrog.model.InputException}
 */
public record DataSet(String name, Supplier<Table> rows) {
    /**
     * The rows of each level of a column, named after it.
     *
     * @throws leapfrog.model.InputException as {@link LevelRows#of}
     */
    public static List<DataSet> by(Table table, String column) {
        return LevelRows.of(table, column).entrySet().stream()
                .map(level -> new DataSet(level.getKey(), () -> table.rows(level.getValue())))
                .toList();
    }
}
