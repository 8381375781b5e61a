package leapfrog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import leapfrog.engine.DeviceException;
import leapfrog.model.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Lets a command fail in every way, and reads what the user is told. */
class ErrorReportTest {
    @TempDir
    private Path folder;

    @Test
    void wrongInputAndFailingDevicesHaveTheirCodes() {
        assertEquals("2 leapfrog: no such column\n", report(() -> {
            throw new InputException("no such column");
        }));
        assertEquals("4 leapfrog: the device is gone\n", report(() -> {
            throw new DeviceException("the device is gone");
        }));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatNobodyExpectedAsksForAReport(boolean error) {
        String report = report(() -> {
            if (error) {
                throw new AssertionError("heads");
            }
            throw new IllegalStateException("tails");
        });
        assertTrue(report.startsWith("1 leapfrog: an error in leapfrog itself: java.lang."), report);
        assertTrue(report.contains(error ? "AssertionError: heads" : "IllegalStateException: tails"), report);
        assertTrue(report.contains("please report it") && report.contains("LEAPFROG_DEBUG"), report);
        assertEquals(1, report.lines().count(), report);
    }

    @Test
    void aFullHeapGetsASentence() {
        String report = report(() -> {
            throw new OutOfMemoryError("Java heap space");
        });
        assertTrue(report.startsWith("2 leapfrog: out of memory (Java heap space)"), report);
        assertTrue(report.contains("LEAPFROG_JAVA_OPTS=-Xmx"), report);
        assertEquals(1, report.lines().count(), report);
    }

    @Test
    void aBackendThatIsNotBuiltSaysHowToGetIt() throws IOException {
        for (Object[] line : new Object[][] {
            {"fit", Tables.line(folder), "y ~ x", "--out", folder.resolve("fit")}, {"verify"}, {"bench"}
        }) {
            List<Object> arguments = new ArrayList<>(List.of(line));
            arguments.addAll(List.of("--backend", "tornado"));
            CommandRun.of(arguments.toArray()).expect(ExitCode.DEVICE);
        }
        CommandRun fit = CommandRun.of("fit", Tables.line(folder), "y ~ x", "--backend", "tornado");
        assertTrue(fit.err().startsWith("leapfrog: backend tornado: "), fit.err());
        assertTrue(fit.err().contains("; set TORNADOVM_HOME to "), fit.err());
        String devices = CommandRun.of("devices").expect(ExitCode.DONE).out();
        assertTrue(devices.matches("(?s).*tornado +not available: .*; set TORNADOVM_HOME to .*"), devices);
    }

    @Test
    void aBackendThatIsNotThereIsADeviceError() {
        CommandRun run = CommandRun.of("verify", "--backend", "scalar", "--device", "abacus")
                .expect(ExitCode.DEVICE);
        assertTrue(run.err().contains("no device 'abacus'; 'leapfrog devices' lists them"), run.err());
        CommandRun fit = CommandRun.of(
                        "fit",
                        Tables.RADON,
                        "log_radon ~ floor",
                        "--backend",
                        "opencl",
                        "--device",
                        "abacus",
                        "--out",
                        "target/never")
                .expect(ExitCode.DEVICE);
        assertTrue(fit.err().startsWith("leapfrog: ") && fit.err().lines().count() == 1, fit.err());
    }

    /** The exit code and what stands on standard error when a command does this. */
    private static String report(Runnable failure) {
        StringWriter err = new StringWriter();
        CommandLine command = Main.commandLine();
        command.addSubcommand(new Failing(failure));
        int code = command.setErr(new PrintWriter(err, true)).execute("failing");
        return code + " " + err;
    }

    @Command(name = "failing")
    private record Failing(Runnable failure) implements Runnable {
        @Override
        public void run() {
            failure.run();
        }
    }
}
