package leapfrog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs fits as the launcher starts small ones, in a JVM without vectors, which ends for the full one where 'auto' takes them. */
class HandOverTest {
    @TempDir
    private Path folder;

    @Test
    void aFitThatTakesVectorsIsHandedOverBeforeAnythingIsWritten() throws IOException, InterruptedException {
        requireHandedOver(
                "fit",
                Tables.counts(folder),
                "y ~ x",
                "--family",
                "poisson",
                "--threads",
                2,
                "--out",
                folder.resolve("fit"));
    }

    /** The first stays, and would be written before the second is begun. */
    @Test
    void aComparisonIsHandedOverBeforeItsFirstFit() throws IOException, InterruptedException {
        requireHandedOver(
                "compare",
                Tables.counts(folder),
                "a=y ~ 1",
                "b=y ~ x",
                "--family",
                "poisson",
                "--threads",
                2,
                "--out",
                folder.resolve("fit"));
    }

    private void requireHandedOver(Object... arguments) throws IOException, InterruptedException {
        try (ChildRun run = ChildRun.startSmall(folder, arguments)) {
            assertEquals(ExitCode.HAND_OVER, run.awaitEnd(), run::toString);
            assertEquals("", run.out());
            assertEquals("", run.err());
        }
        assertFalse(Files.exists(folder.resolve("fit")));
    }

    @Test
    void aSmallFitStays() throws IOException, InterruptedException {
        try (ChildRun run = ChildRun.startSmall(folder, "fit", Tables.line(folder), "y ~ x", "--seed", 1)) {
            assertEquals(ExitCode.DONE, run.awaitEnd(), run::toString);
            assertTrue(run.out().contains("scalar: plain Java is done with"), run.out());
        }
    }
}
