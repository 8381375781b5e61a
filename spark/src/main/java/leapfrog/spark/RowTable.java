package leapfrog.spark;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import leapfrog.data.CsvFields;
import leapfrog.model.Table;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Turns rows of Spark into a table. */
final class RowTable {
    private RowTable() {}

    /**
     * The columns from one on, of rows of which there is at least one.
     *
     * @param undecided whether columns of text are as a CSV file has them, and numbers where all of it is
     */
    static Table of(List<Row> rows, int from, boolean undecided) {
        StructType schema = rows.getFirst().schema();
        Map<String, Table.Column> columns = new LinkedHashMap<>();
        for (int k = from; k < schema.length(); k++) {
            StructField field = schema.apply(k);
            columns.put(field.name(), column(rows, k, field, undecided));
        }
        return Table.of(columns);
    }

    private static Table.Column column(List<Row> rows, int k, StructField field, boolean undecided) {
        if (field.dataType().equals(DataTypes.DoubleType)) {
            return new Table.Column.Numbers(
                    rows.stream().mapToDouble(row -> row.getDouble(k)).toArray());
        }
        @Nullable String[] text = rows.stream().map(row -> row.getString(k)).toArray(String[]::new);
        if (!undecided) {
            return new Table.Column.Text(text);
        }
        if (Arrays.stream(text).allMatch(CsvFields::isNumber)) {
            return new Table.Column.Numbers(
                    Arrays.stream(text).mapToDouble(CsvFields::number).toArray());
        }
        Arrays.setAll(text, i -> CsvFields.isMissing(text[i]) ? null : Objects.requireNonNull(text[i]));
        return new Table.Column.Text(text);
    }
}
