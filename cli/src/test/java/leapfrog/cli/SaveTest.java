package leapfrog.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import leapfrog.data.DrawsFormat;
import leapfrog.data.FitFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keeps beside fits what their draws say of their rows, and their priors. */
class SaveTest {
    private static final Object[] PRIORS = {
        "--prior", "b ~ normal(2, 0.5)", "--prior", "Intercept ~ normal(-1, 3)", "--prior", "sigma ~ half_normal(1)"
    };

    @TempDir
    private Path folder;

    private Path fit(Object... more) throws IOException {
        Path fit = folder.resolve("fit");
        Object[] all = Arrays.copyOf(PRIORS, PRIORS.length + more.length);
        System.arraycopy(more, 0, all, PRIORS.length, more.length);
        CommandRun.fit(Tables.line(folder), "y ~ x", fit, all);
        return fit;
    }

    private static byte[] chunk(Path fit, String array) throws IOException {
        return Files.readAllBytes(fit.resolve("draws.zarr").resolve(array));
    }

    private static double[] numbers(Path fit, String array) throws IOException {
        DoubleBuffer buffer = ByteBuffer.wrap(chunk(fit, array))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asDoubleBuffer();
        double[] numbers = new double[buffer.remaining()];
        buffer.get(numbers);
        return numbers;
    }

    /**
     * b ~ Normal(2, ½) and the response of the row with x = 9 is Normal(−1, 3) + 9 b + noise of variance 1 before the data are seen:
     * mean 17, variance 9 + 81/4 + 1. Bounds are five standard errors of 1000 draws that are worth at least 200.
     */
    @Test
    void thePriorStandsBesideThePosterior() throws IOException {
        Path fit = fit("--save", "prior,prior_predictive,log_likelihood", "--warmup", 300, "--draws", 250);
        assertEquals(List.of(Kept.LOG_LIKELIHOOD, Kept.PRIOR_PREDICTIVE, Kept.PRIOR), Kept.of(fit));
        double[] slopes = numbers(fit, "prior/b_x/0.0");
        assertEquals(1000, slopes.length);
        assertEquals(2, Arrays.stream(slopes).average().orElseThrow(), 5 * 0.5 / Math.sqrt(200));
        double[] rows = numbers(fit, "prior_predictive/y/0.0.0");
        assertEquals(10_000, rows.length);
        double[] last =
                IntStream.range(0, 1000).mapToDouble(s -> rows[10 * s + 9]).toArray();
        double mean = Arrays.stream(last).average().orElseThrow();
        double variance =
                Arrays.stream(last).map(y -> (y - 17) * (y - 17)).average().orElseThrow();
        double expected = 9 + 81 / 4.0 + 1;
        assertEquals(17, mean, 5 * Math.sqrt(expected / 200));
        assertEquals(expected, variance, 5 * expected * Math.sqrt(2 / 200.0));
        // The posterior knows better.
        assertEquals(
                0.5, Arrays.stream(numbers(fit, "posterior/b_x/0.0")).average().orElseThrow(), 0.1);
        String consolidated = Files.readString(fit.resolve("draws.zarr/.zmetadata"));
        assertTrue(consolidated.contains("prior_predictive/y/.zarray"), consolidated);
    }

    @Test
    void aContinuedFitKeepsTheSame() throws IOException {
        Path fit = fit("--save", "prior,prior_predictive,posterior_predictive");
        CommandRun.of("fit", "--resume", fit, "--draws", 5, "--backend", "scalar")
                .expect(ExitCode.DONE);
        assertEquals(List.of(Kept.POSTERIOR_PREDICTIVE, Kept.PRIOR_PREDICTIVE, Kept.PRIOR), Kept.of(fit));
        assertEquals(4 * 25, numbers(fit, "prior/b_x/0.0").length);
        assertEquals(4 * 25 * 10, numbers(fit, "posterior_predictive/y/0.0.0").length);
    }

