package leapfrog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import leapfrog.data.FitFolder;
import leapfrog.sample.RunReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs fits in a JVM without the module of the Vector API. */
class WithoutVectorsTest {
    private static final String REASON = "the module jdk.incubator.vector is not in this Java process";
    private static final String REMEDY =
            "start Java with --add-modules jdk.incubator.vector, on a runtime image that has it";

    @TempDir
    private Path folder;

    /** So much work, by the shipped costs, that vectors would be taken, though shallow trees are soon done. */
    @Test
    void autoTakesPlainJavaAndSaysWhy() throws IOException, InterruptedException {
        Path out = folder.resolve("fit");
        try (ChildRun child = start(out, "auto")) {
            assertEquals(ExitCode.DONE, child.awaitEnd(), child::toString);
        }
        RunReport run = FitFolder.read(out).fit().run();
        assertEquals("scalar", run.backend());
        assertEquals("scalar: the reference, as nothing faster is here", run.choice());
        String rejection = "simd: " + REASON + "; " + REMEDY;
        assertTrue(run.rejections().contains(rejection), () -> run.rejections().toString());
    }

    @Test
    void simdIsRefusedWithTheRemedy() throws IOException, InterruptedException {
        Path out = folder.resolve("fit");
        try (ChildRun child = start(out, "simd")) {
            assertEquals(ExitCode.DEVICE, child.awaitEnd(), child::toString);
            String said = child.err().replaceAll("\\s+", " ");
            assertTrue(said.contains("backend simd: " + REASON + "; " + REMEDY), said);
        }
        assertFalse(Files.exists(out), "a fit that was refused leaves nothing");
    }

    private ChildRun start(Path out, String backend) throws IOException {
        return ChildRun.startWithoutVectors(
                folder,
                "fit",
                Tables.RADON,
                "log_radon ~ floor",
                "--out",
                out,
                "--reduce",
                "off",
                "--marginalize",
                "off",
                "--chains",
                32,
                "--warmup",
                500,
                "--draws",
                500,
                "--max-depth",
                2,
                "--seed",
                7,
                "--threads",
                1,
                "--backend",
                backend);
    }
}
