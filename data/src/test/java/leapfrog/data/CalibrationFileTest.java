package leapfrog.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import leapfrog.backend.Calibration;
import leapfrog.model.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writes calibrations, finds them where they belong, and refuses what is none. */
class CalibrationFileTest {
    private static final Calibration ODD = new Calibration(
            new Calibration.Scalar(1.5, 1.75, 0.1),
            new Calibration.Simd(0, 1e-3, 2e-3, 4),
            new Calibration.Gpu(0.1 + 0.2, 0.9, 7, 12345.678),
            null);

    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenIsRead() {
        Path file = folder.resolve("new").resolve("calibration.json");
        CalibrationFile.write(file, ODD);
        assertEquals(ODD, CalibrationFile.read(file));
        CalibrationFile.write(file, Calibration.SHIPPED);
        assertEquals(Calibration.SHIPPED, CalibrationFile.read(file), "replaced");
        Calibration resident = ODD.with(new Calibration.Resident(0.1, 1e-7, 2.5));
        CalibrationFile.write(file, resident);
        assertEquals(resident, CalibrationFile.read(file));
    }

    @Test
    void itIsFoundInTheUsersConfiguration() {
        Map<String, String> environment = Map.of("XDG_CONFIG_HOME", folder.toString());
        Path place = CalibrationFile.place(environment);
        assertEquals(folder.resolve("leapfrog/calibration.json"), place);
        assertEquals(Optional.empty(), CalibrationFile.find(environment));
        CalibrationFile.write(place, ODD);
        assertEquals(Optional.of(place), CalibrationFile.find(environment));
        assertEquals(
                Path.of(System.getProperty("user.home"), ".config/leapfrog/calibration.json"),
                CalibrationFile.place(Map.of()));
    }

    @Test
    void theVariableNamesAnotherOrNone() {
        Path usual = folder.resolve("leapfrog/calibration.json");
        CalibrationFile.write(usual, ODD);
        Path other = folder.resolve("other.json");
        String config = folder.toString();
        Map<String, String> named = Map.of("XDG_CONFIG_HOME", config, CalibrationFile.VARIABLE, other.toString());
        InputException missing = assertThrows(InputException.class, () -> CalibrationFile.find(named));
        assertTrue(String.valueOf(missing.getMessage()).contains("which is no file"), missing.getMessage());
        CalibrationFile.write(other, ODD);
        assertEquals(Optional.of(other), CalibrationFile.find(named));
        Map<String, String> none = Map.of("XDG_CONFIG_HOME", config, CalibrationFile.VARIABLE, "shipped");
        assertEquals(Optional.empty(), CalibrationFile.find(none));
    }

    @Test
    void whatIsNoCalibrationIsRefusedWithItsFile() throws IOException {
        Path file = folder.resolve("calibration.json");
        CalibrationFile.write(file, ODD);
        String text = Files.readString(file);
        String[] wrong = {
            "",
            "{}",
            text.replace("\"version\": 2", "\"version\": 1"),
            text.replace("1.5", "-1.5"),
            text.replace("4", "0")
        };
        for (String content : wrong) {
            Files.writeString(file, content);
            InputException e = assertThrows(InputException.class, () -> CalibrationFile.read(file), content);
            assertTrue(String.valueOf(e.getMessage()).contains("calibration"), e.getMessage());
        }
    }
}
