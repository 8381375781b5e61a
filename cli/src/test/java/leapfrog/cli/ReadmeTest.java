package leapfrog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the README's Java program as its reader would: with the java launcher, from its source, in a folder that has {@code data/}. */
class ReadmeTest {
    private static final Path README = Path.of("..", "README.md");

    @TempDir
    private Path folder;

    @Test
    void theProgramFitsTheThreeModels() throws IOException, InterruptedException {
        Files.createDirectory(folder.resolve("data"));
        Files.copy(Tables.RADON, folder.resolve("data/radon_mn.csv"));
        Path source = Files.writeString(folder.resolve("Radon.java"), program());
        Path out = folder.resolve("out.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        source.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        boolean ended = process.waitFor(100, TimeUnit.SECONDS);
        process.destroyForcibly();
        String printed = Files.readString(out);
        assertTrue(ended && process.exitValue() == 0, printed);
        assertEquals(
                List.of(
                        "log_radon ~ floor",
                        "log_radon ~ 0 + county + county:floor",
                        "log_radon ~ floor + (1 + floor || county)"),
                printed.lines().filter(line -> line.contains("~")).toList());
        // Means of long runs; the posterior sds are about 0.06, and 4000 draws have a Monte Carlo error below 0.01.
        assertEquals(-0.59, value(printed.substring(0, printed.indexOf("~ 0")), "b_floor"), 0.03, printed);
        assertEquals(-0.66, value(printed.substring(printed.indexOf("||")), "b_floor"), 0.04, printed);
        assertEquals(0, CommandRun.of("summary", folder.resolve("partial-fit")).code());
    }

    /** The only program in Java of the README. */
    private static String program() throws IOException {
        List<String> blocks = Pattern.compile("(?s)```java\n(.*?)```")
                .matcher(Files.readString(README))
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
        assertEquals(1, blocks.size());
        return blocks.getFirst();
    }

    private static double value(String text, String parameter) {
        return text.lines()
                .map(line -> line.strip().split(" +"))
                .filter(words -> words[0].equals(parameter))
                .mapToDouble(words -> Double.parseDouble(words[1]))
                .findFirst()
                .orElseThrow(() -> new AssertionError(parameter + " is not in\n" + text));
    }
}
