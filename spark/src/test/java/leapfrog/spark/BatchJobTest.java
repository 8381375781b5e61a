package leapfrog.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import leapfrog.data.BatchLedger;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Runs batches on Spark and on one machine: all numbers must be the same, to the last bit. */
class BatchJobTest {
    private static final String FORMULA = "y ~ x + (1 | g)";
    /** Short fits, which are often bad: it is their bits that matter. */
    private static final List<String> SHORT =
            List.of("--chains", "2", "--warmup", "60", "--draws", "20", "--seed", "7");

    private static SparkSession spark;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        spark = SparkSessions.local();
    }

    /** Lines of so many data sets of 12 to 40 rows, mixed: their names, numbers that repeat, a group, and here and there nothing. */
    private static List<String> lines(int sets) {
        SplittableRandom random = new SplittableRandom(6);
        List<String> lines = new ArrayList<>();
        for (int s = 0; s < sets; s++) {
            int rows = 12 + random.nextInt(29);
            for (int i = 0; i < rows; i++) {
                int g = random.nextInt(4);
                double x = random.nextInt(8) / 4.0;
                String y = i == 5 ? " NA" : Double.toString(1 + x / 2 + g / 4.0 + random.nextGaussian() / 3);
                lines.add("s%02d,%d,%s,%s,\"g, %d\"".formatted(s, s, y, x, g));
            }
        }
        for (int i = lines.size() - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            String line = lines.get(i);
            lines.set(i, lines.get(j));
            lines.set(j, line);
        }
        return lines;
    }

    private static Path table(Path file, List<String> lines) throws IOException {
        return Files.write(
                file,
                Stream.concat(Stream.of("state,code,y,x,g"), lines.stream()).toList());
    }

    private static String[] arguments(Path data, Path out, String... more) {
        return Stream.of(
                        Stream.of("batch", data.toString(), FORMULA, "--out", out.toString()),
                        SHORT.stream(),
                        Stream.of(more))
                .flatMap(all -> all)
                .toArray(String[]::new);
    }

    private static String[] and(String[] some, String... more) {
        return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
    }

    /** All numbers of a batch but times, with all their digits, in an order of their own: of one machine, then of Spark. */
    private List<List<String>> numbers(Path ledger, String tables) {
        try (BatchLedger open = BatchLedger.existing(ledger)) {
            List<List<String>> numbers = new ArrayList<>(open.query(
                    "SELECT * EXCLUDE (seconds, recorded) FROM " + tables.formatted("fits") + " ORDER BY fit",
                    Double::toString));
            numbers.addAll(open.query(
                    "SELECT * FROM " + tables.formatted("summary") + " ORDER BY fit, parameter", Double::toString));
            return numbers;
        }
    }

    private List<List<String>> onOneMachine(Path ledger) {
        return numbers(ledger, "%s");
    }

    private List<List<String>> onSpark(Path ledger, Path out) {
        return numbers(ledger, "read_parquet('" + out + "/%s/*.parquet')");
    }

    /** Runs a batch in both ways. */
    private void assertSame(int fits, Path data, Path sparks, List<String> both, String... only) {
        Path ledger = folder.resolve("ledger");
        Path out = folder.resolve("tables");
        String[] shared = both.toArray(String[]::new);
        assertEquals(0, leapfrog.cli.Main.execute(arguments(data, ledger, and(shared, "--quiet"))));
        assertEquals(0, Main.execute(arguments(sparks, out, and(shared, only))));
        List<List<String>> expected = onOneMachine(ledger);
        assertTrue(expected.stream().anyMatch(line -> line.getFirst().equals("fit")));
        assertEquals(
                fits, expected.stream().filter(line -> line.contains("sigma")).count());
        assertEquals(expected, onSpark(ledger, out));
    }

    @Test
    void dataSetsOfACsvTable() throws IOException {
        Path data = table(folder.resolve("states.csv"), lines(9));
        assertSame(9, data, data, List.of("--by", "state"), "--partitions", "5", "--launch", "2");
    }

    @Test
    void dataSetsOfAFolderOfParquetFilesWhoseRowsAreInAnotherOrder() throws IOException {
        Path data = table(folder.resolve("states.csv"), lines(6));
        Path parquet = folder.resolve("states.parquet");
        spark.read()
                .option("header", true)
                .option("inferSchema", true)
                .option("nullValue", "NA")
                .option("ignoreLeadingWhiteSpace", true)
                .csv(data.toString())
                .repartition(3)
                .sortWithinPartitions("y")
                .write()
                .parquet(parquet.toString());
        assertSame(6, data, parquet, List.of("--by", "code"));
    }

    @Test
    void replicatesOfOneTableUnderSeveralPriorsAreSpread() throws IOException {
        Path data = table(folder.resolve("one.csv"), lines(1));
        assertSame(
                14,
                data,
                data,
                List.of("--replicates", "7", "--grid", "prior:b=normal(0, 1),normal(0, 5)"),
                "--partitions",
                "3");
        assertEquals(
                3,
                spark.read().parquet(folder.resolve("tables") + "/fits").inputFiles().length,
                "files, one a task that had fits");
    }

    @Test
    void filesAreDataSetsWhoseColumnsAreWhatTheySay() throws IOException {
        Path files = Files.createDirectory(folder.resolve("files"));
        table(files.resolve("a.csv"), lines(1));
        table(files.resolve("b.c.csv"), lines(2));
        table(files.resolve("text.csv"), List.of("s,1,one,2,g", "s,1,two,3,g"));
        assertSame(2, files, files, List.of("--marginalize", "off"));
        assertEquals(3, Main.execute(arguments(files, folder.resolve("strict"), "--strict")));
    }

    /** Fails, in the first attempt at each partition that has rows, when it has given out some of them. */
    private record Failing(FitDataSets fits, LongAccumulator goneOn) implements MapPartitionsFunction<Row, Row> {
        @Override
        public Iterator<Row> call(Iterator<Row> rows) {
            Iterator<Row> made = fits.call(rows);
            int attempt = TaskContext.get().attemptNumber();
            return new InTheMiddle(made, attempt, goneOn);
        }
    }

    private static final class InTheMiddle implements Iterator<Row> {
        private final Iterator<Row> made;
        private final int attempt;
        private final LongAccumulator goneOn;
        private int given;

        InTheMiddle(Iterator<Row> made, int attempt, LongAccumulator goneOn) {
            this.made = made;
            this.attempt = attempt;
            this.goneOn = goneOn;
        }

        @Override
        public boolean hasNext() {
            return made.hasNext();
        }

        @Override
        public Row next() {
            if (given++ == 1 && attempt == 0) {
                throw new IllegalStateException("the executor is gone");
            }
            if (given == 2) {
                goneOn.add(1);
            }
            return made.next();
        }
    }

    @Test
    void aTaskThatFailsInTheMiddleIsMadeAgainWithTheSameNumbers() throws IOException {
        Path data = table(folder.resolve("states.csv"), lines(6));
        Path ledger = folder.resolve("ledger");
        assertEquals(0, leapfrog.cli.Main.execute(arguments(data, ledger, "--by", "state", "--quiet")));
        Path out = folder.resolve("tables");
        BatchJob job = new BatchJob();
        new CommandLine(job)
                .parseArgs(Stream.of(arguments(data, out, "--by", "state", "--partitions", "2", "--launch", "1"))
                        .skip(1)
                        .toArray(String[]::new));
        BatchJob.Prepared batch = job.prepared(spark);
        LongAccumulator retried = spark.sparkContext().longAccumulator();
        job.tables().write(BatchJob.fitted(batch.rows(), new Failing(batch.fits(), retried)), batch.settings());
        // Of an attempt that fails Spark counts nothing: these are second attempts that went on where the first ones
        // ended.
        assertTrue(retried.value() >= 1, () -> retried.value() + " tasks were made again");
        assertEquals(onOneMachine(ledger), onSpark(ledger, out));
    }

    @Test
    void whatIsWrongIsSaidBeforeAnythingRuns() throws IOException {
        Path data = table(folder.resolve("states.csv"), lines(1));
        Path taken = Files.createDirectory(folder.resolve("taken"));
        Path out = folder.resolve("tables");
        assertEquals(2, Main.execute(arguments(data, taken)));
        assertEquals(2, Main.execute(arguments(data, out, "--by", "nobody")));
        assertEquals(2, Main.execute(arguments(folder.resolve("no.csv"), out)));
        assertEquals(2, Main.execute(arguments(data, out, "--data-format", "xml")));
        assertEquals(2, Main.execute(arguments(data, out, "--launch", "0")));
        assertEquals(2, Main.execute(arguments(data, out, "--query", "SELECT 1")));
        assertTrue(Files.notExists(out));
    }
}
