package leapfrog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import leapfrog.data.DrawsFormat;
import leapfrog.data.FitFolder;
import leapfrog.data.FitGroups;
import leapfrog.data.RowGroup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports fits, as they are made and afterwards. */
class ExportCommandTest {
    @TempDir
    private Path folder;

    private Path data = Path.of("");
    private Path fit = Path.of("");

    @BeforeEach
    void makeData() throws IOException {
        data = Tables.groups(folder);
        fit = folder.resolve("fit");
    }

    @Test
    void aFitIsExportedIntoItsFolderOrElsewhere() throws IOException {
        CommandRun.fit(data, Tables.GROUPS, fit, "--chains", 2);
        CommandRun run = CommandRun.of("export", fit, "--format", "cmdstan").expect(ExitCode.DONE);
        assertEquals("written to " + fit + "\n", run.out());
        CommandRun.of("export", fit, "--format", "csv").expect(ExitCode.DONE);
        assertEquals(
                List.of("chain-1.csv", "chain-2.csv", "draws.csv", "draws.zarr", "fit.json", "summary.csv"),
                names(fit));
        CommandRun.of("export", fit, "--format", "cmdstan", "--out", folder.resolve("a/b"))
                .expect(ExitCode.DONE);
        assertEquals(List.of("chain-1.csv", "chain-2.csv"), names(folder.resolve("a/b")));
        assertEquals(Files.readString(fit.resolve("chain-2.csv")), Files.readString(folder.resolve("a/b/chain-2.csv")));
        Path parquet = folder.resolve("draws of groups.parquet");
        CommandRun.of("export", fit, "--format", "parquet", "--out", parquet).expect(ExitCode.DONE);
        assertTrue(Files.size(parquet) > 1000);
        // A fit's folder stays one that may be overwritten.
        CommandRun.fit(data, Tables.GROUPS, fit, "--overwrite");
    }

    @Test
    void aFitIsWrittenInSeveralFormatsWhichStayWhenItGoesOn() throws IOException {
        CommandRun.fit(data, Tables.GROUPS, fit, "--format", "zarr,cmdstan, csv", "--chains", 1);
        assertEquals(List.of("chain-1.csv", "draws.csv", "draws.zarr", "fit.json", "summary.csv"), names(fit));
        CommandRun.of("fit", "--resume", fit, "--draws", 5).expect(ExitCode.DONE);
        assertEquals(List.of("chain-1.csv", "draws.csv", "draws.zarr", "fit.json", "summary.csv"), names(fit));
        assertEquals(1 + 25, Files.readAllLines(fit.resolve("draws.csv")).size());
        CommandRun.of("fit", "--resume", fit, "--draws", 5, "--format", "parquet")
                .expect(ExitCode.DONE);
        assertEquals(
                List.of("chain-1.csv", "draws.csv", "draws.parquet", "draws.zarr", "fit.json", "summary.csv"),
                names(fit));
        assertEquals(1 + 30, Files.readAllLines(fit.resolve("draws.csv")).size());
    }

    @Test
    void aFitKeepsItsGroupsOfRowsWhenItGoesOn() {
        CommandRun.fit(data, Tables.GROUPS, fit, "--save", "posterior_predictive,log_likelihood");
        List<RowGroup> both = List.of(RowGroup.LOG_LIKELIHOOD, RowGroup.POSTERIOR_PREDICTIVE);
        assertEquals(both, FitGroups.of(fit));
        CommandRun.of("fit", "--resume", fit, "--draws", 5).expect(ExitCode.DONE);
        assertEquals(both, FitGroups.of(fit));
        refused("--save lik: it must be", "fit", data, Tables.GROUPS, "--save", "lik");
        refused("--save : it must be", "fit", data, Tables.GROUPS, "--save", ",");
        refused("needs draws of the posterior", "fit", data, Tables.GROUPS, "--prior-only", "--save", "log_likelihood");
    }

