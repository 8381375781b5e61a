package leapfrog.spark;

import java.util.Arrays;
import java.util.List;
import leapfrog.batch.FitRecord;
import leapfrog.data.LedgerRows;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Turns what became of fits into rows of Spark: the columns of the ledger's table {@code fits}, and behind them the rows of {@code summary}. */
final class ResultRows {
    static final String SUMMARY = "summary";

    private ResultRows() {}

    static StructType schema() {
        return of(LedgerRows.fitColumns()).add(SUMMARY, DataTypes.createArrayType(of(LedgerRows.summaryColumns())));
    }

    static Row row(FitRecord record) {
        @Nullable Object[] fit = LedgerRows.fit(record);
        @Nullable Object[] values = Arrays.copyOf(fit, fit.length + 1);
        values[fit.length] =
                LedgerRows.summary(record).stream().map(RowFactory::create).toArray(Row[]::new);
        return RowFactory.create(values);
    }

    private static StructType of(List<LedgerRows.Column> columns) {
        StructType type = new StructType();
        for (LedgerRows.Column column : columns) {
            type = type.add(column.name(), type(column.type()));
        }
        return type;
    }

    private static DataType type(String sql) {
        return switch (sql) {
            case "VARCHAR" -> DataTypes.StringType;
            case "BOOLEAN" -> DataTypes.BooleanType;
            case "INTEGER" -> DataTypes.IntegerType;
            case "BIGINT" -> DataTypes.LongType;
            case "DOUBLE" -> DataTypes.DoubleType;
            case "TIMESTAMP" -> DataTypes.TimestampNTZType;
            default -> throw new IllegalArgumentException("no type of Spark for " + sql);
        };
    }
}
