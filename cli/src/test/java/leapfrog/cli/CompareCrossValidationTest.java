package leapfrog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cross-validates models side by side from the command line. */
class CompareCrossValidationTest {
    private static final List<Object> SHORT =
            List.of("--chains", 2, "--warmup", 100, "--draws", 100, "--seed", 5, "--backend", "scalar");

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    private CommandRun compare(int code, Object... more) throws IOException {
        List<Object> arguments =
                new ArrayList<>(List.of("compare", Tables.groups(folder), "pooled=y ~ x", "partial=y ~ x + (1 | g)"));
        arguments.addAll(SHORT);
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray()).expect(code);
    }

    private static List<String> column(Path csv, String name) throws IOException {
        List<String> lines = Files.readAllLines(csv);
        int at = List.of(lines.getFirst().split(",")).indexOf(name);
        assertTrue(at >= 0, lines.getFirst());
        // Formulas in quotes have no comma here.
        return lines.stream().skip(1).map(line -> line.split(",", -1)[at]).toList();
    }

    @Test
    void foldsStandBesideLeaveOneOut() throws IOException {
        Path out = folder.resolve("out");
        CommandRun run = compare(ExitCode.DONE, "--cv", 6, "--out", out);
        assertTrue(run.out().contains("6-fold cross-validation\n"), run.out());
        assertTrue(run.out().contains("of 6"), run.out());
        assertTrue(run.out().contains("predicts each row by a fit without its fold"), run.out());
        List<String> kfold = column(out.resolve("compare.csv"), "elpd_kfold");
        List<String> loo = column(out.resolve("compare.csv"), "elpd_loo");
        assertEquals(2, kfold.size());
        for (int m = 0; m < 2; m++) {
            // 24 rows: six folds tell a little less than all other rows do.
            assertEquals(Double.parseDouble(loo.get(m)), Double.parseDouble(kfold.get(m)), 3);
        }
        // The same folds and fits again from the fits that are there.
        CommandRun again = CommandRun.of(
                        "compare",
                        out.resolve("pooled-fit"),
                        out.resolve("partial-fit"),
                        "--cv",
                        6,
                        "--json",
                        "--backend",
                        "scalar")
                .expect(ExitCode.DONE);
        for (String elpd : kfold) {
            assertTrue(again.out().contains("\"elpd_kfold\" : " + elpd), again.out());
        }
    }

    @Test
    void aGroupThatIsLeftOutIsDrawnFromItsPopulation() throws IOException {
        CommandRun run = compare(ExitCode.DONE, "--cv", "g");
        assertTrue(run.out().contains("leave-one-g-out cross-validation\n"), run.out());
        String words = run.out().replaceAll("\\s+", " ");
        assertTrue(words.contains("a level of g, the level is a new one, drawn from its population"), run.out());
        CommandRun grouped = compare(ExitCode.DONE, "--cv", 3, "--folds", "grouped:g");
        assertTrue(grouped.out().contains("3-fold cross-validation, grouped by g\n"), grouped.out());
        CommandRun stratified = compare(ExitCode.DONE, "--cv", 3, "--folds", "stratified:g");
        assertTrue(stratified.out().contains("3-fold cross-validation, stratified by g\n"), stratified.out());
    }

    @Test
    void aFactorsLevelThatIsLeftOutIsWarnedOf() throws IOException {
        List<Object> arguments = new ArrayList<>(
                List.of("compare", Tables.groups(folder), "levels=y ~ x + g", "without=y ~ x", "--cv", "g"));
        arguments.addAll(SHORT);
        CommandRun run = CommandRun.of(arguments.toArray()).expect(ExitCode.DONE);
        String words = run.out().replaceAll("\\s+", " ");
        assertTrue(
                words.contains("- Warning: in model levels levels of 'g' are left out whole, so that their coefficients"
                        + " are known from their prior alone: the scores of 24 of 24 rows,"),
                run.out());
        assertFalse(words.contains("in model without"), run.out());
        assertFalse(compare(ExitCode.DONE, "--cv", "g").out().contains("Warning"), "a group's level is drawn");
    }

    /** Ends with the numbers of one that was not stopped, and makes no fit twice. */
    @Test
    void whatIsKeptGoesOn() throws IOException, SQLException {
        Path kept = folder.resolve("kept");
        String score = kfold(compare(ExitCode.DONE, "--cv", 6, "--cv-out", kept));
        assertEquals(score, kfold(compare(ExitCode.DONE, "--cv", 6)));
        String rows = "SELECT count(DISTINCT fit), count(DISTINCT row), count(*) FROM predictions";
        assertEquals("12,24,48", lines(kept, rows).getLast());
        String all = "SELECT * FROM predictions ORDER BY fit, row";
        List<String> predictions = lines(kept, all);
        // As if it had been killed before it made these.
        for (String table : List.of("fits", "summary", "predictions")) {
            try (Connection database = DriverManager.getConnection("jdbc:duckdb:" + kept.resolve("batch.duckdb"));
                    Statement statement = database.createStatement()) {
                statement.execute(
                        "DELETE FROM " + table + " WHERE fit IN ('pooled without fold 2', 'partial without fold 5')");
            }
        }
        String others = "SELECT fit, recorded FROM fits WHERE fit NOT LIKE '%2' AND fit NOT LIKE '%5' ORDER BY fit";
        List<String> made = lines(kept, others);
        assertEquals(9, made.size());
        assertEquals(score, kfold(compare(ExitCode.DONE, "--cv", 6, "--cv-out", kept)));
        assertEquals(predictions, lines(kept, all));
        assertEquals(made, lines(kept, others));
        assertTrue(CommandRun.of("batch", "status", kept)
                .expect(ExitCode.DONE)
                .out()
                .contains("12 of 12 recorded"));

        CommandRun other = compare(ExitCode.WRONG_INPUT, "--cv", 5, "--cv-out", kept);
        assertTrue(
                other.err().contains("cross_validation was '6-fold cross-validation', now '5-fold cross-validation'"),
                other.err());
        CommandRun priors = compare(ExitCode.WRONG_INPUT, "--cv", 6, "--cv-out", kept, "--prior", "b ~ normal(0, 1)");
        assertTrue(priors.err().contains("pooled.priors was '', now 'b ~ normal(0, 1)'"), priors.err());
        CommandRun retry = CommandRun.of("batch", "retry", kept, "--failed").expect(ExitCode.WRONG_INPUT);
        assertTrue(retry.err().contains("holds a cross-validation"), retry.err());
    }

    /** Who gave no seed need not look up what was drawn. */
    @Test
    void theSeedIsThatOfWhatIsKept() throws IOException {
        Path kept = folder.resolve("kept");
        Object[] command = {
            "compare",
            Tables.groups(folder),
            "a=y ~ x",
            "b=y ~ 1",
            "--cv",
            6,
            "--cv-out",
            kept,
            "--backend",
            "scalar",
            "--chains",
            2,
            "--warmup",
            100,
            "--draws",
            100
        };
        String score = kfold(CommandRun.of(command).expect(ExitCode.DONE));
        String made = "SELECT fit, recorded FROM fits ORDER BY fit";
        List<String> before = lines(kept, made);
        assertEquals(score, kfold(CommandRun.of(command).expect(ExitCode.DONE)));
        assertEquals(before, lines(kept, made));
    }

    private static List<String> lines(Path batch, String sql) {
        return CommandRun.of("batch", "summary", batch, "--csv", "--sql", sql)
                .expect(ExitCode.DONE)
                .out()
                .lines()
                .toList();
    }

    /** What the table of cross-validation says. */
    private static String kfold(CommandRun run) {
        int from = run.out().indexOf("6-fold cross-validation\n");
        return run.out().substring(from, run.out().indexOf("ranking", from));
    }

    @Test
    void foldsThatCannotBeAreRefused() throws IOException {
        Object[][] wrong = {
            {"--cv h: no column 'h'; columns are: y, x, g", "--cv", "h"},
            {"there can be 2 to 24 folds of 24 rows, not 25", "--cv", 25},
            {"--folds even: it must be random, stratified:COLUMN or grouped:COLUMN", "--cv", 3, "--folds", "even"},
            {"each level of g is left out in turn", "--cv", "g", "--folds", "grouped:g"},
            {"--cv K says how many", "--folds", "grouped:g"},
            {"says where cross-validation is kept; --cv K asks for it", "--cv-out", "kept"},
            {
                "model levels: without fold g0 no row tells b_g[g0]",
                "levels=y ~ 0 + g",
                "--cv",
                "g",
                "--prior",
                "levels=b ~ flat"
            },
        };
        for (Object[] line : wrong) {
            List<Object> more = new ArrayList<>(Arrays.asList(line).subList(1, line.length));
            Path out = folder.resolve("never");
            more.addAll(List.of("--out", out));
            CommandRun run = compare(ExitCode.WRONG_INPUT, more.toArray());
            assertTrue(run.err().contains(line[0].toString()), run.err());
            assertFalse(Files.exists(out), "fits before it refuses");
        }
    }

    /** A pipe can be read but once. */
    @Test
    void aTableMayComeThroughAPipe() throws IOException, InterruptedException {
        Path table = Tables.groups(folder);
        Path pipe = folder.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        Thread writer = Thread.startVirtualThread(() -> {
            try {
                Files.write(pipe, Files.readAllBytes(table));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        List<Object> arguments = new ArrayList<>(List.of("compare", pipe, "a=y ~ x", "b=y ~ 1", "--cv", "g"));
        arguments.addAll(SHORT);
        CommandRun run = assertTimeoutPreemptively(PATIENCE, () -> CommandRun.of(arguments.toArray()));
        assertTrue(run.expect(ExitCode.DONE).out().contains("leave-one-g-out cross-validation\n"), run.out());
        writer.join();
    }

    @Test
    void aColumnMayStandInBackquotes() throws IOException {
        Path data = Tables.write(folder, "odd.csv", "y,x,a b", "1,2,p", "2,1,p", "3,5,q", "2,4,q", "4,6,r", "3,3,r");
        Object[] arguments = {
            "compare", data, "a=y ~ x", "b=y ~ 1", "--cv", "`a b`", "--warmup", 60, "--draws", 20, "--seed", 1
        };
        String out = CommandRun.of(arguments).expect(ExitCode.DONE).out();
        assertTrue(out.contains("leave-one-a b-out cross-validation\n"), out);
        assertTrue(out.contains("of 3"), out);
    }

    /** What the comparison, or its report, could not use in the end. */
    @Test
    void whatIsMissingInTheEndIsRefusedBeforeSampling() throws IOException {
        Path data = Tables.groups(folder);
        Path out = folder.resolve("compared");
        CommandRun kept = CommandRun.of("compare", data, "a=y ~ x", "b=" + Tables.GROUPS, "--keep", "b", "--out", out)
                .expect(ExitCode.WRONG_INPUT);
        assertTrue(
                kept.err()
                        .contains(
                                "model a: a comparison needs all quantities of the model, and --keep leaves out sigma"),
                kept.err());
        CommandRun groups = CommandRun.of(
                        "compare",
                        data,
                        "a=y ~ x",
                        "b=" + Tables.GROUPS,
                        "--report",
                        folder.resolve("r.html"),
                        "--groups",
                        "nope",
                        "--out",
                        out)
                .expect(ExitCode.WRONG_INPUT);
        assertTrue(groups.err().contains("--groups nope"), groups.err());
        assertTrue(Files.notExists(out));
    }
}
