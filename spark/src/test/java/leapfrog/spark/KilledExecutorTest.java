package leapfrog.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Runs a batch on executors that are processes of their own, one of which dies in the middle. */
class KilledExecutorTest {
    private static SparkSession spark;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws IOException {
        spark = SparkSessions.cluster();
    }

    @AfterAll
    static void stop() {
        spark.stop();
    }

    /** Ends the JVM that first gives out a second row, and leaves the number of its process in a file. */
    private record Halting(FitDataSets fits, String file) implements MapPartitionsFunction<Row, Row> {
        @Override
        public Iterator<Row> call(Iterator<Row> rows) {
            Iterator<Row> made = fits.call(rows);
            return new Iterator<>() {
                private int given;

                @Override
                public boolean hasNext() {
                    return made.hasNext();
                }

                @Override
                public Row next() {
                    if (given++ == 1 && first()) {
                        Runtime.getRuntime().halt(1);
                    }
                    return made.next();
                }
            };
        }

        private boolean first() {
            try {
                String process = Long.toString(ProcessHandle.current().pid());
                Files.writeString(Path.of(file), process, StandardOpenOption.CREATE_NEW);
                return true;
            } catch (FileAlreadyExistsException e) {
                return false;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Test
    void anExecutorThatDiesInTheMiddleChangesNoNumber() throws IOException {
        Path data = Batches.table(folder.resolve("states.csv"), Batches.lines(6));
        Path ledger = folder.resolve("ledger");
        assertEquals(
                0,
                leapfrog.cli.Main.execute(
                        Batches.arguments(data, ledger, "--by", "state", "--backend", "scalar", "--quiet")));
        Path out = folder.resolve("tables");
        BatchJob job = new BatchJob();
        new CommandLine(job)
                .parseArgs(Stream.of(Batches.arguments(
                                data,
                                out,
                                "--by",
                                "state",
                                "--backend",
                                "scalar",
                                "--partitions",
                                "2",
                                "--launch",
                                "1"))
                        .skip(1)
                        .toArray(String[]::new));
        BatchJob.Prepared batch = job.prepared(spark);
        Path file = folder.resolve("halted");
        job.tables().write(BatchJob.fitted(batch.rows(), new Halting(batch.fits(), file.toString())), batch.settings());
        long halted = Long.parseLong(Files.readString(file));
        assertNotEquals(ProcessHandle.current().pid(), halted);
        assertFalse(ProcessHandle.of(halted).map(ProcessHandle::isAlive).orElse(false));
        assertEquals(Batches.onOneMachine(ledger), Batches.onSpark(ledger, out));
    }
}
