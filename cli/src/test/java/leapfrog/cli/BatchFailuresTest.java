package leapfrog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs batches of which some data sets are wrong, and which run out of time. */
class BatchFailuresTest {
    @TempDir
    private Path folder;

    private Path withWrongStates() throws IOException {
        Path data = BatchTables.states(folder, 2);
        return Files.write(
                data,
                List.of("AK,2.5,1,g1", "DC,1,1,g0", "DC,1,2,g1", "DC,1,3,g0", "NA,,1,g0", "NA,,2,g1", ",1,1,g0"),
                StandardOpenOption.APPEND);
    }

    @Test
    void aWrongDataSetIsARowThatSaysWhy() throws IOException {
        Path out = folder.resolve("batch");
        CommandRun run = BatchTables.run(ExitCode.BAD, withWrongStates(), out, "--backend", "scalar", "--strict");
        List<List<String>> fits =
                BatchTables.query(out, "SELECT fit, status, coalesce(message, '') FROM fits ORDER BY fit");
        assertEquals(
                List.of("AK", "DC", "s00", "s01"),
                fits.stream().map(List::getFirst).toList());
        assertEquals("failed", fits.get(0).get(1));
        assertEquals("failed", fits.get(1).get(1));
        assertTrue(run.out().contains("4 of 4 recorded"), run.out());
        assertTrue(run.out().contains("failed   AK: "), run.out());
    }

    @Test
    void failedFitsAreMadeAgainByTheFirstCommandLine() throws IOException {
        Path out = folder.resolve("batch");
        BatchTables.run(ExitCode.DONE, withWrongStates(), out, "--backend", "scalar");
        List<List<String>> before = BatchTables.numbers(out);
        CommandRun again = CommandRun.of("batch", "retry", out, "--failed").expect(ExitCode.DONE);
        assertTrue(again.out().contains("failed   AK: "), again.out());
        assertEquals(before, BatchTables.numbers(out));
        List<List<String>> times =
                BatchTables.query(out, "SELECT recorded FROM fits WHERE status = 'bad' ORDER BY fit");
        CommandRun.of("batch", "retry", out, "--bad").expect(ExitCode.DONE);
        assertEquals(before, BatchTables.numbers(out));
        assertTrue(
                !times.equals(BatchTables.query(out, "SELECT recorded FROM fits WHERE status = 'bad' ORDER BY fit")),
                "bad fits were not made again");
    }

    @Test
    void badFitsAreMadeOnceMoreIfAsked() throws IOException {
        Path out = folder.resolve("batch");
        BatchTables.run(ExitCode.DONE, BatchTables.states(folder, 2), out, "--backend", "scalar", "--refit-bad");
        assertEquals(
                List.of(List.of("s00", "2", "0.95"), List.of("s01", "2", "0.95")),
                BatchTables.query(out, "SELECT fit, attempt, target_accept FROM fits ORDER BY fit"));
    }

    @Test
    void aBatchOutOfTimeGoesOn() throws IOException {
        Path data = BatchTables.states(folder, 60);
        Path out = folder.resolve("batch");
        CommandRun first = BatchTables.run(ExitCode.INTERRUPTED, data, out, "--backend", "scalar", "--max-seconds", 0);
        assertTrue(first.err().contains("stopped with 60 of 60 fits to go; the same command goes on"), first.err());
        BatchTables.run(ExitCode.DONE, data, out, "--backend", "scalar", "--max-seconds", 1000);
        List<List<String>> numbers = new ArrayList<>(BatchTables.numbers(out));
        Path whole = folder.resolve("whole");
        BatchTables.run(ExitCode.DONE, data, whole, "--backend", "scalar");
        assertEquals(BatchTables.numbers(whole), numbers);
    }
}
