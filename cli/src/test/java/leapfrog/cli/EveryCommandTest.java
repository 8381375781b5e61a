package leapfrog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import leapfrog.data.FitFolder;
import leapfrog.data.SavedFit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hands fits that are legal but hard to judge to every command that reads fits: each says something sensible. */
class EveryCommandTest {
    @TempDir
    private Path folder;

    private Path fit;

    private SavedFit fitted(Path data, String formula, Object... options) {
        fit = folder.resolve("odd-fit");
        CommandRun.fit(data, formula, fit, options);
        return FitFolder.read(fit);
    }

    /** What a command says, which names no number that there is not. */
    private String say(Object... arguments) {
        CommandRun run = CommandRun.of(arguments).expect(ExitCode.DONE);
        assertFalse(run.out().contains("null") || run.out().contains("Infinity"), run.out());
        assertEquals("", run.err());
        return run.out().replaceAll("\\s+", " ");
    }

    /**
     * Runs them all.
     *
     * @param diagnosis what the diagnosis, and so every command that judges the fit, has to say
     * @return what compare says
     */
    private String everyCommand(int rows, String diagnosis) throws IOException {
        assertTrue(say("summary", fit).contains(" rhat "), "summary");
        assertTrue(say("diagnose", fit).contains(diagnosis), () -> say("diagnose", fit));
        CommandRun.of("diagnose", "--strict", fit).expect(ExitCode.BAD);
        String predicted = say("predict", fit);
        assertTrue(predicted.contains("the fit's diagnosis is not good"), predicted);
        assertTrue(predicted.contains(" over " + rows + " rows") && !predicted.contains("NaN"), predicted);
        Path page = folder.resolve("odd.html");
        say("report", fit, "-o", page);
        String html = Files.readString(page);
        assertTrue(html.contains("Be careful with these draws."), "report");
        assertFalse(html.contains(">NaN<") || html.contains(">null<"), "report");
        say("plot", fit, "intervals", "-o", folder.resolve("odd.svg"));
        Path csv = folder.resolve("odd.csv");
        say("export", fit, "--format", "csv", "--out", csv);
        SavedFit saved = FitFolder.read(fit);
        assertEquals(
                1 + (long) saved.fit().draws().chains() * saved.fit().draws().draws(),
                Files.readAllLines(csv).size());
        String compared = say("compare", fit);
        assertTrue(compared.contains("odd, whose fit is not to be trusted: "), compared);
        assertTrue(compared.contains(diagnosis), compared);
        say("fit", "--resume", fit, "--draws", 1, "--out", folder.resolve("more"));
        return compared;
    }

    @Test
    void oneChain() throws IOException {
        fitted(Tables.groups(folder), Tables.GROUPS, "--chains", 1, "--draws", 50);
        everyCommand(24, "With one chain, R-hat only compares its halves");
    }

    /** Twenty transitions of warm-up are too few for their step sizes. */
    @Test
    void twoThousandChains() throws IOException {
        SavedFit saved = fitted(
                Tables.line(folder),
                "y ~ x",
                "--marginalize",
                "off",
                "--chains",
                2000,
                "--warmup",
                20,
                "--draws",
                4,
                "--backend",
                "simd");
        assertEquals(2000, saved.fit().draws().chains());
        everyCommand(10, "diverged");
    }

    /** Neither R-hat nor leave-one-out nor the Monte Carlo error of the RMSD can be had; no row is left out for real. */
    @Test
    void oneDraw() throws IOException {
        fitted(Tables.groups(folder), Tables.GROUPS, "--chains", 2, "--draws", 1);
        String compared = everyCommand(24, "there are fewer than 4 draws a chain; draw more");
        assertTrue(compared.contains("odd: 2 draws are too few for leave-one-out."), compared);
        assertFalse(compared.contains("left out for real"), compared);
        assertTrue(say("predict", fit).contains("(Monte Carlo error not known from so few draws)"), "RMSD");
    }

    /** Eight schools, centered: the funnel of few groups with large errors. */
    @Test
    void divergences() throws IOException {
        Path data = Tables.write(
                folder,
                "schools.csv",
                "y,s,g",
                "28,15,A",
                "8,10,B",
                "-3,16,C",
                "7,11,D",
                "-1,9,E",
                "1,11,F",
                "18,10,G",
                "12,18,H");
        SavedFit saved = fitted(
                data, "y | se(s) ~ 1 + (1 | g)", "--parametrization", "centered", "--warmup", 200, "--draws", 200);
        int divergences = saved.diagnosis().divergences();
        assertTrue(divergences > 0, "none diverged");
        everyCommand(8, divergences + " of 800 draws");
        say("plot", fit, "pairs", "-o", folder.resolve("pairs.svg"));
    }

    @Test
    void interrupted() throws IOException {
        fitted(Tables.groups(folder), Tables.GROUPS);
        Path json = fit.resolve("fit.json");
        Files.writeString(
                json,
                Files.readString(json)
                        .replace("\"interrupted\": false", "\"interrupted\": true")
                        .replace("\"draws\": 20", "\"draws\": 50"));
        String compared = everyCommand(24, "R-hat is above 1.01");
        assertTrue(compared.contains("odd was stopped after 20 of 50 draws a chain"), compared);
        assertTrue(
                List.of(say("diagnose", fit).split("- ")).stream().anyMatch(line -> line.contains("interrupted")),
                "diagnose");
    }
}
