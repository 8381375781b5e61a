package leapfrog.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Writes the small tables that tests fit. */
final class Tables {
    /** The bundled data set; tests run in their module's folder. */
    static final Path RADON =
            Path.of("..", "data", "radon_mn.csv").toAbsolutePath().normalize();

    /** The formula of {@link #groups}. */
    static final String GROUPS = "y ~ x + (1 + x || g)";

    private Tables() {}

    static Path write(Path folder, String name, String... lines) throws IOException {
        return Files.write(folder.resolve(name), List.of(lines));
    }

    /** 24 rows in 6 groups: y is about 1 + x / 2 + a sixth of the group's number, off by a fixed pattern. */
    static Path groups(Path folder) throws IOException {
        String[] lines = new String[25];
        lines[0] = "y,x,g";
        for (int i = 0; i < 24; i++) {
            double x = i * 5 % 7 / 3.0;
            double y = 1 + x / 2 + i / 4 / 6.0 + (i * 11 % 13 - 6) / 20.0;
            lines[i + 1] = y + "," + x + ",g" + i / 4;
        }
        return write(folder, "groups.csv", lines);
    }

    /** 24 groups whose means differ by half the noise, every third of 40 rows and the others of 2. */
    static Path unequalGroups(Path folder) throws IOException {
        List<String> lines = new ArrayList<>(List.of("y,x,g"));
        for (int g = 0; g < 24; g++) {
            for (int i = 0; i < (g % 3 == 0 ? 40 : 2); i++) {
                int row = lines.size();
                double y = 0.7 * Math.sin(1.9 * g) + 1.2 * Math.cos(5.3 * row);
                lines.add(y + "," + row % 2 + "," + String.format("g%02d", g));
            }
        }
        return write(folder, "unequal.csv", lines.toArray(String[]::new));
    }

    /**
     * 5,400 counts in less than 64 KB. Without a covariate equal ones are one row, which plain Java is soon done with; with it hardly one is
     * spared, and two threads take vectors.
     */
    static Path counts(Path folder) throws IOException {
        Random random = new Random(3);
        List<String> lines = new ArrayList<>(List.of("y,x"));
        for (int row = 0; row < 5400; row++) {
            lines.add(String.format(Locale.ROOT, "%d,%.5f", random.nextInt(5), random.nextDouble()));
        }
        return write(folder, "counts.csv", lines.toArray(String[]::new));
    }

    /** Ten rows on a line, with noise. */
    static Path line(Path folder) throws IOException {
        return write(
                folder,
                "line.csv",
                "y,x",
                "1.1,0",
                "1.4,1",
                "2.3,2",
                "2.4,3",
                "3.2,4",
                "3.3,5",
                "4.1,6",
                "4.6,7",
                "4.8,8",
                "5.7,9");
    }
}
