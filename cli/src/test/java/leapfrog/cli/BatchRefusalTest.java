package leapfrog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asks batches for what they must refuse, with one clear message, and for what they must answer. */
class BatchRefusalTest {
    @TempDir
    private Path folder;

    private Path data;
    private Path out;

    @BeforeEach
    void makeBatch() throws IOException {
        data = BatchTables.states(folder, 3);
        out = folder.resolve("batch");
        BatchTables.run(ExitCode.DONE, data, out, "--backend", "scalar");
    }

    private String refusal(Object... arguments) {
        CommandRun run = CommandRun.of(arguments).expect(ExitCode.WRONG_INPUT);
        assertEquals("", run.out());
        return run.err();
    }

    private String refusalOfBatch(Object... more) {
        return BatchTables.run(ExitCode.WRONG_INPUT, data, out, more).err();
    }

    @Test
    void otherSettingsAreRefused() throws IOException {
        assertTrue(refusalOfBatch("--target-accept", 0.9).contains("target_accept was '0.8', now '0.9'"));
        assertTrue(refusalOfBatch("--prior", "b ~ normal(0, 1)").contains("priors was '', now 'b ~ normal(0, 1)'"));
        assertTrue(refusalOfBatch("--backend", "simd").contains("was begun on backend scalar"));
        assertTrue(refusalOfBatch("--refit-bad").contains("refit_bad was 'false', now 'true'"));
        Files.write(data, List.of("s01,1,1,g1"), StandardOpenOption.APPEND);
        assertTrue(refusalOfBatch().contains("holds a batch of other data: data set 's01' has changed; give the same"));
    }

    @Test
    void atTimesThatAreNoneNothingIsMade() throws IOException {
        Path never = folder.resolve("never");
        for (String seconds : List.of("-3", "NaN")) {
            for (List<Object> words : List.<List<Object>>of(
                    List.of("batch", Tables.line(folder), "y ~ x"),
                    List.of("sbc", "y ~ x", "--like", Tables.line(folder)))) {
                List<Object> arguments = new ArrayList<>(words);
                arguments.addAll(List.of("--out", never, "--max-seconds", seconds));
                CommandRun run = CommandRun.of(arguments.toArray()).expect(ExitCode.WRONG_INPUT);
                assertTrue(run.err().contains("it must be at least 0"), run.err());
            }
        }
        assertTrue(Files.notExists(never));
    }

    @Test
    void aFormulaThatFitsNoPartOfTheTableIsRefusedAsAFitRefusesIt() {
        Path none = folder.resolve("none");
        String wrong = "y ~ x + zeta + (1 | g)";
        String fit = refusal("fit", data, wrong, "--out", none);
        assertTrue(fit.contains("the table has no column 'zeta'; the columns are: state, y, x, g\n"), fit);
        String query = "FROM '" + data + "'";
        for (Object[] source : new Object[][] {
            {data, wrong, "--by", "state"},
            {data, wrong},
            {data, wrong, "--replicates", 3},
            {data, wrong, "--grid", "prior:sd=half_normal(1),half_normal(5)"},
            {wrong, "--query", query, "--by", "state"},
        }) {
            Object[] batch = Stream.of(new Object[] {"batch"}, source, new Object[] {"--out", none})
                    .flatMap(Arrays::stream)
                    .toArray();
            assertEquals(fit, refusal(batch));
        }
        assertTrue(refusal("batch", data, "y ~ x", "--by", "state", "--family", "binomial", "--out", none)
                .contains("needs its numbers of trials"));
        assertFalse(Files.exists(none));
    }

    @Test
    void optionsThatNoDataSetAllowsAreRefusedBeforeThereIsAFolder() {
        Path none = folder.resolve("none");
        String formula = "y ~ x";
        for (Object[] wrong : new Object[][] {
            {"norml", "--prior", "b ~ norml(1)"},
            {"sd", "--prior", "sd ~ half_normal(1)"},
            {"sd", "--prior", "sd ~ half_normal(1)", "--replicates", 200},
            {"zzz", "--keep", "zzz"},
            {"zz", "--parametrization", "zz=centered"},
            {"sd", "--grid", "prior:sd=half_normal(1),half_normal(2)"},
            {"another prior has the same target", "--prior", "b ~ normal(0, 2)", "--grid", "prior:b=normal(0, 1)"},
            {"does --grid give a density twice?", "--grid", "prior:b=normal(0, 1),normal(0, 1)"},
            {"from 1 to the number of draws of a fit, 4000", "--keep-draws", 4001},
            {"--replicates N says how many", "--resample", "bootstrap"},
            {"--on-device-failure foo: it must be cpu or stop", "--on-device-failure", "foo"},
            {"nothing between two commas", "--keep", ","},
        }) {
            Object[] arguments = Stream.of(
                            new Object[] {"batch", data, formula, "--by", "state", "--out", none},
                            Arrays.copyOfRange(wrong, 1, wrong.length))
                    .flatMap(Arrays::stream)
                    .toArray();
            String said = refusal(arguments);
            assertTrue(said.contains(wrong[0].toString()), said);
            assertEquals(1, said.lines().count(), said);
        }
        assertTrue(refusal("sbc", formula, "--like", data, "--keep", "zzz", "--out", none)
                .contains("zzz"));
        assertFalse(Files.exists(none));
    }

