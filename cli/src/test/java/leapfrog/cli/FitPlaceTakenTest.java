package leapfrog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import leapfrog.data.FitFolder;
import leapfrog.data.TableFile;
import leapfrog.regression.Compute;
import leapfrog.regression.Regression;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs a fit to whose place another one has come while it sampled. */
class FitPlaceTakenTest {
    @TempDir
    private Path folder;

    @Test
    void drawsThatAreMadeAreKept() throws IOException {
        Path place = folder.resolve("fit");
        CommandRun.fit(Tables.line(folder), "y ~ x", place);
        String before = Bits.of(place).toString();
        Path beside = folder.resolve("fit-2");
        StringWriter said = new StringWriter();
        PrintWriter errors = new PrintWriter(said);
        Compute compute = Compute.on("scalar");
        FitRun run = new FitRun(
                compute,
                new FitRun.Place(place, false, Set.of()),
                false,
                new FitOutput(new PrintWriter(new StringWriter()), false, true),
                errors,
                (saved, where, steps) -> assertEquals(beside, where));
        Regression regression = Regression.of("y ~ x").warmup(50).draws(20).on(compute);
        assertEquals(ExitCode.DONE, run.run(regression.request(TableFile.read(folder.resolve("line.csv"))), null));
        assertEquals(before, Bits.of(place).toString());
        assertEquals(20, FitFolder.read(beside).fit().draws().draws());
        assertTrue(said.toString().contains("this fit is in '" + beside + "'"), said.toString());
        assertTrue(Files.notExists(folder.resolve("fit-3")));
    }
}