    @Test
    void aContinuedFitKeepsReportGroupsAndFormatsAndAddsToThem() throws IOException {
        Path fit = fit("--report", "--save", "log_likelihood", "--format", "csv");
        String before = Files.readString(fit.resolve("report.html"));
        CommandRun.of("fit", "--resume", fit, "--draws", 5, "--backend", "scalar", "--save", "posterior_predictive")
                .expect(ExitCode.DONE);
        CommandRun.of("fit", "--resume", fit, "--draws", 5, "--backend", "scalar", "--format", "cmdstan")
                .expect(ExitCode.DONE);
        assertEquals(List.of(Kept.LOG_LIKELIHOOD, Kept.POSTERIOR_PREDICTIVE), Kept.of(fit));
        for (String group : List.of("log_likelihood", "posterior_predictive")) {
            assertEquals(4 * 30 * 10, numbers(fit, group + "/y/0.0.0").length);
        }
        assertEquals(EnumSet.of(DrawsFormat.CMDSTAN, DrawsFormat.CSV), FitFolder.formats(fit));
        assertEquals(1 + 4 * 30, Files.readAllLines(fit.resolve("draws.csv")).size());
        assertNotEquals(before, Files.readString(fit.resolve("report.html")), "a report of all draws");
        Path elsewhere = folder.resolve("elsewhere");
        CommandRun.of("fit", "--resume", fit, "--draws", 5, "--backend", "scalar", "--out", elsewhere)
                .expect(ExitCode.DONE);
        assertEquals(Kept.of(fit), Kept.of(elsewhere));
        assertEquals(FitFolder.formats(fit), FitFolder.formats(elsewhere));
        assertTrue(Files.exists(elsewhere.resolve("report.html")));
    }

    /** More draws predict the same rows: under the same seed those of the first 20 draws are what they were, bit by bit. */
    @Test
    void aContinuedFitPredictsTheSameRows() throws IOException {
        Path fit = folder.resolve("groups");
        CommandRun.fit(Tables.groups(folder), Tables.GROUPS, fit);
        Path rows = Tables.write(folder, "new.csv", "g,x,other", "new,0.5,1", ",1,2", "g0,-1,3", "g0,,4");
        CommandRun.of("predict", fit, rows, "--seed", 7, "--save").expect(ExitCode.DONE);
        double[] before = numbers(fit, "predictions/y/0.0.0");
        assertEquals(4 * 20 * 3, before.length);
        CommandRun.of("fit", "--resume", fit, "--draws", 5, "--backend", "scalar")
                .expect(ExitCode.DONE);
        double[] after = numbers(fit, "predictions/y/0.0.0");
        assertEquals(4 * 25 * 3, after.length);
        for (int chain = 0; chain < 4; chain++) {
            int from = chain * 25 * 3;
            assertArrayEquals(
                    Arrays.copyOfRange(before, chain * 60, chain * 60 + 60),
                    Arrays.copyOfRange(after, from, from + 60));
        }
        Path table = fit.resolve("draws.zarr/predictions_constant_data");
        assertArrayEquals(
                new double[] {0.5, 1, -1, Double.NaN}, numbers(fit, "predictions_constant_data/x/0"), "all rows");
        assertTrue(Files.exists(table.resolve("g_missing/0")));
        assertFalse(Files.exists(table.resolve("other")), "the formula does not use it");
        CommandRun.of("predict", fit, "--save").expect(ExitCode.DONE);
        CommandRun.of("fit", "--resume", fit, "--draws", 1, "--backend", "scalar", "--save", "log_likelihood")
                .expect(ExitCode.DONE);
        assertEquals(4 * 26 * 3, numbers(fit, "predictions/y/0.0.0").length);
    }

    /** Whether a seed was given for them or the fit's was taken. */
    @Test
    void aContinuedFitPredictsItsOwnRowsUnderTheSameSeed() throws IOException {
        Path fit = folder.resolve("groups");
        CommandRun.fit(Tables.groups(folder), Tables.GROUPS, fit, "--save", "posterior_predictive");
        double[] ofTheFit = numbers(fit, "posterior_predictive/y/0.0.0");
        CommandRun.of("predict", fit, "--seed", 99, "--save").expect(ExitCode.DONE);
        double[] before = numbers(fit, "posterior_predictive/y/0.0.0");
        assertNotEquals(ofTheFit[0], before[0]);
        for (int draws = 21; draws < 23; draws++) {
            CommandRun.of("fit", "--resume", fit, "--draws", 1, "--backend", "scalar")
                    .expect(ExitCode.DONE);
            double[] after = numbers(fit, "posterior_predictive/y/0.0.0");
            assertEquals(4 * draws * 24, after.length);
            for (int chain = 0; chain < 4; chain++) {
                assertArrayEquals(
                        Arrays.copyOfRange(before, chain * 480, chain * 480 + 480),
                        Arrays.copyOfRange(after, chain * draws * 24, chain * draws * 24 + 480));
            }
        }
    }