    @Test
    void aFitOfItsParquetIsTheFit() throws IOException {
        // Columns chain and draw are numbers as any: draws of one fit are a table for another.
        CommandRun.fit(data, Tables.GROUPS, fit, "--chains", 1);
        String formula = "sigma ~ b_x";
        for (String format : List.of("csv", "parquet")) {
            Path file = folder.resolve("table." + format);
            CommandRun.of("export", fit, "--format", format, "--out", file).expect(ExitCode.DONE);
            CommandRun.fit(file, formula, folder.resolve(format));
        }
        assertEquals(Bits.of(folder.resolve("csv")), Bits.of(folder.resolve("parquet")));
    }

    @Test
    void whatIsWrongIsSaid() {
        CommandRun.fit(data, Tables.GROUPS, fit, "--chains", 1);
        refused("--format is needed; it is one of: cmdstan, csv, parquet, or several", "export", fit);
        refused("--format arrow: it must be cmdstan, csv or parquet", "export", fit, "--format", "arrow");
        refused("--format : it must be", "export", fit, "--format", "csv,");
        refused("is one place", "export", fit, "--format", "csv,cmdstan", "--out", folder.resolve("both"));
        refused("--format zarr: it must be cmdstan, csv or parquet", "export", fit, "--format", "zarr");
        refused(
                "--format arrow: it must be zarr, cmdstan, csv or parquet",
                "fit",
                data,
                Tables.GROUPS,
                "--format",
                "zarr,arrow");
        refused("no such fit", "export", folder.resolve("none"), "--format", "csv");
        refused("is not a fit", "export", folder, "--format", "csv");
        refused("is a file", "export", fit, "--format", "cmdstan", "--out", data);
        for (DrawsFormat format : DrawsFormat.values()) {
            CommandRun.of("export", fit, "--format", format.text()).expect(ExitCode.DONE);
            refused("--overwrite", "export", fit, "--format", format.text());
            CommandRun.of("export", fit, "--format", format.text(), "--overwrite")
                    .expect(ExitCode.DONE);
        }
        Path other = folder.resolve("other");
        CommandRun.fit(data, Tables.GROUPS, other, "--chains", 1);
        refused(
                "is a part of the fit",
                "export",
                fit,
                "--format",
                "csv",
                "--out",
                other.resolve("fit.json"),
                "--overwrite");
        refused("is a part of the fit", "export", fit, "--format", "cmdstan", "--out", other);
        refused(
                "is a part of the fit",
                "simulate",
                "y ~ x",
                "--rows",
                5,
                "--out",
                fit.resolve("summary.csv"),
                "--overwrite");
        assertEquals(DrawsFormat.values().length, FitFolder.formats(fit).size());
        CommandRun.of("export", other, "--format", "csv,cmdstan").expect(ExitCode.DONE);
        assertEquals(Set.of(DrawsFormat.CSV, DrawsFormat.CMDSTAN), Set.copyOf(FitFolder.formats(other)));
    }

    /** DuckDB's first connection takes longer than a small fit. */
    @Test
    void fitsAndOtherFormatsDoNotLoadDuckDb() throws IOException, InterruptedException {
        assertFalse(
                loads("fit", data, Tables.GROUPS, "--out", fit, "--draws", 5, "--warmup", 5, "--format", "cmdstan"));
        assertFalse(loads("export", fit, "--format", "csv"));
        assertTrue(loads("export", fit, "--format", "parquet"));
    }

    private boolean loads(Object... arguments) throws IOException, InterruptedException {
        Path log = folder.resolve("classes.log");
        Stream<String> java = Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xlog:class+load:file=" + log,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName());
        Process process = new ProcessBuilder(
                        Stream.concat(java, Arrays.stream(arguments).map(Object::toString))
                                .toList())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertEquals(0, process.waitFor());
        String classes = Files.readString(log);
        assertTrue(classes.contains("leapfrog.data.FitFolder "));
        return classes.contains("org.duckdb.");
    }

    private static void refused(String why, Object... arguments) {
        CommandRun run = CommandRun.of(arguments).expect(ExitCode.WRONG_INPUT);
        assertTrue(run.err().contains(why), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
