package leapfrog.spark;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import leapfrog.model.InputException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import picocli.CommandLine.Option;

/** Reads the options that say what files are read and written, and writes a batch's tables as Parquet. */
final class TableArguments {
    @Option(
            names = "--data-format",
            paramLabel = "auto|csv|parquet",
            defaultValue = "auto",
            description = "what DATA is; auto (default): Parquet if its name has .parquet in it, else CSV")
    private String format = "auto";

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "a new folder, of any file system that Hadoop knows: fits, summary and settings are"
                    + " written there as Parquet")
    private String out = "";

    String format() {
        return format;
    }

    /** @throws InputException if the folder is there already */
    void requireNew(SparkSession spark) {
        Path folder = new Path(out);
        try {
            FileSystem files = folder.getFileSystem(spark.sparkContext().hadoopConfiguration());
            if (files.exists(folder)) {
                throw new InputException("'" + out + "' exists; name a new --out");
            }
        } catch (IOException e) {
            throw new InputException("--out '" + out + "' cannot be looked at: " + e.getMessage(), e);
        }
    }

    /**
     * Writes what became of fits, which is computed once, unless an executor is lost: then its part is, with the same numbers.
     *
     * @param fitted rows of {@link ResultRows}
     */
    void write(Dataset<Row> fitted, Map<String, String> settings) {
        Dataset<Row> kept = fitted.persist(StorageLevel.MEMORY_AND_DISK());
        try {
            kept.drop(ResultRows.SUMMARY).write().parquet(out + "/fits");
            kept.select(
                            functions.col("fit"),
                            functions.explode(functions.col(ResultRows.SUMMARY)).as("row"))
                    .select("fit", "row.*")
                    .write()
                    .parquet(out + "/summary");
        } finally {
            kept.unpersist();
        }
        List<Row> rows = settings.entrySet().stream()
                .map(setting -> RowFactory.create(setting.getKey(), setting.getValue()))
                .toList();
        StructType columns = new StructType().add("name", DataTypes.StringType).add("value", DataTypes.StringType);
        write(fitted.sparkSession().createDataFrame(rows, columns).coalesce(1), "settings");
    }

    /** How many fits were written of each status: good, bad, failed. */
    Map<String, Long> counts(SparkSession spark) {
        return spark.read().parquet(out + "/fits").groupBy("status").count().collectAsList().stream()
                .collect(Collectors.toMap(row -> row.getString(0), row -> row.getLong(1)));
    }

    /** Writes one more table. */
    void write(Dataset<Row> table, String name) {
        table.write().parquet(out + "/" + name);
    }
}
