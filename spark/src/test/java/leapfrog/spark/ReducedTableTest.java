package leapfrog.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import leapfrog.data.TableFile;
import leapfrog.model.Design;
import leapfrog.model.Family;
import leapfrog.model.Model;
import leapfrog.model.ScalarLogDensity;
import leapfrog.model.Table;
import leapfrog.model.formula.Formula;
import leapfrog.regression.Compute;
import leapfrog.regression.Regression;
import leapfrog.sample.Draws;
import leapfrog.sample.Fit;
import leapfrog.sample.FitSettings;
import leapfrog.sample.Recipe;
import leapfrog.sample.Summary;
import leapfrog.sample.SummaryRow;
import leapfrog.warmup.WarmupLength;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reduces generated rows on Spark, and holds the posterior of what is left against that of all rows. */
class ReducedTableTest {
    private static final int ROWS = 6000;
    private static final String CELLS = "y ~ floor + (1 + floor || county)";
    private static final String DECOMPOSED = "y ~ area + floor + (1 + area | county)";

    private static SparkSession spark;

    @TempDir
    private static Path folder;

    private static Path data;

    @BeforeAll
    static void start() throws IOException {
        spark = SparkSessions.local();
        Random random = new Random(12);
        List<String> lines = new ArrayList<>(List.of("county,floor,area,y"));
        for (int i = 0; i < ROWS; i++) {
            int county = random.nextInt(8);
            int floor = random.nextInt(2);
            double area = 100 + 20 * random.nextGaussian();
            double y = 1 + county / 4.0 - floor / 2.0 + (area - 100) / 50 + random.nextGaussian();
            lines.add("c%d,%d,%s,%s".formatted(county, floor, i == 3 ? "NA" : area, i % 1000 == 9 ? "" : y));
        }
        data = Files.write(folder.resolve("homes.csv"), lines);
    }

    private static Recipe recipe(String formula) {
        return new Recipe(
                Formula.parse(formula).toString(), Family.GAUSSIAN, List.of(), List.of("auto"), true, false, true);
    }

    private static ReducedTable reduced(String formula, int partitions) {
        Dataset<Row> rows = SourceTable.open(spark, data.toString(), "auto").asOne(Formula.parse(formula));
        return ReducedTable.of(recipe(formula), rows.repartition(partitions));
    }

    /** The reduced rows have the log density of all rows, to rounding, and as many of them stand for the others as a level needs. */
    private static void assertSamePosterior(String formula, int rows) {
        Design design = reduced(formula, 5).design();
        assertEquals(rows, design.rows());
        Recipe recipe = recipe(formula);
        Table table = TableFile.read(data);
        Model all = recipe.model(table);
        Model few = recipe.model(design);
        assertEquals(all.reduction().rows(), few.reduction().rows());
        assertEquals(all.coordinates(), few.coordinates());
        Random random = new Random(2);
        int dimension = all.data().dimension();
        for (int k = 0; k < 5; k++) {
            double[] position = random.doubles(dimension, -1, 1).toArray();
            double[] expected = new double[dimension];
            double[] actual = new double[dimension];
            double density = new ScalarLogDensity(all.structure(), all.data()).evaluate(position, 0, expected, 0);
            double less = new ScalarLogDensity(few.structure(), few.data()).evaluate(position, 0, actual, 0);
            // Sums of 6000 terms of one sign, of columns that are rounded a few times.
            assertEquals(density, less, 1e-11 * Math.abs(density));
            double norm = Math.sqrt(Arrays.stream(expected).map(u -> u * u).sum());
            assertArrayEquals(expected, actual, 1e-10 * norm);
        }
    }

    @Test
    void cellsHaveThePosteriorOfAllRows() {
        assertSamePosterior(CELLS, 16);
    }

    @Test
    void decomposedRowsHaveThePosteriorOfAllRows() {
        assertSamePosterior(DECOMPOSED, 24);
    }

    @Test
    void noBitOfACellDependsOnHowRowsAreSpread() {
        Design one = reduced(CELLS, 1).design();
        Design seven = reduced(CELLS, 7).design();
        assertArrayEquals(one.response(), seven.response());
        assertArrayEquals(one.repeats().count(), seven.repeats().count());
        assertArrayEquals(one.repeats().squares(), seven.repeats().squares());
    }

    @Test
    void aFitOfReducedRowsIsThatOfAllRows() {
        Path out = folder.resolve("fit");
        assertEquals(0, Main.execute("fit", data.toString(), DECOMPOSED, "--out", out.toString(), "--seed", "1"));
        Map<String, Row> reduced = spark.read().parquet(out + "/summary").collectAsList().stream()
                .collect(Collectors.toMap(row -> row.getAs("parameter"), Function.identity()));
        Fit fit = Regression.of(recipe(DECOMPOSED), Regression.of(CELLS).seed(2).settings(), Compute.auto())
                .fit(TableFile.read(data));
        List<SummaryRow> all = Summary.of(fit);
        assertEquals(all.size(), reduced.size());
        for (SummaryRow row : all) {
            Row other = reduced.get(row.parameter());
            // Independent draws: the difference of means over its Monte Carlo error is about normal, for some thirty
            // quantities.
            double error = Math.hypot(row.mcseMean(), other.<Double>getAs("mcse_mean"));
            assertEquals(row.mean(), other.<Double>getAs("mean"), 5 * error, row.parameter());
        }
        assertEquals(4000, spark.read().parquet(out + "/draws").count());
        assertEquals(ROWS - 7, spark.read().parquet(out + "/fits").head().<Integer>getAs("used_rows"));
    }

    @Test
    void aFitOfCellsHasTheDrawsOfAllRowsBitByBit() {
        Path out = folder.resolve("cells");
        assertEquals(
                0,
                Main.execute(Stream.concat(
                                Stream.of("fit", data.toString(), CELLS, "--out", out.toString()),
                                Stream.of("--seed", "3", "--chains", "2", "--warmup", "100", "--draws", "25"))
                        .toArray(String[]::new)));
        FitSettings settings = FitSettings.defaults(3)
                .withChains(2)
                .with(new WarmupLength.Fixed(100))
                .withDraws(25);
        Draws all = Regression.of(recipe(CELLS), settings, Compute.auto())
                .fit(TableFile.read(data))
                .draws();
        List<Row> rows = spark.read().parquet(out + "/draws").collectAsList();
        assertEquals(2 * 25, rows.size());
        for (Row row : rows) {
            double[] chain = all.values()[row.<Integer>getAs("chain") - 1];
            int first = (row.<Integer>getAs("draw") - 1) * all.quantities();
            for (int k = 0; k < all.quantities(); k++) {
                assertEquals(chain[first + k], row.<Double>getAs(all.names().get(k)));
            }
        }
    }

    @Test
    void whatOnlyAllRowsTellIsRefused() {
        String out = folder.resolve("none").toString();
        assertEquals(2, Main.execute("fit", data.toString(), "y ~ scale(area)", "--out", out));
        assertEquals(2, Main.execute("fit", data.toString(), "y ~ I(area - center(floor) * 2)", "--out", out));
        assertEquals(2, Main.execute("fit", data.toString(), "y ~ nothing", "--out", out));
        assertTrue(Files.notExists(Path.of(out)));
    }
}
