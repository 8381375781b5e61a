package leapfrog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import leapfrog.data.FitFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fits what is legal but strange, and reads it with every command that reads fits. */
class OddFitsTest {
    private static final Object[] PRIORS = {
        "--prior", "Intercept ~ normal(0, 10)", "--prior", "b ~ normal(0, 1)", "--prior", "sigma ~ half_normal(1)"
    };

    @TempDir
    private Path folder;

    @Test
    void aConstantResponseIsFittedUnderProperPriorsWithAWarning() throws IOException {
        Path data = Tables.write(folder, "constant.csv", "y,x", "1,1", "1,2", "1,3");
        String out = read(CommandRun.fit(data, "y ~ x", folder.resolve("fit"), PRIORS));
        assertTrue(out.contains("warning   the response y is constant"), out);
    }

    @Test
    void oneRowIsFittedUnderProperPriorsWithAWarning() throws IOException {
        Path data = Tables.write(folder, "one.csv", "y,x", "1.5,1");
        String out = read(CommandRun.fit(data, "y ~ x", folder.resolve("fit"), PRIORS));
        assertTrue(out.contains("1 row, 3 parameters") && out.contains("warning   there is one row"), out);
    }

    @Test
    void oneLevelIsFittedWithAWarning() throws IOException {
        Path data = Tables.write(folder, "level.csv", "y,g", "1,u", "2,u", "2.5,u", "4,u");
        String out = read(CommandRun.fit(data, "y ~ 1 + (1 | g)", folder.resolve("fit")));
        assertTrue(out.contains("g has one level"), out);
        assertTrue(out.contains("coef_g[u,Intercept]"), out);
    }

    @Test
    void missingValuesAreDroppedAndCounted() throws IOException {
        Path data = Tables.write(folder, "missing.csv", "y,x", "1,1", "2,NA", "3,3", "4.5,4", ",5");
        String out = read(CommandRun.fit(data, "y ~ x", folder.resolve("fit")));
        assertTrue(out.contains("3 rows (2 dropped for missing values)"), out);
    }

    @Test
    void oneDrawOfUnwarmedChainsHasNoDiagnosis() throws IOException {
        String out = read(CommandRun.fit(
                Tables.line(folder), "y ~ x", folder.resolve("fit"), "--draws", 1, "--warmup", 0, "--chains", 2));
        assertTrue(out.contains("fewer than 4 draws a chain"), out);
    }

    @Test
    void oneChainSaysThatItIsAlone() throws IOException {
        String out =
                read(CommandRun.fit(Tables.line(folder), "y ~ x", folder.resolve("fit"), "--chains", 1, "--draws", 40));
        assertTrue(out.contains("1 chain x (60 warm-up + 40 draws)"), out);
        assertTrue(out.contains("With one chain"), out);
    }

    @Test
    void manyChainsArePooledAndAgree() throws IOException {
        Path fit = folder.resolve("fit");
        String out = read(
                CommandRun.fit(Tables.line(folder), "y ~ x", fit, "--chains", 200, "--backend", "simd", "--draws", 30));
        assertTrue(out.contains("200 chains x"), out);
        assertEquals(200, FitFolder.read(fit).fit().draws().chains());
    }

    /** What the fit printed; every command must read it and print the same numbers. */
    private String read(CommandRun fitted) {
        assertEquals("", fitted.err());
        Path fit = folder.resolve("fit");
        CommandRun summary = CommandRun.of("summary", fit).expect(ExitCode.DONE);
        String table = summary.out().substring(summary.out().indexOf('\n') + 1);
        assertTrue(fitted.out().contains(table), summary.out());
        CommandRun diagnosis = CommandRun.of("diagnose", fit).expect(ExitCode.DONE);
        assertTrue(fitted.out().contains(diagnosis.out()), diagnosis.out());
        assertFalse(fitted.out().contains("null") || diagnosis.out().contains("null"), fitted.out());
        boolean good = FitFolder.read(fit).diagnosis().good();
        CommandRun.of("diagnose", "--strict", fit).expect(good ? ExitCode.DONE : ExitCode.BAD);
        return fitted.out();
    }
}
