package leapfrog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import leapfrog.backend.Calibration;
import leapfrog.bench.FitTiming;
import leapfrog.bench.Limits;
import leapfrog.bench.Timing;
import leapfrog.bench.Workload;
import leapfrog.data.CalibrationFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lets fits choose by calibrations, and lays out timings. */
class BenchCommandTest {
    @TempDir
    private Path folder;

    private String backendLine(String calibration) throws IOException, InterruptedException {
        Path fit = folder.resolve("fit");
        try (ChildRun run = ChildRun.start(
                folder,
                false,
                List.of(),
                Map.of(CalibrationFile.VARIABLE, calibration),
                "fit",
                Tables.line(folder),
                "y ~ x",
                "--draws",
                20,
                "--warmup",
                60,
                "--out",
                fit,
                "--overwrite")) {
            assertEquals(ExitCode.DONE, run.awaitEnd(), run::toString);
            return String.join(
                    " ",
                    run.out()
                            .lines()
                            .dropWhile(line -> !line.startsWith("  backend"))
                            .takeWhile(line -> !line.startsWith("  device"))
                            .map(String::strip)
                            .toList());
        }
    }

    @Test
    void aFitChoosesByTheFileAndSaysSo() throws IOException, InterruptedException {
        Path file = folder.resolve("mine.json");
        CalibrationFile.write(file, Calibration.SHIPPED.with(new Calibration.Scalar(1e9, 1e9, 1e9)));
        String line = backendLine(file.toString());
        assertTrue(line.startsWith("backend   simd: vector instructions"), line);
        assertTrue(line.replace(" ", "").endsWith("(calibrated:" + file + ")"), line);
        line = backendLine(CalibrationFile.SHIPPED);
        assertTrue(line.startsWith("backend   scalar: plain Java") && !line.contains("calibrated"), line);
    }

    @Test
    void aCalibrationThatIsNotThereIsWrongInput() throws IOException, InterruptedException {
        try (ChildRun run = ChildRun.start(
                folder,
                false,
                List.of(),
                Map.of(CalibrationFile.VARIABLE, folder.resolve("none.json").toString()),
                "fit",
                Tables.line(folder),
                "y ~ x")) {
            assertEquals(ExitCode.WRONG_INPUT, run.awaitEnd(), run::toString);
            assertTrue(
                    run.err().contains("none.json', which is no file; 'leapfrog bench --calibrate' writes one"),
                    run.err());
        }
    }

    @Test
    void wrongWordsAreRefused() {
        String err = CommandRun.of("bench", "--backend", "abacus")
                .expect(ExitCode.WRONG_INPUT)
                .err();
        assertTrue(
                err.contains("unknown backend 'abacus'; backends are: opencl, opencl-resident, scalar, simd, tornado"),
                err);
        err = CommandRun.of("bench", "--out", folder.resolve("c.json"))
                .expect(ExitCode.WRONG_INPUT)
                .err();
        assertTrue(err.contains("--out is where --calibrate writes"), err);
        err = CommandRun.of("bench", "--calibrate", "--out", folder)
                .expect(ExitCode.WRONG_INPUT)
                .err();
        assertTrue(err.contains("is a folder"), err);
    }

    @Test
    void aLineSaysWhichLimitIsNear() {
        BenchText text = new BenchText(Map.of("simd", new Limits(20, 20)));
        // Three multiply-adds a cell in 0.3 ns: 10 of 20 a nanosecond.
        Timing cells = Timings.survey(64, 200, 60);
        assertEquals(
                "simd              gaussian, two effects       200 cells     64            60.0        0.150  50 % of"
                        + " the arithmetic\n",
                text.line(cells));
        // 4 million rows of 16 bytes, for all four chains, in 4 · 2 ms: 8 of 20 bytes a nanosecond.
        String large = text.line(Timings.large(4, 2e6));
        assertTrue(large.endsWith("  40 % of the copy\n"), large);
        assertTrue(text.head("a leapfrog").startsWith("backend           model "), text.head("a leapfrog"));
        assertTrue(text.head("a leapfrog").contains("  ns a leapfrog "), text.head("a leapfrog"));
    }

    @Test
    void aFitsLineHasEffectiveDrawsASecond() {
        BenchText text = new BenchText(Map.of("simd", new Limits(20, 20)));
        Workload survey = Timings.survey(4, 200, 60).workload();
        assertEquals(
                "simd              gaussian, two effects               1.50        0.125           2500         "
                        + " 20000\n",
                text.line(new FitTiming("simd", survey, 1.5, 0.125, 2500)));
        assertEquals(
                text.headOfFits().length(),
                text.line(new FitTiming("simd", survey, 1.5, 0.125, 2500)).length());
    }
}