    @Test
    void comparedFitsKeepTheirsToo() throws IOException {
        Path out = folder.resolve("out");
        CommandRun.of(
                        "compare",
                        Tables.groups(folder),
                        "flat=y ~ x",
                        "groups=" + Tables.GROUPS,
                        "--out",
                        out,
                        "--save",
                        "prior",
                        "--warmup",
                        60,
                        "--draws",
                        20,
                        "--backend",
                        "scalar",
                        "--seed",
                        3,
                        "--prior",
                        "b ~ normal(0, 1)")
                .expect(ExitCode.DONE);
        for (String name : List.of("flat-fit", "groups-fit")) {
            assertEquals(List.of(Kept.PRIOR), Kept.of(out.resolve(name)));
        }
        assertEquals(80, numbers(out.resolve("groups-fit"), "prior/sd_g/0.0.0").length / 2);
    }

    @Test
    void predictKeepsWhatFitWouldHaveKept() throws IOException {
        Path fit = fit("--save", "posterior_predictive");
        byte[] kept = chunk(fit, "posterior_predictive/y/0.0.0");
        Path bare = folder.resolve("bare");
        CommandRun.fit(Tables.line(folder), "y ~ x", bare, PRIORS);
        String out =
                CommandRun.of("predict", bare, "--save").expect(ExitCode.DONE).out();
        assertTrue(out.endsWith("draws written to " + bare.resolve("draws.zarr") + "\n"), out);
        assertArrayEquals(kept, chunk(bare, "posterior_predictive/y/0.0.0"));
        Path rows = Tables.write(folder, "new.csv", "x", "20", "30");
        CommandRun.of("predict", bare, rows, "--kind", "expected", "--save").expect(ExitCode.DONE);
        assertEquals(4 * 20 * 2, numbers(bare, "predictions/expected/0.0.0").length);
        CommandRun.of("predict", bare, rows, "--save").expect(ExitCode.DONE);
        assertFalse(Files.exists(bare.resolve("draws.zarr/predictions/expected")), "replaced");
        assertEquals(List.of(Kept.POSTERIOR_PREDICTIVE), Kept.of(bare));
        CommandRun.of("summary", bare).expect(ExitCode.DONE);
    }

    @Test
    void whatCannotBeIsToldBeforeSampling() throws IOException {
        Path data = Tables.line(folder);
        Path none = folder.resolve("none");
        Path fit = fit();
        Object[][] cases = {
            {
                "--save prior: without the likelihood nothing but the priors can be sampled",
                "fit",
                data,
                "y ~ x",
                "--out",
                none,
                "--save",
                "prior",
                "--prior",
                "b ~ flat"
            },
            {"its draws are the group posterior", "fit", data, "y ~ x", "--out", none, "--save", "prior", "--prior-only"
            },
            {
                "log_likelihood needs draws of the posterior",
                "fit",
                data,
                "y ~ x",
                "--out",
                none,
                "--save",
                "log_likelihood",
                "--prior-only"
            },
            {
                "--save posterior: it must be log_likelihood, posterior_predictive, prior or prior_predictive",
                "fit",
                data,
                "y ~ x",
                "--out",
                none,
                "--save",
                "posterior"
            },
            {"--save keeps responses of the fit's own rows", "predict", fit, "--kind", "linear", "--save"},
            {"give one of them", "predict", fit, "--save", "--draws", none},
        };
        for (Object[] one : cases) {
            CommandRun run =
                    CommandRun.of(Arrays.copyOfRange(one, 1, one.length)).expect(ExitCode.WRONG_INPUT);
            assertTrue(run.err().contains(one[0].toString()), () -> one[0] + " in " + run.err());
            assertFalse(Files.exists(none));
        }
    }
}
