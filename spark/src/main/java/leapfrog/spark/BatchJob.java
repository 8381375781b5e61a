package leapfrog.spark;

import static leapfrog.spark.SourceTable.named;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import leapfrog.batch.Plan;
import leapfrog.cli.PlanArguments;
import leapfrog.model.InputException;
import leapfrog.model.formula.Formula;
import leapfrog.model.formula.QuotedName;
import leapfrog.regression.Compute;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Fits one formula to many data sets, on all executors. */
@Command(
        name = "batch",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = {
            "Fits one formula to many data sets, each by itself, many at a time, as 'leapfrog batch' does, with the"
                    + " same numbers: a data set's seed is made of its name, and the order of rows does not matter.",
            "",
            "  spark-submit … leapfrog-spark.jar batch hdfs:///homes.parquet 'log_radon ~ floor + (1 | county)'"
                    + " --by state --out hdfs:///states --seed 1",
            ""
        })
final class BatchJob implements Callable<Integer> {
    private static final int DONE = 0;
    /** The command's code where the diagnosis is bad. */
    private static final int BAD = 3;

    private static final String KEY = "leapfrog data set";
    private static final String SHARE = "leapfrog share";

    @Parameters(
            index = "0",
            paramLabel = "DATA",
            description = "a CSV or Parquet file, a folder of files, or a pattern")
    private String data = "";

    @Parameters(index = "1", paramLabel = "FORMULA", description = "as in lme4 and brms: 'y ~ x + (1 + x || group)'")
    private String formula = "";

    @Mixin
    private PlanArguments arguments = new PlanArguments();

    @Mixin
    private TableArguments tables = new TableArguments();

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description = "tasks that the fits are spread over (default: Spark's default parallelism, a task a core)")
    private @Nullable Integer partitions;

    @Option(
            names = "--launch",
            paramLabel = "N",
            defaultValue = "512",
            description =
                    "fits that an executor makes together (default 512); their data sets, draws and summaries are in"
                            + " its memory at once")
    private int launch = 512;

    @Option(names = "--strict", description = "exit with code 3 if a fit is bad or failed")
    private boolean strict;

    @Spec
    private CommandSpec spec;

    /**
     * A batch that is about to run.
     *
     * @param rows of all data sets, where they are to be fitted
     * @param settings what decides its numbers
     */
    record Prepared(Dataset<Row> rows, FitDataSets fits, Map<String, String> settings) {}

    @Override
    public Integer call() {
        if (launch < 1 || (partitions != null && partitions < 1)) {
            throw new InputException("--launch and --partitions must be at least 1");
        }
        SparkSession spark = SparkSession.builder().appName("leapfrog batch").getOrCreate();
        tables.requireNew(spark);
        Prepared batch = prepared(spark);
        tables.write(fitted(batch.rows(), batch.fits()), batch.settings());
        Map<String, Long> counts = tables.counts(spark);
        spec.commandLine()
                .getOut()
                .println("fits: %d good, %d bad, %d failed"
                        .formatted(
                                counts.getOrDefault("good", 0L),
                                counts.getOrDefault("bad", 0L),
                                counts.getOrDefault("failed", 0L)));
        return strict && !counts.keySet().equals(Set.of("good")) ? BAD : DONE;
    }

    TableArguments tables() {
        return tables;
    }

    /** Says what runs where; only counts the data sets, and looks at what their columns are. */
    Prepared prepared(SparkSession spark) {
        Plan plan = arguments.plan(formula);
        SourceTable source = SourceTable.open(spark, data, tables.format());
        String by = arguments.by() == null ? null : QuotedName.among(source.names(), arguments.by());
        Dataset<Row> sets = sets(source, Formula.parse(plan.recipe().formula()), by);
        long count = sets.select(named(KEY)).distinct().count();
        if (count == 0) {
            throw new InputException("'" + data + "' has no row with a data set");
        }
        int each = Math.max(1, plan.replicates()) * plan.choices().size();
        int tasks = partitions == null ? spark.sparkContext().defaultParallelism() : partitions;
        int shares = Math.clamp(Math.ceilDiv(tasks, count), 1, each);
        Compute compute = arguments.compute(Executors.threads(spark));
        int chains =
                (int) Math.min(Integer.MAX_VALUE, count * each * plan.settings().chains());
        Engine engine = new Engine(compute, chains, arguments.refitBad(), arguments.standIn(compute));
        Map<String, String> settings = new LinkedHashMap<>(arguments.settings(plan));
        settings.put("data", data);
        settings.put("fits", Long.toString(count * each));
        return new Prepared(spread(sets, shares, tasks), new FitDataSets(plan, engine, by, shares, launch), settings);
    }

    /** The rows, each behind the data set that it is of. */
    private static Dataset<Row> sets(SourceTable source, Formula used, @Nullable String by) {
        if (by == null) {
            return source.byFile(used, KEY);
        }
        Dataset<Row> rows = source.asOne(used, by);
        boolean number = rows.schema().apply(by).dataType().equals(DataTypes.DoubleType);
        // A key of 0 is one, whatever its sign.
        Column key = number ? named(by).plus(0.0) : named(by);
        List<Column> columns = new ArrayList<>(List.of(key.as(KEY)));
        for (String name : rows.columns()) {
            columns.add(named(name));
        }
        return rows.filter(
                        number
                                ? functions.not(functions.isnan(named(by)))
                                : named(by).isNotNull())
                .select(columns.toArray(Column[]::new));
    }

    /** Each data set's rows together, in as many partitions as it has shares. */
    private static Dataset<Row> spread(Dataset<Row> sets, int shares, int tasks) {
        List<Column> columns = new ArrayList<>(List.of(
                named(KEY),
                functions
                        .explode(functions.sequence(functions.lit(0), functions.lit(shares - 1)))
                        .as(SHARE)));
        for (String name : sets.columns()) {
            if (!name.equals(KEY)) {
                columns.add(named(name));
            }
        }
        return sets.select(columns.toArray(Column[]::new))
                .repartition(tasks, named(KEY), named(SHARE))
                .sortWithinPartitions(named(KEY), named(SHARE));
    }

    /** What became of the fits of data sets that are spread. */
    static Dataset<Row> fitted(Dataset<Row> spread, MapPartitionsFunction<Row, Row> fits) {
        return spread.mapPartitions(fits, Encoders.row(ResultRows.schema()));
    }
}
