package leapfrog.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import leapfrog.data.FitFolder;
import leapfrog.sample.Draws;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fits with many chains, as the command shows and keeps them. */
class ManyChainsCommandTest {
    @TempDir
    private Path folder;

    @Test
    void manyChainsWarmUpUntilSettledAndAreJudgedBySuperchains() throws IOException {
        Path fit = folder.resolve("fit");
        String out = CommandRun.fit(
                        Tables.line(folder),
                        "y ~ x",
                        fit,
                        "--marginalize",
                        "off",
                        "--chains",
                        64,
                        "--warmup",
                        "auto",
                        "--draws",
                        12,
                        "--seed",
                        3)
                .out();
        assertTrue(out.contains("64 chains x (at most 1000 warm-up + 12 draws)"), out);
        Matcher ended =
                Pattern.compile("warm-up settled after (\\d+) transitions").matcher(out);
        assertTrue(ended.find(), out);
        assertTrue(out.contains("rhat_nested"), out);
        assertTrue(out.contains("nested R-hat at most 1.0"), out);

        String json = Files.readString(fit.resolve("fit.json"));
        assertTrue(json.contains("\"warmup\": \"auto\""), json);
        assertTrue(
                json.contains(
                        "\"transitions\": " + ended.group(1) + ",\n    \"settled\": true,\n    \"superchains\": 8"),
                json);
        assertTrue(json.contains("\"max_rhat_nested\": 1.0"), json);
        assertTrue(Files.readString(fit.resolve("summary.csv"))
                .startsWith("parameter,mean,sd,q5,q25,q50,q75,q95,"
                        + "mcse_mean,mcse_sd,ess_bulk,ess_tail,rhat,rhat_nested\n"));
        String diagnosis = CommandRun.of("diagnose", fit).expect(ExitCode.DONE).out();
        assertTrue(diagnosis.contains("nested R-hat at most 1.0"), diagnosis);

        Path copy = folder.resolve("copy");
        CommandRun.of("fit", "--resume", fit, "--draws", 12, "--out", copy).expect(ExitCode.DONE);
        Path whole = folder.resolve("whole");
        CommandRun.fit(
                Tables.line(folder),
                "y ~ x",
                whole,
                "--marginalize",
                "off",
                "--chains",
                64,
                "--warmup",
                "auto",
                "--draws",
                24,
                "--seed",
                3);
        assertEquals(Bits.of(whole), Bits.of(copy));
    }

    /** 64 chains × 300 draws of 175 quantities take 55 MB, 27 of which are the quantities themselves; a hundred more take as much in proportion. */
    @Test
    void drawsThatDoNotFitIntoMemoryAreWrittenMeanwhile() throws IOException, InterruptedException {
        Object[] options = {"--marginalize", "off", "--backend", "scalar", "--chains", 64, "--seed", 5, "--draws"};
        Path streamed = folder.resolve("streamed");
        Object[] arguments = Stream.concat(
                        Stream.of("fit", Tables.RADON, "log_radon ~ floor + (1 + floor || county)", "--out", streamed),
                        Arrays.stream(with(options, 300)))
                .toArray();
        try (ChildRun run = ChildRun.start(folder, false, List.of("-Xmx60m"), arguments)) {
            assertEquals(ExitCode.DONE, run.awaitEnd(), run::toString);
            assertTrue(run.out().contains("written to disk while chains sample"), run.out());
        }
        try (ChildRun run =
                ChildRun.start(folder, false, List.of("-Xmx60m"), "fit", "--resume", streamed, "--draws", 100)) {
            assertEquals(ExitCode.DONE, run.awaitEnd(), run::toString);
            assertTrue(run.out().contains("written to disk while chains sample"), run.out());
        }
        // What needs all draws at once is refused before hours of sampling, not after them.
        List<String> formatted = List.of("fit", "--resume", streamed.toString(), "--draws", "500", "--format", "csv");
        try (ChildRun run = ChildRun.start(folder, false, List.of("-Xmx60m"), formatted.toArray())) {
            assertEquals(ExitCode.WRONG_INPUT, run.awaitEnd(), run::toString);
            assertTrue(run.err().contains("--format csv: all 64 x 900 draws of 175 quantities"), run.err());
        }
        Path held = folder.resolve("held");
        CommandRun.fit(
                Tables.RADON,
                "log_radon ~ floor + (1 + floor || county)",
                held,
                with(options, 400, "--warmup", "auto"));
        assertEquals(Bits.of(held), Bits.of(streamed));
        assertEquals(Files.readString(held.resolve("summary.csv")), Files.readString(streamed.resolve("summary.csv")));

        // One quantity can be read where all cannot.
        try (ChildRun run = ChildRun.start(folder, false, List.of("-Xmx42m"), "summary", streamed)) {
            assertEquals(ExitCode.DONE, run.awaitEnd(), run::toString);
        }
        try (ChildRun run = ChildRun.start(folder, false, List.of("-Xmx42m"), "predict", streamed)) {
            assertEquals(ExitCode.WRONG_INPUT, run.awaitEnd(), run::toString);
            assertTrue(run.err().contains("all 64 x 400 draws of 175 quantities are needed at once"), run.err());
        }
    }

