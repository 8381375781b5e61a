package leapfrog.spark;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import leapfrog.model.Design;
import leapfrog.model.InputException;
import leapfrog.model.Table;
import leapfrog.model.design.DesignBuilder;
import leapfrog.model.formula.Formula;
import leapfrog.model.merge.LevelKey;
import leapfrog.model.merge.LevelSums;
import leapfrog.model.merge.MergedRows;
import leapfrog.sample.Recipe;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import scala.Tuple2;

/**
 * Reduces a table that fits no machine to a design of few rows with the same posterior: a first pass finds all combinations of levels, which
 * every part needs to code its rows alike; a second one sums the rows of each partition, and Spark merges the sums by key.
 *
 * @param coding a row of each combination of levels
 * @param design of the reduced rows
 */
record ReducedTable(Table coding, Design design) {
    /** Rows of a partition that are coded at a time, and so often the rows of the coding where those are many. */
    private static final int CHUNK = 1 << 14;

    private static final int CODINGS = 8;

    /**
     * Reduces the rows of a table without missing values.
     *
     * @param rows columns of numbers and text
     * @throws InputException if the formula asks for what only all rows together tell, or no row is left
     */
    static ReducedTable of(Recipe recipe, Dataset<Row> rows) {
        Formula formula = Formula.parse(recipe.formula());
        List<String> constants = DesignBuilder.constantsOfAllRows(formula);
        if (!constants.isEmpty()) {
            throw new InputException(constants.getFirst() + " takes its constants from all rows, which no machine has"
                    + " here; write them as numbers, as in I((x - 3.2) / 1.4)");
        }
        Dataset<Row> used = rows.filter(present(rows));
        String[] leveled = leveled(formula, rows);
        List<Row> coding = (leveled.length == 0 ? used.limit(1) : used.dropDuplicates(leveled)).collectAsList();
        if (coding.isEmpty()) {
            throw new InputException("no row is left: each has a missing value in a column that the formula uses");
        }
        Map<LevelKey, LevelSums> sums = used.javaRDD()
                .mapPartitionsToPair(new SumPartition(recipe, coding))
                .reduceByKey(LevelSums::merge)
                .collectAsMap();
        Table table = RowTable.of(coding, 0, false);
        return new ReducedTable(table, MergedRows.design(recipe.design(table), sums));
    }

    private static Column present(Dataset<Row> rows) {
        Column all = functions.lit(true);
        for (StructField field : rows.schema().fields()) {
            Column column = SourceTable.named(field.name());
            all = all.and(
                    field.dataType().equals(DataTypes.DoubleType)
                            ? functions.not(functions.isnan(column))
                            : column.isNotNull());
        }
        return all;
    }

    /** Names of the columns whose values are levels. */
    private static String[] leveled(Formula formula, Dataset<Row> rows) {
        Set<String> names = DesignBuilder.levelColumns(formula);
        for (StructField field : rows.schema().fields()) {
            if (field.dataType().equals(DataTypes.StringType)) {
                names.add(field.name());
            }
        }
        return names.toArray(String[]::new);
    }

    /** Sums the rows of a partition, chunk by chunk, each behind the rows of the coding. */
    private record SumPartition(Recipe recipe, List<Row> coding)
            implements PairFlatMapFunction<Iterator<Row>, LevelKey, LevelSums> {
        @Override
        public Iterator<Tuple2<LevelKey, LevelSums>> call(Iterator<Row> rows) {
            int chunk = Math.max(CHUNK, CODINGS * coding.size());
            MergedRows sums = new MergedRows(recipe.family());
            List<Row> part = new ArrayList<>(coding);
            while (rows.hasNext()) {
                part.add(rows.next());
                if (part.size() == coding.size() + chunk || !rows.hasNext()) {
                    sums.add(recipe.design(RowTable.of(part, 0, false)), coding.size());
                    part = new ArrayList<>(coding);
                }
            }
            return sums.sums().entrySet().stream()
                    .map(entry -> new Tuple2<>(entry.getKey(), entry.getValue().compressed()))
                    .iterator();
        }
    }
}
