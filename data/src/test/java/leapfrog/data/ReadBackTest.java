package leapfrog.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lets xarray and zarr-python read fits. Needs a Python with both: an error if -Dleapfrog.python.required=true, else a skip. */
final class ReadBackTest {
    private static final Path SCRIPT = Path.of("../.ci/read_back.py");
    private static Python python = new Python("");

    @TempDir
    private Path folder;

    @BeforeAll
    static void findPython() throws InterruptedException {
        python = Python.find();
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
        Python.Answer answer = python.run(SCRIPT, folder);
        assertEquals(0, answer.code(), answer.output());
        assertTrue(answer.output().contains(": " + quantities + " quantities of "), answer.output());
        // The check can fail: it notices another mean.
        Path summary = folder.resolve("summary.csv");
        String mean = "," + fit.summary().getLast().mean() + ",";
        String content = Files.readString(summary);
        assertTrue(content.contains(mean));
        Files.writeString(summary, content.replace(mean, ",77.0,"));
        answer = python.run(SCRIPT, folder);
        assertEquals(1, answer.code(), answer.output());
        assertTrue(answer.output().contains("summary.csv says"), answer.output());
    }
}
