package leapfrog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs batches over files, replicates and priors. */
class BatchSourceTest {
    @TempDir
    private Path folder;

    private Path batch(Path data, String name, Object... more) {
        Path out = folder.resolve(name);
        List<Object> arguments =
                new java.util.ArrayList<>(List.of("batch", data, "y ~ x", "--out", out, "--backend", "scalar"));
        arguments.addAll(BatchTables.SHORT);
        arguments.addAll(List.of(more));
        CommandRun.of(arguments.toArray()).expect(ExitCode.DONE);
        return out;
    }

    private static List<String> names(Path out) {
        return BatchTables.query(out, "SELECT fit FROM fits ORDER BY fit").stream()
                .map(List::getFirst)
                .toList();
    }

    @Test
    void filesAreDataSetsAndABadOneIsARow() throws IOException {
        Path files = Files.createDirectory(folder.resolve("files"));
        Tables.line(files);
        Tables.write(files, "broken.csv", "y,x", "1,2,3");
        Tables.write(files, "empty.csv");
        Tables.write(files, "notes.txt", "not a table");
        Path out = batch(files, "of-folder");
        assertEquals(
                List.of(List.of("broken", "failed"), List.of("empty", "failed"), List.of("line", "bad")),
                BatchTables.query(out, "SELECT fit, status FROM fits ORDER BY fit"));
        assertTrue(BatchTables.query(out, "SELECT message FROM fits WHERE fit = 'broken'")
                .toString()
                .contains("broken.csv"));
        assertEquals(List.of("line"), names(batch(files.resolve("l*.csv"), "of-pattern")));
        assertEquals(
                BatchTables.query(out, "SELECT * FROM summary ORDER BY parameter"),
                BatchTables.query(folder.resolve("of-pattern"), "SELECT * FROM summary ORDER BY parameter"));
    }

    @Test
    void replicatesDifferAndDependOnTheirNamesAlone() throws IOException {
        Path data = Tables.line(folder);
        Path ten = batch(data, "ten", "--replicates", 10);
        Path eleven = batch(data, "eleven", "--replicates", 11);
        assertEquals("line#01", names(ten).getFirst());
        assertEquals(10, names(ten).size());
        String means = "SELECT mean FROM summary WHERE parameter = 'b_x' AND fit <> 'line#11' ORDER BY fit";
        assertEquals(BatchTables.query(eleven, means), BatchTables.query(ten, means));
        assertEquals(10, BatchTables.query(ten, means).stream().distinct().count());
        // The bootstrap's spread of the slope is about its standard error, 0.02: not none, and not that of other data.
        double sd =
                Double.parseDouble(BatchTables.query(eleven, "SELECT stddev(mean) FROM summary WHERE parameter = 'b_x'")
                        .getFirst()
                        .getFirst());
        assertTrue(sd > 0.004 && sd < 0.1, () -> "sd " + sd);
    }

    @Test
    void aGridFitsEveryPrior() throws IOException {
        Path out = batch(
                Tables.line(folder),
                "grid",
                "--grid",
                "prior:b=normal(0, 0.01),normal(0, 10)",
                "--grid",
                "prior:sigma=half_normal(1), exponential(1)");
        assertEquals(4, names(out).size());
        assertEquals(
                "line, b ~ normal(0, 0.01), sigma ~ exponential(1)", names(out).getFirst());
        List<List<String>> means =
                BatchTables.query(out, "SELECT mean FROM summary WHERE parameter = 'b_x' ORDER BY fit");
        assertTrue(Double.parseDouble(means.getFirst().getFirst()) < 0.2, means::toString);
        assertTrue(Double.parseDouble(means.getLast().getFirst()) > 0.4, means::toString);
        assertNotEquals(means.get(0), means.get(1));
    }
}
