package leapfrog.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import leapfrog.model.Model;
import leapfrog.model.Radon;
import leapfrog.sample.Draws;
import org.junit.jupiter.api.Test;

/**
 * Compares leave-one-out and RMSD of the radon models with exact values: {@code exact.csv}, by {@code exact.py} beside it, and the RMSD of
 * the exact posterior means.
 *
 * <p>Bound: five Monte Carlo standard errors, which happens to a right estimate with probability 5.7e-7; of 919 rows at once seven.
 */
class RadonLooTest {
    @Test
    void pooled() throws IOException {
        Model model = Radon.model("pooled", true);
        Draws draws = Fits.of(model, 4, 500, 1000);
        Evaluation evaluation = Evaluation.of(model, draws, Refits.NONE);
        requireRmsd(0.7892, evaluation, model, draws);
        Loo loo = evaluation.criteria().loo();
        assertEquals(0, loo.untrusted());
        assertNull(evaluation.integrated());
        assertEquals(-1089.861, loo.elpd().estimate(), 5 * loo.monteCarloError());
        assertTrue(loo.monteCarloError() < 0.1);
        requireRows(exact(0), loo);
        requireRows(exact(0), Criteria.of(IntegratedDensity.of(model, draws)).loo());
    }

    /** PSIS-LOO claims much too much; integrated out, nothing is left to fail. */
    @Test
    void unpooled() throws IOException {
        Model model = Radon.model("unpooled", true);
        Draws draws = Fits.of(model, 2, 300, 500);
        Evaluation evaluation = Evaluation.of(model, draws, Refits.NONE);
        requireRmsd(0.6583, evaluation, model, draws);
        double[] exact = exact(1);
        Loo psis = evaluation.criteria().loo();
        assertTrue(psis.untrusted() > 20);
        assertTrue(psis.elpd().estimate() - Arrays.stream(exact).sum() > 100);
        Loo loo = Objects.requireNonNull(evaluation.integrated()).loo();
        assertEquals(0, loo.untrusted());
        assertEquals(Arrays.stream(exact).sum(), loo.elpd().estimate(), 5 * loo.monteCarloError());
        assertTrue(loo.monteCarloError() < 0.2);
        requireRows(exact, loo);
    }

    @Test
    void partial() throws IOException {
        Model model = Radon.model("partial_2022.noncentered", true);
        Draws draws = Fits.of(model, 4, 500, 1000);
        requireRmsd(0.6961, Evaluation.of(model, draws, Refits.NONE), model, draws);
        Loo loo = Criteria.of(IntegratedDensity.of(model, draws)).loo();
        double[] exact = exact(2);
        assertEquals(0, loo.untrusted());
        assertEquals(Arrays.stream(exact).sum(), loo.elpd().estimate(), 5 * loo.monteCarloError());
        assertTrue(loo.monteCarloError() < 0.3);
        requireRows(exact, loo);
    }

    private static void requireRows(double[] exact, Loo loo) {
        assertEquals(919, exact.length);
        for (int i = 0; i < exact.length; i++) {
            assertEquals(exact[i], loo.elpd().pointwise()[i], 7 * loo.errors()[i], "row " + i);
        }
    }

    /** The error is that of the mean over the chains, with what fewer draws add to the mean squares, and half the last digit given. */
    private static void requireRmsd(double exact, Evaluation evaluation, Model model, Draws draws) {
        int chains = draws.chains();
        double[] each = new double[chains];
        for (int chain = 0; chain < chains; chain++) {
            double[][] alone = {draws.values()[chain]};
            each[chain] = FittedMeans.rmsd(model, new Draws(draws.variables(), draws.draws(), alone));
        }
        double bound = 5 * new Elpd(each).standardError() / chains
                + Math.abs(new Elpd(each).estimate() / chains - evaluation.rmsd())
                + 5e-5;
        assertEquals(exact, evaluation.rmsd(), bound);
        assertTrue(bound < 0.004, () -> "bound " + bound);
    }

    /** A fit without the row agrees with what the others' scales say of it; the row that is refitted is then trusted. */
    @Test
    void refittedRowsAgreeWithTheExactValue() throws IOException {
        Model model = Radon.model("partial_2022.noncentered", true);
        Draws draws = Fits.of(model, 2, 300, 300);
        Loo loo = Criteria.of(IntegratedDensity.of(model, draws)).loo();
        double[] k = loo.k().clone();
        k[17] = 2;
        k[400] = 3;
        k[401] = 1;
        Loo failed = new Loo(loo.elpd(), loo.p(), k, loo.errors(), loo.threshold());
        Refits refits = new Refits(without -> Fits.of(without, 2, 300, 500), 2);
        assertEquals(List.of(400, 17), refits.rows(failed));
        Loo refitted = refits.apply(failed, model, IntegratedDensity::of);
        assertEquals(1, refitted.untrusted());
        double[] exact = exact(2);
        for (int row : new int[] {17, 400}) {
            assertEquals(exact[row], refitted.elpd().pointwise()[row], 5 * refitted.errors()[row]);
            assertTrue(refitted.errors()[row] < 0.01);
        }
        assertEquals(loo.elpd().pointwise()[401], refitted.elpd().pointwise()[401]);
    }

    private static double[] exact(int column) throws IOException {
        try (InputStream stream = RadonLooTest.class.getResourceAsStream("/compare/exact.csv")) {
            return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .mapToDouble(line -> Double.parseDouble(line.split(",", -1)[column]))
                    .toArray();
        }
    }
}
