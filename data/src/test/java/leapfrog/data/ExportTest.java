package leapfrog.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import leapfrog.model.InputException;
import leapfrog.model.Table;
import leapfrog.regression.Compute;
import leapfrog.regression.Regression;
import leapfrog.sample.Fit;
import leapfrog.sample.FitSettings;
import leapfrog.sample.FitSettings.Adaptation;
import leapfrog.sample.FitSettings.MetricKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writes fits in every format, and lets a script that follows the readers' rules compare them with Zarr, bit by bit. */
class ExportTest {
    private static final Path SCRIPT = Path.of("../.ci/read_back_exports.py");

    @TempDir
    private Path folder;

    /** A factor that varies by a group, correlated, a second group of one effect, a dense metric. */
    @Test
    void readersReadNamesThatAreHardToWrite() throws IOException, InterruptedException {
        Path fit = folder.resolve("fit");
        FitFolder.write(fit, SavedFit.of(odd()), false, EnumSet.allOf(DrawsFormat.class));
        // b_Intercept, b_x.1, b_kind[v]; 2 sd, 1 cor; sd of kind; sigma; 4 × 2 + 2 coefficients and as many deviations.
        assertReads(fit, 28, "3 CmdStan files and draws.csv");
        assertNotices(fit, "chain-2.csv");
        assertNotices(fit, "draws.csv");
    }

    /** Diagonal metrics, one chain, one draw; a model without groups. */
    @Test
    void readersReadTheSmallestFit() throws IOException, InterruptedException {
        Path fit = folder.resolve("fit");
        Fit smallest = Regression.of("y ~ kind")
                .with(settings(1, 60, 1, 1, MetricKind.DIAGONAL))
                .on(Compute.on("scalar"))
                .fit(table());
        FitFolder.write(fit, SavedFit.of(smallest), false, Set.of(DrawsFormat.CMDSTAN));
        assertReads(fit, 3, "1 CmdStan files");
        assertEquals(Set.of(DrawsFormat.CMDSTAN), FitFolder.formats(fit));
    }

    @Test
    void parquetHoldsTheDrawsBitByBit() throws IOException {
        Fit fit = odd();
        fit.draws().values()[0][0] = Double.NaN;
        fit.draws().values()[0][1] = Double.NEGATIVE_INFINITY;
        fit.draws().values()[1][2] = -0.0;
        Path file = folder.resolve("it's [1]*.parquet");
        DrawsFormat.PARQUET.write(file, fit, false);
        Table table = TableFile.read(file);
        ExportedDraws draws = ExportedDraws.of(fit);
        // DuckDB takes A=1 and a=1 for one name.
        Stream<String> names = draws.names().stream().map(name -> name.contains("[a=1") ? name + "_1" : name);
        assertEquals(Stream.concat(Stream.of("chain", "draw"), names).toList(), table.names());
        assertEquals(3 * 30, table.rows());
        double[] row = new double[draws.columns()];
        for (int chain = 0; chain < 3; chain++) {
            for (int draw = 0; draw < 30; draw++) {
                draws.read(chain, draw, row);
                int at = chain * 30 + draw;
                double[] read = table.names().stream()
                        .mapToDouble(name -> ((Table.Column.Numbers) table.find(name)).values()[at])
                        .toArray();
                assertEquals(chain, read[0]);
                assertEquals(draw, read[1]);
                assertArrayEquals(row, java.util.Arrays.copyOfRange(read, 2, read.length));
            }
        }
    }

