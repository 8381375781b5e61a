package leapfrog.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import leapfrog.data.CsvTable;
import leapfrog.data.FitFolder;
import leapfrog.data.SavedFit;
import leapfrog.engine.DeviceException;
import leapfrog.model.InputException;
import leapfrog.model.Table;
import leapfrog.regression.Compute;
import leapfrog.regression.Regression;
import leapfrog.sample.Fit;
import leapfrog.sample.FitSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds fits made from Java to those of the command, bit by bit. */
class RegressionTest {
    private static final Regression SHORT =
            Regression.of(Tables.GROUPS).warmup(60).draws(20).seed(7).on(Compute.on("scalar"));

    @TempDir
    private Path folder;

    @Test
    void aFitIsTheCommandsFit() throws IOException {
        Path data = Tables.groups(folder);
        CommandRun.fit(
                data,
                Tables.GROUPS,
                folder.resolve("command"),
                "--family",
                "student_t(nu=4)",
                "--prior",
                "sd ~ half_normal(1)",
                "--parametrization",
                "g=centered",
                "--chains",
                3,
                "--target-accept",
                0.9);
        Fit fit = SHORT.family("student_t(nu=4)")
                .prior("sd ~ half_normal(1)")
                .parametrization("g=centered")
                .chains(3)
                .targetAccept(0.9)
                .fit(CsvTable.read(data));
        Path java = folder.resolve("java");
        FitFolder.write(java, SavedFit.of(fit), false);
        assertEquals(Bits.of(folder.resolve("command")), Bits.of(java));
        assertEquals(
                FitFolder.read(folder.resolve("command")).fit().recipe(),
                FitFolder.read(java).fit().recipe());
    }

    @Test
    void aContinuedFitIsTheFitThatNeverStopped() throws IOException {
        Table data = CsvTable.read(Tables.groups(folder));
        Fit whole = SHORT.fit(data);
        Fit continued = Regression.resume(SHORT.draws(5).fit(data), 15);
        assertEquals("scalar", continued.run().backend());
        assertArrayEquals(whole.draws().values(), continued.draws().values());
    }

    @Test
    void stepsLeaveWhatTheyStartFromAsItWas() {
        Regression pooled = SHORT.chains(100);
        assertEquals(FitSettings.Adaptation.POOLED, pooled.settings().adaptation());
        assertEquals(4, SHORT.settings().chains());
        assertEquals(FitSettings.Adaptation.CHAIN, SHORT.settings().adaptation());
    }

    @Test
    void whatIsWrongIsSaidByTheStepThatTakesIt() throws IOException {
        assertThrows(InputException.class, () -> Regression.of("y ~ (x"));
        assertThrows(InputException.class, () -> SHORT.family("gausian"));
        assertThrows(InputException.class, () -> SHORT.chains(0));
        Table data = CsvTable.read(Tables.groups(folder));
        assertThrows(
                InputException.class, () -> SHORT.prior("sdx ~ half_normal(1)").fit(data));
        InputException unknown = assertThrows(
                InputException.class, () -> SHORT.on(Compute.on("abacus")).fit(data));
        assertTrue(String.valueOf(unknown.getMessage()).contains("abacus"));
        assertThrows(
                DeviceException.class,
                () -> SHORT.on(new Compute("opencl", "no such device", 1)).fit(data));
        Fit fit = SHORT.draws(1).fit(data);
        assertThrows(InputException.class, () -> Regression.resume(fit, 0));
        assertThrows(InputException.class, () -> Regression.resume(fit, Integer.MAX_VALUE));
    }
}