    private static Object[] with(Object[] some, Object... more) {
        return Stream.concat(Arrays.stream(some), Arrays.stream(more)).toArray();
    }

    @Test
    void aFitKeepsWhatIsAskedFor() throws IOException {
        Path all = folder.resolve("all");
        CommandRun.fit(Tables.groups(folder), Tables.GROUPS, all);
        Path some = folder.resolve("some");
        String keep = "sd,sigma,coef_g[g2,x]";
        String out = CommandRun.fit(Tables.groups(folder), Tables.GROUPS, some, "--keep", keep)
                .out();
        assertTrue(out.contains("coef_g[g2,x]"), out);
        Draws every = FitFolder.read(all).fit().draws();
        Draws kept = FitFolder.read(some).fit().draws();
        assertEquals(List.of("sd_g[Intercept]", "sd_g[x]", "sigma", "coef_g[g2,x]"), kept.names());
        for (String name : kept.names()) {
            assertArrayEquals(
                    every.quantity(every.names().indexOf(name)),
                    kept.quantity(kept.names().indexOf(name)));
        }

        CommandRun.of("fit", "--resume", some, "--draws", 20).expect(ExitCode.DONE);
        assertEquals(40, FitFolder.read(some).fit().draws().quantity(3)[0].length);
        for (Object[] line : new Object[][] {
            {"prediction", "predict", some},
            {"a report of 'some'", "report", all, some},
            {"an export", "export", some, "--format", "csv"},
            {"'lines' of 'some'", "plot", some, "lines"},
            {"'lines' of 'some'", "plot", all, "lines", "--unpooled", some},
            {"model some: a comparison", "compare", all, some}
        }) {
            CommandRun run = CommandRun.of(Arrays.copyOfRange(line, 1, line.length));
            assertEquals(ExitCode.WRONG_INPUT, run.code(), run::toString);
            assertTrue(
                    run.err()
                            .startsWith("leapfrog: " + line[0]
                                    + " needs all quantities of the model, and this fit has not kept b_Intercept, b_x,"
                                    + " coef_g"),
                    run.err());
        }
        refusesBeforeItSamples(some);
        CommandRun wrong = CommandRun.of("fit", Tables.groups(folder), Tables.GROUPS, "--keep", "sigma,tau");
        assertEquals(ExitCode.WRONG_INPUT, wrong.code());
        assertTrue(wrong.err().contains("--keep 'tau': the model has no such quantity"), wrong.err());
    }

    /** Nothing is sampled that could not be written, and no fit replaced. */
    private void refusesBeforeItSamples(Path some) throws IOException {
        List<String> before = FitFolder.read(some).fit().draws().names();
        Path data = Tables.groups(folder);
        for (Object[] line : new Object[][] {
            {"--format csv", "fit", data, Tables.GROUPS, "--format", "csv"},
            {"--format cmdstan", "fit", "--resume", some, "--draws", 5, "--format", "cmdstan"},
            {"--report", "fit", data, Tables.GROUPS, "--report"},
            {"--save log_likelihood", "fit", data, Tables.GROUPS, "--save", "prior,log_likelihood"},
            {"--save prior_predictive", "fit", data, Tables.GROUPS, "--save", "prior_predictive"},
            {"model m: a comparison", "compare", data, "m=" + Tables.GROUPS},
        }) {
            Object[] command = Arrays.copyOfRange(line, 1, line.length);
            boolean resumes = Arrays.asList(command).contains("--resume");
            CommandRun run =
                    CommandRun.of(resumes ? command : with(command, "--keep", "sd", "--out", some, "--overwrite"));
            assertEquals(ExitCode.WRONG_INPUT, run.code(), run::toString);
            assertTrue(
                    run.err()
                            .startsWith("leapfrog: " + line[0]
                                    + " needs all quantities of the model, and --keep leaves out b_Intercept, b_x,"),
                    run.err());
            assertEquals("", run.out());
            assertEquals(before, FitFolder.read(some).fit().draws().names());
            assertEquals(40, FitFolder.read(some).fit().draws().draws());
        }
    }

    @Test
    void aWrongLengthOfWarmupIsExplained() throws IOException {
        CommandRun run = CommandRun.of("fit", Tables.line(folder), "y ~ x", "--warmup", "short");
        assertEquals(ExitCode.WRONG_INPUT, run.code());
        assertTrue(run.err().contains("--warmup short: it must be a number of transitions or auto"), run.err());
    }
}
