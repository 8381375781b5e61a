package leapfrog.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import leapfrog.backend.Calibration;
import leapfrog.model.InputException;

/**
 * Keeps what was measured of a machine in a file, by which backends are then chosen: that which {@value #VARIABLE} names, else
 * {@code leapfrog/calibration.json} in {@code $XDG_CONFIG_HOME} or {@code ~/.config}.
 */
public final class CalibrationFile {
    /** The environment variable that names the file, or is {@value #SHIPPED} for none. */
    public static final String VARIABLE = "LEAPFROG_CALIBRATION";
    /** Stands for the shipped figures, whatever files there are. */
    public static final String SHIPPED = "shipped";

    private static final int VERSION = 2;

    private CalibrationFile() {}

    /**
     * Where the file is, or would be.
     *
     * @param environment variables by name
     */
    public static Path place(Map<String, String> environment) {
        String named = environment.getOrDefault(VARIABLE, "");
        if (!named.isEmpty() && !named.equals(SHIPPED)) {
            return Path.of(named);
        }
        String config = environment.getOrDefault("XDG_CONFIG_HOME", "");
        Path folder = config.isEmpty() ? Path.of(System.getProperty("user.home"), ".config") : Path.of(config);
        return folder.resolve("leapfrog").resolve("calibration.json");
    }

    /**
     * The file that backends are chosen by; empty if the shipped figures hold.
     *
     * @param environment variables by name
     * @throws InputException if the variable names a file that is not there
     */
    public static Optional<Path> find(Map<String, String> environment) {
        String named = environment.getOrDefault(VARIABLE, "");
        if (named.equals(SHIPPED)) {
            return Optional.empty();
        }
        Path place = place(environment);
        if (Files.isRegularFile(place)) {
            return Optional.of(place);
        }
        if (!named.isEmpty()) {
            throw new InputException(VARIABLE + " is '" + named + "', which is no file; 'leapfrog bench --calibrate'"
                    + " writes one, and " + SHIPPED + " stands for none");
        }
        return Optional.empty();
    }

    /**
     * Reads a file.
     *
     * @throws InputException if it cannot be read or is no calibration
     */
    public static Calibration read(Path file) {
        try {
            JsonObject json = JsonObject.parse(file.toString(), Files.readAllBytes(file));
            if (json.small("version") != VERSION) {
                throw new InputException("'" + file + "' is a calibration of another version; 'leapfrog bench"
                        + " --calibrate' writes a new one");
            }
            return new Calibration(
                    new Calibration.Scalar(
                            json.number("scalar_nanos_per_row"),
                            json.number("scalar_nanos_per_integrated_row"),
                            json.number("scalar_nanos_per_coordinate")),
                    new Calibration.Simd(
                            json.number("simd_start_seconds"),
                            json.number("simd_nanos_per_row"),
                            json.number("simd_nanos_per_integrated_row"),
                            json.small("simd_lanes")),
                    new Calibration.Gpu(
                            json.number("gpu_nanos_per_row"),
                            json.number("gpu_nanos_per_integrated_row"),
                            json.number("gpu_nanos_per_coordinate"),
                            json.number("gpu_launch_nanos")),
                    json.has("resident_wait_per_row")
                            ? new Calibration.Resident(
                                    json.number("resident_wait_per_row"),
                                    json.number("resident_nanos_per_row"),
                                    json.number("resident_nanos_per_integrated_row"))
                            : null);
        } catch (IOException e) {
            throw new InputException("'" + file + "' cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Writes a file, and the folders that it is in.
     *
     * @throws InputException if that fails
     */
    public static void write(Path file, Calibration calibration) {
        JsonWriter text = new JsonWriter()
                .number("version", VERSION)
                .number("scalar_nanos_per_row", calibration.scalar().nanosPerRow())
                .number("scalar_nanos_per_integrated_row", calibration.scalar().nanosPerIntegratedRow())
                .number("scalar_nanos_per_coordinate", calibration.scalar().nanosPerCoordinate())
                .number("simd_start_seconds", calibration.simd().startSeconds())
                .number("simd_nanos_per_row", calibration.simd().nanosPerRow())
                .number("simd_nanos_per_integrated_row", calibration.simd().nanosPerIntegratedRow())
                .number("simd_lanes", calibration.simd().lanes())
                .number("gpu_nanos_per_row", calibration.gpu().nanosPerRow())
                .number("gpu_nanos_per_integrated_row", calibration.gpu().nanosPerIntegratedRow())
                .number("gpu_nanos_per_coordinate", calibration.gpu().nanosPerCoordinate())
                .number("gpu_launch_nanos", calibration.gpu().launchNanos());
        Calibration.Resident resident = calibration.resident();
        if (resident != null) {
            text.number("resident_wait_per_row", resident.waitPerRow())
                    .number("resident_nanos_per_row", resident.nanosPerRow())
                    .number("resident_nanos_per_integrated_row", resident.nanosPerIntegratedRow());
        }
        WholeFile.write(file, true, hidden -> Files.writeString(hidden, text.finish()));
    }
}
