package leapfrog.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
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
    private static SparkSession spark;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        spark = SparkSessions.local();
    }

    /** Runs a batch in both ways. */
    private void assertSame(int fits, Path data, Path sparks, List<String> both, String... only) {
        Path ledger = folder.resolve("ledger");
        Path out = folder.resolve("tables");
        String[] shared = both.toArray(String[]::new);
        assertEquals(0, leapfrog.cli.Main.execute(Batches.arguments(data, ledger, Batches.and(shared, "--quiet"))));
        assertEquals(0, Main.execute(Batches.arguments(sparks, out, Batches.and(shared, only))));
        List<List<String>> expected = Batches.onOneMachine(ledger);
        assertTrue(expected.stream().anyMatch(line -> line.getFirst().equals("fit")));
        assertEquals(
                fits, expected.stream().filter(line -> line.contains("sigma")).count());
        assertEquals(expected, Batches.onSpark(ledger, out));
    }

    @Test
    void dataSetsOfACsvTable() throws IOException {
        Path data = Batches.table(folder.resolve("states.csv"), Batches.lines(9));
        assertSame(9, data, data, List.of("--by", "state"), "--partitions", "5", "--launch", "2");
    }

    @Test
    void dataSetsOfAFolderOfParquetFilesWhoseRowsAreInAnotherOrder() throws IOException {
        Path data = Batches.table(folder.resolve("states.csv"), Batches.lines(6));
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
        assertSame(6, data, parquet, List.of("--by", "`code`"));
    }

    @Test
    void replicatesOfOneTableUnderSeveralPriorsAreSpread() throws IOException {
        Path data = Batches.table(folder.resolve("one.csv"), Batches.lines(1));
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
        Batches.table(files.resolve("a.csv"), Batches.lines(1));
        Batches.table(files.resolve("b.c.csv"), Batches.lines(2));
        Batches.table(files.resolve("text.csv"), List.of("s,1,one,2,g", "s,1,two,3,g"));
        assertSame(2, files, files, List.of("--marginalize", "off"));
        assertEquals(3, Main.execute(Batches.arguments(files, folder.resolve("strict"), "--strict")));
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
        Path data = Batches.table(folder.resolve("states.csv"), Batches.lines(6));
        Path ledger = folder.resolve("ledger");
        assertEquals(0, leapfrog.cli.Main.execute(Batches.arguments(data, ledger, "--by", "state", "--quiet")));
        Path out = folder.resolve("tables");
        BatchJob job = new BatchJob();
        new CommandLine(job)
                .parseArgs(
                        Stream.of(Batches.arguments(data, out, "--by", "state", "--partitions", "2", "--launch", "1"))
                                .skip(1)
                                .toArray(String[]::new));
        BatchJob.Prepared batch = job.prepared(spark);
        LongAccumulator retried = spark.sparkContext().longAccumulator();
        job.tables().write(BatchJob.fitted(batch.rows(), new Failing(batch.fits(), retried)), batch.settings());
        // Of an attempt that fails Spark counts nothing: these are second attempts that went on where the first ones
        // ended.
        assertTrue(retried.value() >= 1, () -> retried.value() + " tasks were made again");
        assertEquals(Batches.onOneMachine(ledger), Batches.onSpark(ledger, out));
    }

    @Test
    void whatIsWrongIsSaidBeforeAnythingRuns() throws IOException {
        Path data = Batches.table(folder.resolve("states.csv"), Batches.lines(1));
        Path taken = Files.createDirectory(folder.resolve("taken"));
        Path out = folder.resolve("tables");
        assertEquals(2, Main.execute(Batches.arguments(data, taken)));
        assertEquals(2, Main.execute(Batches.arguments(data, out, "--by", "nobody")));
        assertEquals(2, Main.execute(Batches.arguments(folder.resolve("no.csv"), out)));
        assertEquals(2, Main.execute(Batches.arguments(data, out, "--data-format", "xml")));
        assertEquals(2, Main.execute(Batches.arguments(data, out, "--launch", "0")));
        assertEquals(2, Main.execute(Batches.arguments(data, out, "--query", "SELECT 1")));
        assertTrue(Files.notExists(out));
    }
}
