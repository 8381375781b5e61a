package leapfrog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
                Tables.line(folder), "y ~ x", whole, "--chains", 64, "--warmup", "auto", "--draws", 24, "--seed", 3);
        assertEquals(Bits.of(whole), Bits.of(copy));
    }

    @Test
    void aWrongLengthOfWarmupIsExplained() throws IOException {
        CommandRun run = CommandRun.of("fit", Tables.line(folder), "y ~ x", "--warmup", "short");
        assertEquals(ExitCode.WRONG_INPUT, run.code());
        assertTrue(run.err().contains("--warmup short: it must be a number of transitions or auto"), run.err());
    }
}
