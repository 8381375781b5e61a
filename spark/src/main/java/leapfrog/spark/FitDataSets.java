package leapfrog.spark;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.stream.IntStream;
import leapfrog.batch.DataSet;
import leapfrog.batch.Plan;
import leapfrog.batch.PlannedFit;
import leapfrog.model.Table;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Fits the data sets of a partition, many at a time. Its rows have the data set they are of, the share of its fits that they are for, and then the
 * columns of the table; rows of one data set and share follow one another.
 *
 * @param by the column whose values are the data sets, or null where each is a file
 * @param shares number of partitions that the fits of one data set are spread over
 * @param launch fits that are handed to the engine at a time, unless one data set has more
 */
record FitDataSets(Plan plan, Engine engine, @Nullable String by, int shares, int launch)
        implements MapPartitionsFunction<Row, Row> {
    /** Columns before those of the table. */
    static final int KEYS = 2;

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        return new Launches(rows);
    }

    private List<PlannedFit> fits(List<Row> rows) {
        Table table = RowTable.of(rows, KEYS, by == null);
        DataSet set = by == null
                ? new DataSet(rows.getFirst().getString(0), () -> table)
                : DataSet.by(table, by).getFirst();
        List<PlannedFit> all = plan.fits(set);
        int share = rows.getFirst().getInt(1);
        return IntStream.range(0, all.size())
                .filter(k -> k % shares == share)
                .mapToObj(all::get)
                .toList();
    }

    /** Reads data sets until they make a launch, and gives out its rows before it reads on. */
    private final class Launches implements Iterator<Row> {
        private final Iterator<Row> rows;
        private final Queue<Row> made = new ArrayDeque<>();
        private @Nullable Row next;

        Launches(Iterator<Row> rows) {
            this.rows = rows;
            next = rows.hasNext() ? rows.next() : null;
        }

        @Override
        public boolean hasNext() {
            while (made.isEmpty() && next != null) {
                List<PlannedFit> together = new ArrayList<>();
                while (next != null && together.size() < launch) {
                    together.addAll(fits(dataSet(next)));
                }
                made.addAll(engine.rows(together));
            }
            return !made.isEmpty();
        }

        private List<Row> dataSet(Row first) {
            List<Row> group = new ArrayList<>();
            Row row = first;
            while (row != null && row.get(0).equals(first.get(0)) && row.getInt(1) == first.getInt(1)) {
                group.add(row);
                row = rows.hasNext() ? rows.next() : null;
            }
            next = row;
            return group;
        }

        @Override
        public Row next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return made.remove();
        }
    }
}
