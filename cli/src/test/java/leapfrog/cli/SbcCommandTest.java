package leapfrog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs calibration studies from the command line: their verdicts, their folders, and how they go on. */
class SbcCommandTest {
    private static final String FORMULA = "y ~ x + (1 | g)";
    private static final List<Object> SHORT = List.of(
            "--chains", 2, "--warmup", 100, "--draws", 80, "--seed", 5, "--rank-draws", 19, "--backend", "scalar");

    @TempDir
    private Path folder;

    private CommandRun run(int code, Path out, Object... more) throws IOException {
        List<Object> arguments =
                new ArrayList<>(List.of("sbc", FORMULA, "--like", Tables.groups(folder), "--out", out));
        for (int i = 0; i < SHORT.size(); i += 2) {
            if (!List.of(more).contains(SHORT.get(i))) {
                arguments.addAll(SHORT.subList(i, i + 2));
            }
        }
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray()).expect(code);
    }

    private static List<List<String>> ranks(Path out) {
        return BatchTables.query(out, "SELECT * FROM ranks ORDER BY fit, parameter");
    }

    @Test
    void aStudySaysItsVerdictAndWritesItsPage() throws IOException {
        Path out = folder.resolve("sbc");
        CommandRun run = run(ExitCode.DONE, out, "--fits", 60);
        assertTrue(run.out().contains("Calibrated, as far as 60 fits tell"), run.out());
        assertTrue(run.out().contains("60 of 60 recorded"), run.out());
        // b_Intercept, b_x, sd, sigma, six groups, the log likelihood.
        assertEquals(60 * 11, ranks(out).size());
        String page = Files.readString(out.resolve("report.html"));
        assertTrue(page.contains("Nothing speaks against calibration."));
        assertTrue(page.contains("Distribution of ranks, less the uniform one"));
        assertTrue(page.contains("Histograms of ranks"));
        assertEquals(22, page.split("<svg ", -1).length - 1);
        assertFalse(page.contains("http://") && page.contains("src=\"http"));
        assertTrue(CommandRun.of("batch", "status", out)
                .expect(ExitCode.DONE)
                .out()
                .contains("60 of 60"));
        CommandRun retry = CommandRun.of("batch", "retry", out, "--bad").expect(ExitCode.WRONG_INPUT);
        assertTrue(retry.err().contains("holds a calibration study"), retry.err());
    }

    @Test
    void aSimulatorWithAWrongPriorIsCaught() throws IOException {
        Path out = folder.resolve("wrong");
        CommandRun run = run(ExitCode.BAD, out, "--fits", 60, "--simulate-prior", "sigma ~ half_normal(20)");
        assertTrue(run.out().contains("Not calibrated: the ranks of"), run.out());
        assertTrue(run.out().contains("sigma: the posterior lies too low"), run.out());
        assertTrue(Files.readString(out.resolve("report.html")).contains("Not calibrated."));
    }

    @Test
    void aStudyGoesOnAndEndsWithTheSameRanks() throws IOException {
        Path parts = folder.resolve("parts");
        run(ExitCode.DONE, parts, "--fits", 5);
        assertEquals(5 * 11, ranks(parts).size());
        CommandRun stopped = run(ExitCode.INTERRUPTED, parts, "--fits", 12, "--max-seconds", 0);
        assertTrue(stopped.err().contains("the same command goes on"), stopped.err());
        run(ExitCode.DONE, parts, "--fits", 12);
        Path whole = folder.resolve("whole");
        run(ExitCode.DONE, whole, "--fits", 12, "--threads", 1);
        assertEquals(ranks(whole), ranks(parts));
        assertEquals(BatchTables.numbers(whole), BatchTables.numbers(parts));
        CommandRun other = run(ExitCode.WRONG_INPUT, parts, "--fits", 12, "--prior", "b ~ normal(0, 1)");
        assertTrue(other.err().contains("other settings: priors was"), other.err());
    }

    @Test
    void whatCannotBeCalibratedIsRefusedBeforeThereIsAFolder() throws IOException {
        Path out = folder.resolve("none");
        Object[][] wrong = {
            {"give a proper prior on b_x", "--prior", "b ~ flat"},
            {"--fits is 0; it must be at least 1", "--fits", 0},
            {"--rank-draws is 200; it must be from 1 to the number of draws of a fit, 160", "--rank-draws", 200},
            {"there is no inference to calibrate", "--prior-only"},
            {"no group 'h'", "--simulate-prior", "sd_h ~ half_normal(1)"},
        };
        for (Object[] line : wrong) {
            Object[] more = java.util.Arrays.copyOfRange(line, 1, line.length);
            CommandRun run = run(ExitCode.WRONG_INPUT, out, more);
            assertTrue(run.err().contains(line[0].toString()), run.err());
            assertFalse(Files.exists(out));
        }
    }
}