    @Test
    void filesAreReplacedOnlyWhenAskedAndThoseOfOtherChainsGo() throws IOException {
        Path out = folder.resolve("new/out");
        DrawsFormat.CMDSTAN.write(out, odd(), false);
        Files.writeString(out.resolve("chain-9.csv"), "of another fit");
        Files.writeString(out.resolve("notes.txt"), "mine");
        for (DrawsFormat format : DrawsFormat.values()) {
            Path place = format.placeIn(out);
            if (format != DrawsFormat.CMDSTAN) {
                Files.writeString(place, "old");
            }
            InputException e = assertThrows(InputException.class, () -> format.write(place, odd(), false));
            assertTrue(String.valueOf(e.getMessage()).contains("--overwrite"), e.getMessage());
            format.write(place, odd(), true);
        }
        try (Stream<Path> files = Files.list(out)) {
            assertEquals(
                    List.of("chain-1.csv", "chain-2.csv", "chain-3.csv", "draws.csv", "draws.parquet", "notes.txt"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
        assertTrue(Files.size(out.resolve("draws.parquet")) > 1000);
    }

    @Test
    void aFailedWriteLeavesNothing() throws IOException {
        Path file = folder.resolve("x.csv");
        assertThrows(
                InputException.class,
                () -> WholeFile.write(file, false, hidden -> {
                    Files.writeString(hidden, "half");
                    throw new IOException("disk full");
                }));
        assertThrows(InputException.class, () -> DrawsFormat.CSV.write(folder, odd(), true));
        Files.writeString(file, "");
        assertThrows(InputException.class, () -> DrawsFormat.CMDSTAN.check(file, folder, true));
        assertThrows(InputException.class, () -> DrawsFormat.PARQUET.write(file.resolve("x"), odd(), true));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    /** The last chain has no end state, which its file needs. */
    @Test
    void aFailedSetOfChainsLeavesTheOldOne() throws IOException {
        Fit fit = odd();
        DrawsFormat.CMDSTAN.write(folder, fit, false);
        List<String> before = files();
        fit.draws().values()[0][0] = 17;
        Fit broken = new Fit(
                fit.recipe(),
                fit.settings(),
                fit.data(),
                fit.draws(),
                fit.statistics(),
                fit.end().subList(0, 2),
                fit.run());
        assertThrows(IndexOutOfBoundsException.class, () -> DrawsFormat.CMDSTAN.write(folder, broken, true));
        assertEquals(before, files());
    }

    @Test
    void whatAKilledWriterLeftIsRemovedByTheNext() throws IOException {
        for (String name : List.of(".chains", ".draws.csv")) {
            Path killed = Files.createDirectory(folder.resolve(name + ".leapfrog-new-dead"));
            Files.createFile(killed.resolve(".lock"));
            Files.writeString(killed.resolve("half"), "half");
        }
        DrawsFormat.CMDSTAN.write(folder, odd(), false);
        DrawsFormat.CSV.write(folder.resolve("draws.csv"), odd(), false);
        assertEquals(4, files().size());
    }

    @Test
    void aTableThatCannotBeWrittenLeavesNothing() throws IOException {
        Files.createFile(Files.createDirectory(folder.resolve("x.csv")).resolve("mine"));
        assertThrows(InputException.class, () -> CsvFile.write(folder.resolve("x.csv"), table()));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(folder.resolve("x.csv")), files.toList());
        }
    }

    /** The folder's files, with what is in them. */
    private List<String> files() throws IOException {
        List<String> contents = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                contents.add(file.getFileName() + ": " + Files.readString(file));
            }
        }
        return contents;
    }

    @Test
    void aFitWithItsExportsCanBeOverwritten() {
        Path fit = folder.resolve("fit");
        SavedFit saved = SavedFit.of(odd());
        FitFolder.write(fit, saved, false, EnumSet.allOf(DrawsFormat.class));
        assertEquals(EnumSet.allOf(DrawsFormat.class), FitFolder.formats(fit));
        FitFolder.check(fit, true);
        FitFolder.write(fit, saved, true);
        assertEquals(Set.of(), FitFolder.formats(fit));
    }

    private void assertReads(Path fit, int quantities, String what) throws IOException, InterruptedException {
        Python.Answer answer = Python.find().run(SCRIPT, fit);
        assertEquals(0, answer.code(), answer.output());
        assertTrue(
                answer.output().contains(": " + quantities + " quantities agree in " + what + "\n"), answer.output());
    }

    /** The check can fail: it notices one other bit. */
    private static void assertNotices(Path fit, String name) throws IOException, InterruptedException {
        Path file = fit.resolve(name);
        List<String> lines = Files.readAllLines(file);
        int at = lines.size() - (name.startsWith("chain") ? 6 : 1);
        String line = lines.get(at);
        int number = line.lastIndexOf(',') + 1;
        List<String> changed = new java.util.ArrayList<>(lines);
        changed.set(at, line.substring(0, number) + Math.nextUp(Double.parseDouble(line.substring(number))));
        Files.write(file, changed);
        Python.Answer answer = Python.find().run(SCRIPT, fit);
        assertEquals(1, answer.code(), answer.output());
        assertTrue(answer.output().contains(name) && answer.output().contains("differs"), answer.output());
        Files.write(file, lines);
    }

    private static Fit odd() {
        return Regression.of("y ~ `x.1` + kind + (1 + kind | `g,r`) + (1 | kind)")
                .with(settings(3, 100, 30, 2, MetricKind.DENSE))
                .on(Compute.on("scalar"))
                .fit(table());
    }

    private static FitSettings settings(int chains, int warmup, int draws, int thin, MetricKind metric) {
        return new FitSettings(chains, warmup, draws, thin, 3, 0.85, 9, metric, Adaptation.CHAIN);
    }

    private static Table table() {
        String[] levels = {"a, \"b\"", "A=1", "ä ö", "a=1"};
        String[] group = new String[16];
        String[] kind = new String[16];
        double[] x = new double[16];
        double[] y = new double[16];
        for (int i = 0; i < 16; i++) {
            group[i] = levels[i / 4];
            kind[i] = i % 2 == 0 ? "u" : "v";
            x[i] = i * 5 % 7;
            y[i] = 1 + i / 4 + x[i] / 3 + (i * 11 % 13 - 6) / 10.0;
        }
        java.util.Map<String, Table.Column> columns = new java.util.LinkedHashMap<>();
        columns.put("y", new Table.Column.Numbers(y));
        columns.put("x.1", new Table.Column.Numbers(x));
        columns.put("g,r", new Table.Column.Text(group));
        columns.put("kind", new Table.Column.Text(kind));
        return Table.of(columns);
    }
}
