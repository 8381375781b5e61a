package leapfrog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs every command as its help says. */
class CommandsTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fit",
                "summary",
                "predict",
                "simulate",
                "compare",
                "lmer",
                "model",
                "diagnose",
                "report",
                "plot",
                "logdensity",
                "devices",
                "verify",
                "bench"
            })
    void everyCommandExplainsItself(String command) {
        CommandRun help = CommandRun.of(command, "--help").expect(ExitCode.DONE);
        assertTrue(help.out().startsWith("Usage: leapfrog " + command), help.out());
        assertTrue(CommandRun.of("--help").expect(ExitCode.DONE).out().contains("\n  " + command), command);
        assertEquals("", help.err());
    }

    @Test
    void theListOfCommandsSaysOfEachInSentencesWhatItDoes() {
        String help = CommandRun.of("--help").expect(ExitCode.DONE).out().replace("\r", "");
        String list = help.substring(help.indexOf("Commands:\n") + 10, help.indexOf("\n\nExit codes"));
        String[] commands = list.split("\n  (?=[a-z])");
        assertEquals(17, commands.length);
        for (String command : commands) {
            assertTrue(command.strip().matches("(?s)[a-z]+ +[A-Z].*[.]"), command);
        }
    }

    @Test
    void theVersionIsOneLine() {
        assertTrue(CommandRun.of("--version").expect(ExitCode.DONE).out().matches("leapfrog .+\\R"));
    }

    @Test
    void devicesListsEveryBackend() {
        String out = CommandRun.of("devices").expect(ExitCode.DONE).out();
        for (String backend : new String[] {"scalar", "simd", "opencl", "opencl-resident", "tornado"}) {
            assertTrue(out.contains(backend), out);
        }
    }

    @Test
    void verifyComparesABackendWithTheReference() {
        String out = CommandRun.of("verify", "--backend", "scalar")
                .expect(ExitCode.DONE)
                .out();
        assertTrue(out.contains("passed"), out);
    }

    @Test
    void aBadFitIsDiagnosedAndStrictSaysSoByItsCode() throws IOException {
        Path data = Tables.groups(folder);
        Path fit = folder.resolve("bad");
        CommandRun run = CommandRun.of(
                "fit",
                data,
                Tables.GROUPS,
                "--out",
                fit,
                "--backend",
                "scalar",
                "--warmup",
                5,
                "--draws",
                40,
                "--seed",
                1,
                "--parametrization",
                "centered",
                "--strict");
        run.expect(ExitCode.BAD);
        assertTrue(run.out().contains("- R-hat is above 1.01"), run.out());
        CommandRun.of("diagnose", fit).expect(ExitCode.DONE);
        String strict =
                CommandRun.of("diagnose", "--strict", fit).expect(ExitCode.BAD).out();
        assertTrue(strict.contains("- R-hat is above 1.01"), strict);
    }

    @Test
    void theSummaryFoldsLongArraysUnlessAsked() {
        Path fit = folder.resolve("radon");
        CommandRun run =
                CommandRun.fit(Tables.RADON, "log_radon ~ floor + (1 | county)", fit, "--backend", "simd", "--quiet");
        assertEquals("", run.out() + run.err());
        String folded = CommandRun.of("summary", fit).expect(ExitCode.DONE).out();
        assertTrue(folded.startsWith("log_radon ~ floor + (1 | county)\n"), folded);
        assertTrue(folded.contains("coef_county: 85 quantities"), folded);
        assertFalse(folded.contains("coef_county[AITKIN,Intercept]"), folded);
        String whole =
                CommandRun.of("summary", "--groups", fit).expect(ExitCode.DONE).out();
        assertTrue(whole.contains("coef_county[AITKIN,Intercept]"), whole);
        String two = CommandRun.of("summary", fit, fit).expect(ExitCode.DONE).out();
        assertEquals(2, two.lines().filter(fit.toString()::equals).count(), two);
    }
}
