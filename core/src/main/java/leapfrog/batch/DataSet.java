package leapfrog.batch;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import leapfrog.model.Table;
import leapfrog.model.design.LevelRows;
import leapfrog.random.Purpose;
import leapfrog.random.RandomSequence;

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

    /**
     * As many rows of this data set as it has, drawn with replacement: bootstrap replicates, which depend on the seed, their number, this name and
     * the rows' content alone, not on their order.
     *
     * @param count of replicates; they are named after this data set and numbered from 1 on
     */
    public List<DataSet> bootstrap(int count, long seed) {
        int digits = Integer.toString(count).length();
        return IntStream.rangeClosed(1, count)
                .mapToObj(k -> {
                    String replicate = name + "#" + String.format("%0" + digits + "d", k);
                    return new DataSet(replicate, () -> resampled(rows.get(), FitSeed.of(seed, replicate)));
                })
                .toList();
    }

    private static Table resampled(Table given, long seed) {
        Table table = given.inCanonicalOrder();
        RandomSequence random = new RandomSequence();
        random.begin(seed, 0, Purpose.RESAMPLE, 0);
        int[] drawn = new int[table.rows()];
        Arrays.setAll(drawn, i -> (int) (random.uniform() * table.rows()));
        return table.rows(drawn);
    }
}
