package leapfrog.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import leapfrog.data.CsvFields;
import leapfrog.model.InputException;
import leapfrog.model.Table;
import leapfrog.model.design.DesignBuilder;
import leapfrog.model.formula.Formula;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;

/**
 * Reads CSV or Parquet files of any file system that Hadoop knows, with the command's rules: a column is numbers or text, and what is missing is
 * said by the same words.
 */
final class SourceTable {
    /** The name of a row's file. */
    private static final String FILE = "_metadata.file_name";

    private final Dataset<Row> rows;
    private final boolean csv;

    private SourceTable(Dataset<Row> rows, boolean csv) {
        this.rows = rows;
        this.csv = csv;
    }

    /**
     * Opens files.
     *
     * @param path a file, a folder of files, or a pattern
     * @param format csv, parquet, or auto: as the path's name says, CSV if it says nothing
     * @throws InputException if there is no such file, or it has no columns
     */
    static SourceTable open(SparkSession spark, String path, String format) {
        boolean csv = switch (format) {
            case "csv" -> true;
            case "parquet" -> false;
            case "auto" -> !path.toLowerCase(Locale.ROOT).contains(".parquet");
            default -> throw new InputException("--data-format " + format + ": it must be auto, csv or parquet");
        };
        try {
            Dataset<Row> rows = csv
                    ? spark.read()
                            .option("header", true)
                            .option("enforceSchema", false)
                            .option("escape", "\"")
                            .option("ignoreLeadingWhiteSpace", true)
                            .option("ignoreTrailingWhiteSpace", true)
                            .option("mode", "FAILFAST")
                            .csv(path)
                    : spark.read().parquet(path);
            if (rows.columns().length == 0) {
                throw new InputException("'" + path + "' has no columns");
            }
            return new SourceTable(rows, csv);
        } catch (Exception e) {
            // Spark's checked exceptions are declared nowhere.
            if (e instanceof AnalysisException analysis) {
                throw new InputException("'" + path + "' cannot be read: " + analysis.getMessage(), e);
            }
            throw e;
        }
    }

    /** Names of the columns. */
    List<String> names() {
        return List.of(rows.columns());
    }

    /** The columns that a formula uses, and these. */
    private List<String> used(Formula formula, Stream<String> more) {
        Map<String, Table.Column> row = new LinkedHashMap<>();
        for (String name : rows.columns()) {
            row.put(name, new Table.Column.Numbers(new double[] {1}));
        }
        return Stream.concat(DesignBuilder.usedPart(formula, Table.of(row)).names().stream(), more)
                .distinct()
                .toList();
    }

    /**
     * The used columns of all files as one table, whose columns are numbers, with NaN where a value is missing, or text, with null.
     *
     * @param more further columns that are needed
     */
    Dataset<Row> asOne(Formula formula, String... more) {
        List<String> names = used(formula, Arrays.stream(more));
        for (String name : more) {
            if (!names().contains(name)) {
                throw new InputException("no column '" + name + "'; columns are: " + String.join(", ", rows.columns()));
            }
        }
        NavigableSet<String> numbers = numbers(names);
        List<Column> columns = new ArrayList<>();
        for (String name : names) {
            Column column = named(name);
            columns.add((numbers.contains(name) ? number(column) : text(column)).as(name));
        }
        return rows.select(columns.toArray(Column[]::new));
    }

    /**
     * The used columns of each file as a table of its own, told apart by a first column; those of CSV are text as it was written, for whether a
     * column is numbers is for its own file to say.
     *
     * @param key name of the first column
     */
    Dataset<Row> byFile(Formula formula, String key) {
        List<Column> columns = new ArrayList<>();
        columns.add(functions
                .regexp_replace(functions.col(FILE), "(?<=.)\\.[^.]*$", "")
                .as(key));
        for (String name : used(formula, Stream.of())) {
            Column column = named(name);
            columns.add((csv ? column : isNumeric(name) ? number(column) : text(column)).as(name));
        }
        return rows.select(columns.toArray(Column[]::new));
    }

    /** Those columns that are numbers; of CSV files the values say it. */
    private NavigableSet<String> numbers(List<String> names) {
        NavigableSet<String> numbers = new TreeSet<>();
        if (!csv) {
            names.stream().filter(this::isNumeric).forEach(numbers::add);
            return numbers;
        }
        Column[] all = names.stream()
                .map(name -> functions.bool_and(functions
                        .udf((UDF1<String, Boolean>) CsvFields::isNumber, DataTypes.BooleanType)
                        .apply(named(name))))
                .toArray(Column[]::new);
        Row said = rows.agg(all[0], Arrays.copyOfRange(all, 1, all.length)).head();
        for (int k = 0; k < names.size(); k++) {
            if (said.isNullAt(k) || said.getBoolean(k)) {
                numbers.add(names.get(k));
            }
        }
        return numbers;
    }

    private boolean isNumeric(String name) {
        StructField field = rows.schema().apply(name);
        return field.dataType() instanceof NumericType;
    }

    private Column number(Column column) {
        return csv
                ? functions
                        .udf((UDF1<String, Double>) CsvFields::number, DataTypes.DoubleType)
                        .apply(column)
                : functions.coalesce(column.cast(DataTypes.DoubleType), functions.lit(Double.NaN));
    }

    private Column text(Column column) {
        return csv
                ? functions.when(
                        functions.not(functions
                                .udf((UDF1<String, Boolean>) CsvFields::isMissing, DataTypes.BooleanType)
                                .apply(column)),
                        column)
                : column.cast(DataTypes.StringType);
    }

    /** A column by its name, whatever is in it. */
    static Column named(String name) {
        return functions.col("`" + name.replace("`", "``") + "`");
    }
}
