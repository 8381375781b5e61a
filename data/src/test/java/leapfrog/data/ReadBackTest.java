package leapfrog.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lets xarray and zarr-python read fits. Needs a Python with both: an error if -Dleapfrog.python.required=true, else a skip. */
final class ReadBackTest {
    private static final Path SCRIPT = Path.of("../.ci/read_back.py");
    private static String python = "";

    @TempDir
    private Path folder;

    @BeforeAll
    static void findPython() throws IOException, InterruptedException {
        Optional<String> found = Optional.empty();
        for (String candidate : List.of("python3", "/usr/bin/python3")) {
            if (found.isEmpty() && run(candidate, "-c", "import xarray, zarr").code() == 0) {
                found = Optional.of(candidate);
            }
        }
        if (found.isEmpty()) {
            String reason = "no python3 with xarray and zarr; Debian: apt install python3-xarray python3-zarr";
            if (Boolean.getBoolean("leapfrog.python.required")) {
                fail(reason);
            }
            abort(reason);
        }
        python = found.orElseThrow();
    }

    @Test
    void xarrayReadsAFit() throws IOException, InterruptedException {
        assertReads(SampleFits.radon(4, 50), 175, ZarrWriter.CHUNK);
    }

    @Test
    void xarrayReadsOddNamesAndManyChunks() throws IOException, InterruptedException {
        assertReads(SampleFits.odd(3, 5), 22, 40);
    }

    private void assertReads(SavedFit fit, int quantities, int chunk) throws IOException, InterruptedException {
        FitFolder.writeInto(folder, fit, chunk);
        Answer answer = run(python, SCRIPT.toString(), folder.toString());
        assertEquals(0, answer.code(), answer.output());
        assertTrue(answer.output().contains(": " + quantities + " quantities of "), answer.output());
        // The check can fail: it notices another mean.
        Path summary = folder.resolve("summary.csv");
        String mean = "," + fit.summary().getLast().mean() + ",";
        String content = Files.readString(summary);
        assertTrue(content.contains(mean));
        Files.writeString(summary, content.replace(mean, ",77.0,"));
        answer = run(python, SCRIPT.toString(), folder.toString());
        assertEquals(1, answer.code(), answer.output());
        assertTrue(answer.output().contains("summary.csv says"), answer.output());
    }

    private record Answer(int code, String output) {}

    private static Answer run(String... command) throws IOException, InterruptedException {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("PYTHONIOENCODING", "utf-8");
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Answer(process.waitFor(), output);
        } catch (IOException e) {
            return new Answer(127, e.toString());
        }
    }
}
