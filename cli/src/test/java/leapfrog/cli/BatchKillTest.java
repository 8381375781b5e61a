package leapfrog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ends batches in every way in which processes end, and runs them on. */
class BatchKillTest {
    private static final int KILLS = Integer.getInteger("leapfrog.kills", 10);
    private static final int FITS = 500;
    /** What the log of DuckDB grows by for a fit of these data, about. */
    private static final int BYTES_A_FIT = 1500;
    /** Milliseconds. */
    private static final int LONGEST_LIFE = 2500;

    /** Two chains of 20 draws: every tenth of each. */
    private static final int DRAWS_OF_EACH = 4;

    private static final Object[] DRAWS = {"--keep-draws", DRAWS_OF_EACH};

    @TempDir
    private Path folder;

    private Path data;
    private Path out;

    @BeforeEach
    void makeTable() throws IOException {
        data = BatchTables.states(folder, FITS);
        out = folder.resolve("killed");
    }

    private ChildRun start(Object... more) throws IOException {
        List<Object> arguments =
                new ArrayList<>(List.of("batch", data, BatchTables.FORMULA, "--by", "state", "--out", out));
        arguments.addAll(BatchTables.SHORT);
        arguments.addAll(List.of("--backend", "scalar"));
        arguments.addAll(List.of(more));
        return ChildRun.start(folder, false, arguments.toArray());
    }

    private long logged() throws IOException {
        Path log = out.resolve("batch.duckdb.wal");
        return Files.exists(log) ? Files.size(log) : 0;
    }

    /**
     * Kills at random moments: every other run lives until it has logged so many bytes more, so that it is at work, the others for so many
     * milliseconds, which may end while Java starts, while data sets are listed, or between two fits. Draws are kept too, each fit's in a file.
     */
    @Test
    void aBatchThatIsKilledAgainAndAgainEndsWithTheSameNumbers() throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(11);
        int most = 4 * FITS * BYTES_A_FIT / (3 * KILLS);
        int interrupted = 0;
        int before = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            try (ChildRun child = start(DRAWS)) {
                if (kill % 2 == 0) {
                    awaitGrowth(child, 1 + random.nextInt(most));
                } else {
                    Thread.sleep(random.nextInt(LONGEST_LIFE));
                }
                interrupted += child.isAlive() ? 1 : 0;
            }
            int recorded = BatchTables.query(out, "SELECT fit FROM fits").size();
            assertTrue(recorded >= before, before + " fits were recorded, now there are " + recorded);
            before = recorded;
            assertEquals(
                    List.of(),
                    BatchTables.query(
                            out,
                            "SELECT fit, count(*) FROM summary GROUP BY fit HAVING fit NOT IN (SELECT fit FROM fits"
                                    + " WHERE status <> 'failed')"),
                    "summaries without a fit");
            requireDraws();
        }
        assertTrue(interrupted >= KILLS / 2, interrupted + " of " + KILLS + " kills found a run at work");
        assertTrue(before > 0 && before < FITS || KILLS > 50, before + " fits were recorded by runs that were killed");
        try (ChildRun last = start(DRAWS)) {
            assertEquals(ExitCode.DONE, last.awaitEnd(), last::toString);
        }
        requireDraws();
        Path undisturbed = folder.resolve("undisturbed");
        BatchTables.run(ExitCode.DONE, data, undisturbed, "--backend", "scalar", DRAWS[0], DRAWS[1]);
        assertEquals(BatchTables.numbers(undisturbed), BatchTables.numbers(out));
        List<List<String>> files = BatchTables.query(undisturbed, "SELECT file FROM draws ORDER BY fit");
        assertEquals(FITS, files.size());
        for (List<String> file : files) {
            String name = file.getFirst();
            assertEquals(-1, Files.mismatch(undisturbed.resolve(name), out.resolve(name)), name);
        }
    }

    private void awaitGrowth(ChildRun child, int bytes) throws IOException, InterruptedException {
        long from = logged();
        while (child.isAlive() && logged() < from + bytes) {
            Thread.sleep(1);
        }
    }

    /** Every fit that is recorded has its draws, all of them, in a file that is whole. */
    private void requireDraws() throws IOException {
        List<List<String>> kept = BatchTables.query(
                out,
                "SELECT fits.fit, file FROM fits LEFT JOIN draws ON fits.fit = draws.fit WHERE status <> 'failed'");
        for (List<String> fit : kept) {
            assertTrue(Files.isRegularFile(out.resolve(fit.get(1))), fit::toString);
        }
        if (!kept.isEmpty()) {
            assertEquals(
                    List.of(List.of(Integer.toString(DRAWS_OF_EACH * kept.size()))),
                    BatchTables.query(
                            out,
                            "SELECT count(*) FROM read_parquet(["
                                    + kept.stream()
                                            .map(fit -> "'" + out.resolve(fit.get(1)) + "'")
                                            .collect(Collectors.joining(", "))
                                    + "])"));
        }
    }

    /** Fits that take long enough for two further commands while the batch is at work. */
    @Test
    void aSignalStopsABatchWhichGoesOnAfterwards() throws IOException, InterruptedException {
        try (ChildRun child = start("--thin", 20)) {
            // More than the list of the data sets takes.
            while (child.isAlive() && logged() < 60 * BYTES_A_FIT) {
                Thread.sleep(1);
            }
            CommandRun other = BatchTables.run(ExitCode.WRONG_INPUT, data, out, "--backend", "scalar", "--thin", 20);
            assertTrue(other.err().contains("in use by another process"), other.err());
            CommandRun status = CommandRun.of("batch", "status", out).expect(ExitCode.DONE);
            assertTrue(status.out().contains("of 500") || status.out().contains("/500"), status.out());
            child.terminate();
            assertEquals(ExitCode.INTERRUPTED, child.awaitEnd(), child::toString);
            assertTrue(child.err().contains("the same command goes on"), child.err());
        }
        int recorded = BatchTables.query(out, "SELECT fit FROM fits").size();
        assertTrue(recorded > 0 && recorded < FITS, recorded + " fits");
        BatchTables.run(ExitCode.DONE, data, out, "--backend", "scalar", "--thin", 20);
        assertEquals(FITS, BatchTables.query(out, "SELECT fit FROM fits").size());
    }
}
