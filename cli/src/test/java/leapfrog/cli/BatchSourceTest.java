package leapfrog.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
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
        // Put right, it is fitted when failed fits are made again; a file whose fit stands must not have changed.
        Files.write(files.resolve("broken.csv"), Files.readAllLines(files.resolve("line.csv")));
        CommandRun.of("batch", "retry", out, "--failed").expect(ExitCode.DONE);
        assertEquals(
                List.of(List.of("broken", "bad"), List.of("empty", "failed"), List.of("line", "bad")),
                BatchTables.query(out, "SELECT fit, status FROM fits ORDER BY fit"));
        Files.write(files.resolve("line.csv"), List.of("6.1,10"), StandardOpenOption.APPEND);
        CommandRun retry = CommandRun.of("batch", "retry", out, "--failed").expect(ExitCode.WRONG_INPUT);
        assertTrue(retry.err().contains("data set 'line' has changed"), retry.err());
        assertEquals(
                List.of(List.of("broken", "bad"), List.of("empty", "failed"), List.of("line", "bad")),
                BatchTables.query(out, "SELECT fit, status FROM fits ORDER BY fit"));
    }

    @Test
    void whatCannotBeReadIsARowToo() throws IOException {
        Path files = Files.createDirectory(folder.resolve("files"));
        Tables.line(files);
        Tables.write(files, "notes.txt", "not a table");
        Files.createDirectory(files.resolve("dir.csv"));
        Files.createDirectory(files.resolve("dir"));
        Files.createSymbolicLink(files.resolve("gone.csv"), Path.of("nowhere"));
        Files.createSymbolicLink(files.resolve("loop.csv"), Path.of("loop.csv"));
        List<List<String>> rows = List.of(
                List.of("dir", "'" + files.resolve("dir.csv") + "' is a folder; a CSV file is needed"),
                List.of("gone", "'" + files.resolve("gone.csv") + "' is a link that leads to no file"),
                List.of("loop", "'" + files.resolve("loop.csv") + "' is a link that leads to no file"));
        String sql = "SELECT fit, message FROM fits WHERE status = 'failed' ORDER BY fit";
        assertEquals(rows, BatchTables.query(batch(files, "of-folder"), sql));
        assertEquals(rows, BatchTables.query(batch(files.resolve("*.csv"), "of-pattern"), sql));
        assertEquals(List.of("dir", "gone", "line", "loop"), names(folder.resolve("of-folder")));
    }

    @Test
    void aColumnMayStandInBackquotes() throws IOException {
        Path data = Tables.write(folder, "odd.csv", "y,x,a b", "1,2,p", "2,1,p", "3,5,q", "2,4,q", "4,6,p", "3,3,q");
        assertEquals(List.of("p", "q"), names(batch(data, "odd", "--by", "`a b`")));
    }

    @Test
    void filesAreHeldAgainstThoseOfTheFirstRun() throws IOException {
        Path files = Files.createDirectory(folder.resolve("files"));
        Path line = Tables.line(files);
        Path out = batch(files, "of-folder");
        // A file with the same contents, however old, is the same.
        Files.write(line, Files.readAllBytes(line));
        batch(files, "of-folder");
        Files.write(line, List.of("6.1,10"), StandardOpenOption.APPEND);
        assertTrue(refusal(files, out).contains("data set 'line' has changed; give the same"));
        Tables.write(files, "more.csv", "y,x", "1,2");
        assertTrue(refusal(files, out).contains("data set 'line' has changed, and 1 more differ"));
        Files.delete(line);
        assertTrue(refusal(files, out).contains("data set 'line' is gone, and 1 more differ"));
    }

    private String refusal(Path data, Path out) {
        List<Object> arguments = new ArrayList<>(List.of("batch", data, "y ~ x", "--out", out, "--backend", "scalar"));
        arguments.addAll(BatchTables.SHORT);
        return CommandRun.of(arguments.toArray()).expect(ExitCode.WRONG_INPUT).err();
    }

    @Test
    void aQueryIsATable() throws IOException {
        Path data = BatchTables.states(folder, 3);
        Path whole = folder.resolve("whole");
        BatchTables.run(ExitCode.DONE, data, whole, "--backend", "scalar");
        String sql = "SELECT y, x, g, state AS s FROM '" + data + "' WHERE state <> 's01';";
        Path out = query(ExitCode.DONE, List.of(BatchTables.FORMULA, "--query", sql, "--by", "s"), "query");
        assertEquals(List.of("s00", "s02"), names(out));
        String numbers = "SELECT * FROM summary WHERE fit <> 's01' ORDER BY fit, parameter";
        assertEquals(BatchTables.query(whole, numbers), BatchTables.query(out, numbers));

        // A ledger is a database like any other: 3 data sets of 4 parameters and their groups' coefficients.
        List<Object> ofTable = List.of(
                whole.resolve("batch.duckdb"), "y ~ x", "--query", "SELECT mean AS y, sd AS x FROM summary -- all");
        Path again = query(ExitCode.DONE, ofTable, "database");
        assertEquals(
                BatchTables.query(whole, "SELECT 'query', count(*) FROM summary"),
                BatchTables.query(again, "SELECT fit, used_rows FROM fits"));
    }

    private Path query(int code, List<Object> words, String name) {
        Path out = folder.resolve(name);
        List<Object> arguments = new ArrayList<>(List.of("batch"));
        arguments.addAll(words);
        arguments.addAll(BatchTables.SHORT);
        arguments.addAll(List.of("--out", out, "--backend", "scalar"));
        CommandRun run = CommandRun.of(arguments.toArray()).expect(code);
        assertTrue(code == ExitCode.DONE || run.err().contains("the query"), run.err());
        return out;
    }

    @Test
    void aQueryThatIsNoneIsRefused() {
        query(ExitCode.WRONG_INPUT, List.of("y ~ x", "--query", "FROM nowhere"), "none");
        query(ExitCode.WRONG_INPUT, List.of("y ~ x", "--query", "SELECT 1 AS y, 2 AS x WHERE false"), "none");
        query(ExitCode.WRONG_INPUT, List.of("y ~ x", "--query", "CREATE TABLE y (x INTEGER)"), "none");
    }

    @Test
    void drawsAreKeptAsParquetAndAreTheSameAfterAStop() throws IOException {
        Path data = BatchTables.states(folder, 4);
        Path whole = folder.resolve("whole");
        BatchTables.run(ExitCode.DONE, data, whole, "--backend", "scalar", "--keep-draws", 10);
        assertEquals(
                List.of(
                        List.of("s00", "draws/s00.parquet", "10"),
                        List.of("s01", "draws/s01.parquet", "10"),
                        List.of("s02", "draws/s02.parquet", "10"),
                        List.of("s03", "draws/s03.parquet", "10")),
                BatchTables.query(whole, "SELECT * FROM draws ORDER BY fit"));
        Path file = whole.resolve("draws/s02.parquet");
        // Two chains of 20 draws: every fourth of each.
        assertEquals(
                List.of(List.of("0", "5"), List.of("1", "5")),
                BatchTables.query(whole, "SELECT chain, count(b_x) FROM '" + file + "' GROUP BY chain ORDER BY chain"));
        Path parts = folder.resolve("parts");
        BatchTables.run(
                ExitCode.INTERRUPTED, data, parts, "--backend", "scalar", "--keep-draws", 10, "--max-seconds", 0);
        // What a run that was killed while it wrote has left is no obstacle.
        Files.createDirectories(parts.resolve("draws"));
        Files.writeString(parts.resolve("draws/s02.parquet"), "half a file");
        BatchTables.run(ExitCode.DONE, data, parts, "--backend", "scalar", "--keep-draws", 10);
        for (String fit : names(whole)) {
            String name = "draws/" + fit + ".parquet";
            assertArrayEquals(Files.readAllBytes(whole.resolve(name)), Files.readAllBytes(parts.resolve(name)), name);
        }
        List<List<String>> draws = BatchTables.query(whole, "SELECT * FROM draws ORDER BY fit");
        assertEquals(draws, BatchTables.query(parts, "SELECT * FROM draws ORDER BY fit"));
        CommandRun.of("batch", "retry", whole, "--bad").expect(ExitCode.DONE);
        assertEquals(draws, BatchTables.query(whole, "SELECT * FROM draws ORDER BY fit"));
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