    @Test
    void moreWordsThanTwoAreAPatternThatTheShellHasWrittenOut() {
        Path none = folder.resolve("none");
        String said = refusal("batch", data, data, "y ~ x", "--out", none);
        assertTrue(said.contains("batch takes DATA and FORMULA, not 3 words"), said);
        assertTrue(said.contains("has to stand in quotes"), said);
        assertTrue(refusal("batch", "nonsense", data, "y ~ x", "--query", "FROM t", "--out", none)
                .contains("not 3 words"));
        assertTrue(refusal("batch", data, "y ~ x", "--query", "FROM t", "--out", none)
                .contains("is no DuckDB file"));
        assertTrue(refusal("batch", folder.resolve("a*").resolve("b.csv"), "y ~ x", "--out", none)
                .contains("wildcards may stand in the files' names"));
    }

    @Test
    void filesOfOneNameAreRefusedAndHiddenOnesAreLeftOut() throws IOException {
        Path sites = Files.createDirectory(folder.resolve("sites"));
        Path line = Tables.line(sites);
        Files.copy(line, sites.resolve(".hidden.csv"));
        Path hidden = folder.resolve("hidden");
        CommandRun.of("batch", sites, "y ~ x", "--out", hidden, "--warmup", 20, "--draws", 4)
                .expect(ExitCode.DONE);
        assertEquals(List.of(List.of("line")), BatchTables.query(hidden, "SELECT fit FROM fits"));
        Files.copy(line, sites.resolve("line.CSV"));
        String said = refusal("batch", sites, "y ~ x", "--out", folder.resolve("none"));
        assertTrue(said.contains("two files give data sets of one name, 'line'"), said);
    }

    @Test
    void whatIsLeftOutOfAModelIsSaidInTheFitsRow() {
        Path one = folder.resolve("one");
        CommandRun.of("batch", data, "y ~ x + state", "--by", "state", "--out", one, "--warmup", 20, "--draws", 4)
                .expect(ExitCode.DONE);
        List<List<String>> said =
                BatchTables.query(one, "SELECT DISTINCT message LIKE 'Warning: state has no coefficient%' FROM fits");
        assertEquals(List.of(List.of("true")), said);
    }

    /** What is left where there was no room for the headers of a database: a part of them, or zeros. */
    @Test
    void theBeginningOfALedgerIsMadeAnew() throws IOException {
        byte[] head = new byte[4096];
        for (byte[] magic : new byte[][] {{}, {0, 0, 0, 0}, {'D', 'U', 'C', 'K'}}) {
            Path begun = Files.createDirectories(folder.resolve("begun-" + Arrays.toString(magic)));
            System.arraycopy(magic, 0, head, 8, magic.length);
            Files.write(begun.resolve("batch.duckdb"), magic.length == 0 ? magic : head);
            CommandRun.of("batch", data, "y ~ x", "--by", "state", "--out", begun, "--warmup", 20, "--draws", 4)
                    .expect(ExitCode.DONE);
        }
    }

    @Test
    void aFolderOfAnotherKindIsNamed() throws IOException {
        String said = refusal("sbc", "y ~ x", "--like", data, "--out", out);
        assertTrue(said.contains("holds a batch, not a calibration study"), said);
    }

    /** A file that lacks a column is a data set that fails; its line has the column of the formula and no caret. */
    @Test
    void theListOfFailedFitsHasNoCaret() throws IOException {
        Path sites = Files.createDirectory(folder.resolve("sites"));
        Tables.line(sites);
        Tables.write(sites, "other.csv", "y,z", "1,2", "2,1", "1,3");
        CommandRun run = CommandRun.of(
                        "batch", sites, "y ~ x", "--out", folder.resolve("both"), "--warmup", 20, "--draws", 4)
                .expect(ExitCode.DONE);
        String line = "failed   other: formula, column 5: the table has no column 'x'";
        assertTrue(run.out().contains(line), run.out());
        assertFalse(run.out().contains("^"), run.out());
        assertEquals(1, run.out().lines().filter(one -> one.contains("y ~ x")).count(), run.out());
    }

