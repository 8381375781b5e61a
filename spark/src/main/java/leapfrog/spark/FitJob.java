package leapfrog.spark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import leapfrog.batch.FitRecord;
import leapfrog.batch.PlannedFit;
import leapfrog.cli.FitArguments;
import leapfrog.model.formula.Formula;
import leapfrog.regression.OpenFit;
import leapfrog.sample.Diagnosis;
import leapfrog.sample.Draws;
import leapfrog.sample.Fit;
import leapfrog.sample.FitSettings;
import leapfrog.sample.PartialFitException;
import leapfrog.sample.Recipe;
import leapfrog.sample.Sampler;
import leapfrog.sample.Summary;
import leapfrog.sample.SummaryRow;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Fits one model to rows that fit no machine: reduces them on all executors, then samples on the driver. */
@Command(
        name = "fit",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = {
            "Fits one model to a table of any size: executors reduce its rows, exactly but for rounding, to few rows"
                    + " with the same posterior, which the driver samples.",
            "",
            "  spark-submit … leapfrog-spark.jar fit hdfs:///homes.parquet 'log_radon ~ floor + (1 + floor || county)'"
                    + " --out hdfs:///fit --seed 1",
            "",
            "What is written: fits (one row), summary, settings and draws (a row a draw, a column a quantity).",
            ""
        })
final class FitJob implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "DATA",
            description = "a CSV or Parquet file, a folder of files, or a pattern")
    private String data = "";

    @Parameters(
            index = "1",
            paramLabel = "FORMULA",
            description = "as in lme4 and brms: 'y ~ x + (1 + x || group)'; without scale( ) and center( )")
    private String formula = "";

    @Mixin
    private FitArguments arguments = new FitArguments();

    @Mixin
    private TableArguments tables = new TableArguments();

    @Override
    public Integer call() throws PartialFitException {
        Recipe recipe = arguments.recipe(formula);
        FitSettings settings = arguments.settings();
        SparkSession spark = SparkSession.builder().appName("leapfrog fit").getOrCreate();
        tables.requireNew(spark);
        SourceTable source = SourceTable.open(spark, data, tables.format());
        ReducedTable reduced = ReducedTable.of(recipe, source.asOne(Formula.parse(recipe.formula())));
        Sampler.Request request =
                new Sampler.Request(recipe.model(reduced.design()), recipe, reduced.coding(), settings);
        try (OpenFit open = OpenFit.open(
                request, null, arguments.compute(Runtime.getRuntime().availableProcessors()))) {
            Fit fit = open.sample(open.progress(), () -> false);
            List<SummaryRow> summary = Summary.of(fit);
            FitRecord record = new FitRecord.Fitted(
                    new PlannedFit("fit", recipe, settings, reduced::coding),
                    open.request().model(),
                    fit,
                    summary,
                    Diagnosis.of(fit, summary),
                    1);
            tables.write(
                    spark.createDataFrame(List.of(ResultRows.row(record)), ResultRows.schema()),
                    described(recipe, settings));
            tables.write(draws(spark, fit.draws()), "draws");
        }
        return 0;
    }

    private Map<String, String> described(Recipe recipe, FitSettings settings) {
        Map<String, String> described = new LinkedHashMap<>(arguments.described(recipe, settings));
        described.put("data", data);
        return described;
    }

    private static Dataset<Row> draws(SparkSession spark, Draws draws) {
        StructType columns =
                new StructType().add("chain", DataTypes.IntegerType).add("draw", DataTypes.IntegerType);
        for (String name : draws.names()) {
            columns = columns.add(name, DataTypes.DoubleType);
        }
        List<Row> rows = new ArrayList<>();
        int width = draws.quantities();
        for (int chain = 0; chain < draws.chains(); chain++) {
            for (int draw = 0; draw < draws.draws(); draw++) {
                Object[] values = new Object[2 + width];
                values[0] = chain + 1;
                values[1] = draw + 1;
                for (int k = 0; k < width; k++) {
                    values[2 + k] = draws.values()[chain][draw * width + k];
                }
                rows.add(RowFactory.create(values));
            }
        }
        return spark.createDataFrame(rows, columns);
    }
}
