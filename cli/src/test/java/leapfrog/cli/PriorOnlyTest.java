package leapfrog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fits, continues, shows and evaluates models without their likelihood. */
class PriorOnlyTest {
    private static final Object[] OPTIONS = {
        "--prior-only",
        "--prior",
        "b ~ normal(0, 1, lower=0)",
        "--prior",
        "Intercept ~ uniform(-1, 3)",
        "--prior",
        "precision:sigma ~ gamma(2, 2)"
    };

    @TempDir
    private Path folder;

    @Test
    void aFitOfThePriorSaysSoAndStaysOne() throws IOException {
        Path fit = folder.resolve("fit");
        String out = CommandRun.fit(Tables.line(folder), "y ~ x", fit, OPTIONS).out();
        assertTrue(
                out.contains("data      10 rows, for the scale of default priors alone: the likelihood is dropped"),
                out);
        assertTrue(out.contains("b ~ normal(0, 1, lower=0)  (user)"), out);
        assertTrue(out.contains("precision:sigma ~ gamma(2, 2)  (user)"), out);
        String json = Files.readString(fit.resolve("fit.json"));
        assertTrue(json.contains("\"prior_only\": true"), json);
        assertTrue(json.contains("\"target\": \"precision:sigma\""), json);
        String summary = CommandRun.of("summary", fit).expect(ExitCode.DONE).out();
        assertTrue(summary.startsWith("y ~ x  (prior only: the likelihood is dropped)\n"), summary);

        Path copy = folder.resolve("copy");
        String more = CommandRun.of("fit", "--resume", fit, "--draws", 20, "--out", copy, "--backend", "scalar")
                .expect(ExitCode.DONE)
                .out();
        assertTrue(more.contains("the likelihood is dropped"), more);
        Path whole = folder.resolve("whole");
        Object[] longer = Arrays.copyOf(OPTIONS, OPTIONS.length + 2);
        longer[OPTIONS.length] = "--draws";
        longer[OPTIONS.length + 1] = 40;
        CommandRun.fit(Tables.line(folder), "y ~ x", whole, longer);
        assertEquals(Bits.of(whole), Bits.of(copy));
        assertNotEquals(Bits.of(fit), Bits.of(copy));
    }

    @Test
    void aModelWithoutItsLikelihoodSaysSo() throws IOException {
        String text = CommandRun.of(
                        "model",
                        Tables.groups(folder),
                        Tables.GROUPS,
                        "--prior-only",
                        "--prior",
                        "b_x ~ normal(0, 1, upper=2)")
                .expect(ExitCode.DONE)
                .out();
        assertTrue(text.contains("coef_g[j,x] ~ Normal(b_x, sd_g[x])"), text);
        assertTrue(text.contains("  b_x ~ normal(0, 1, upper=2)"), text);
        assertTrue(
                text.endsWith("rows\n  24 rows, for the scale of default priors alone: the likelihood is dropped\n"),
                text);
    }

    /** Half a standard normal at 1, uniform on four units at its middle, exponential at 1, each with its log-Jacobian. */
    @Test
    void theLogDensityIsThePriors() throws IOException {
        Path points = Files.writeString(folder.resolve("points.json"), """
            {"parameters": ["log_b_x", "logit_b_Intercept", "log_sigma"], "points": [[0, 0, 0]]}
            """);
        String out = CommandRun.of(
                        "logdensity",
                        Tables.line(folder),
                        "y ~ x",
                        "--backend",
                        "scalar",
                        "--points",
                        points,
                        "--prior-only",
                        "--prior",
                        "b ~ normal(0, 1, lower=0)",
                        "--prior",
                        "Intercept ~ uniform(-1, 3)",
                        "--prior",
                        "sigma ~ exponential(1)")
                .expect(ExitCode.DONE)
                .out();
        double halfNormal = 0.5 * Math.log(2 / Math.PI) - 0.5;
        double expected = halfNormal + Math.log(0.25) - 1;
        String number = out.replaceAll("(?s).*\"log_density\" : \\[ ([^ ]*) \\].*", "$1");
        assertEquals(expected, Double.parseDouble(number), 1e-14, out);
    }
}