    @Test
    void theSeedOfABatchIsItsFirst() throws IOException {
        Path other = folder.resolve("other");
        Object[] command = {
            "batch",
            data,
            BatchTables.FORMULA,
            "--by",
            "state",
            "--out",
            other,
            "--warmup",
            20,
            "--draws",
            4,
            "--backend",
            "scalar"
        };
        CommandRun.of(command).expect(ExitCode.DONE);
        List<List<String>> seeds = BatchTables.query(other, "SELECT fit, seed FROM fits ORDER BY fit");
        CommandRun.of(command).expect(ExitCode.DONE);
        assertEquals(seeds, BatchTables.query(other, "SELECT fit, seed FROM fits ORDER BY fit"));
    }

    @Test
    void whatIsNoBatchIsRefused() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertTrue(refusal("batch", "status", empty).contains("holds no batch"));
        assertTrue(refusal("batch", "summary", folder.resolve("nowhere")).contains("holds no batch"));
        assertTrue(refusal("batch", "retry", out).contains("--failed, --bad or both"));
        Files.writeString(empty.resolve("batch.duckdb"), "this is not a database, but long enough to be taken for one");
        assertTrue(refusal("batch", "status", empty).contains("cannot be opened"));
        assertTrue(refusal("batch", data, "y ~ x", "--by", "county", "--out", empty)
                .contains("no column 'county'; columns are: state, y, x, g"));
        assertTrue(refusal("batch", data, "y ~ x", "--init", "points.json", "--out", out)
                .contains("many fits start from jitter or advi"));
        assertTrue(refusal("batch", data, "y ~ x").contains("batch needs DATA, FORMULA and --out"));
        assertTrue(refusal("batch", folder.resolve("x*.csv"), "y ~ x", "--out", empty)
                .contains("no such file"));
        assertTrue(refusal("batch", empty, "y ~ x", "--out", out).contains("has no .csv or .parquet file"));
        assertTrue(refusal("batch", folder, "y ~ x", "--by", "x", "--out", out).contains("--by splits one table"));
        assertTrue(
                refusal("batch", data, "y ~ x", "--replicates", 0, "--out", out).contains("at least 1"));
        assertTrue(refusal("batch", data, "y ~ x", "--grid", "sd=flat", "--out", out)
                .contains("prior:CLASS=DENSITY"));
        assertTrue(refusal("batch", data, "y ~ x", "--grid", "prior:b=normal(0, 1),normal(0, 1)", "--out", out)
                .contains("two fits would have one name"));
        assertTrue(refusal("batch", data, "y ~ (x", "--by", "state", "--out", empty)
                .contains("y ~ (x"));
    }

    @Test
    void queriesAnswerAndChangeNothing() {
        CommandRun usual = CommandRun.of("batch", "summary", out).expect(ExitCode.DONE);
        assertEquals(1 + 3 * 4, usual.out().lines().count(), usual.out());
        CommandRun csv = CommandRun.of(
                        "batch",
                        "summary",
                        out,
                        "--csv",
                        "--sql",
                        "SELECT fit, status IS NULL AS none FROM fits ORDER BY fit")
                .expect(ExitCode.DONE);
        assertEquals("fit,none\ns00,false\ns01,false\ns02,false\n", csv.out());
        assertTrue(refusal("batch", "summary", out, "--sql", "SELECT nothing FROM fits")
                .contains("the query fails"));
        List<List<String>> numbers = BatchTables.numbers(out);
        for (String sql : List.of(
                "DELETE FROM fits",
                "SELECT 1 AS a; SELECT 2",
                "DELETE FROM fits; COMMIT; SELECT 1",
                "CREATE TABLE t (i INTEGER)",
                "COMMIT")) {
            String said = refusal("batch", "summary", out, "--sql", sql);
            assertTrue(said.startsWith("leapfrog: only one SELECT is possible, "), () -> sql + ": " + said);
        }
        for (String sql : List.of("SELECT ';' AS a; -- and; no more", "SELECT ';' AS a", "FROM (SELECT ';' AS a) ;")) {
            assertEquals(
                    "a\n;\n",
                    CommandRun.of("batch", "summary", out, "--csv", "--sql", sql)
                            .expect(ExitCode.DONE)
                            .out());
        }
        assertEquals(numbers, BatchTables.numbers(out));
    }
}
