package leapfrog.compare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import leapfrog.model.Model;
import leapfrog.sample.Draws;
import org.junit.jupiter.api.Test;

/** Checks the criteria where there is little to go by, and the generalized Pareto fit where the answer is known. */
class CriteriaTest {
    private static Criteria of(int chains, int draws, double[]... rows) {
        return Criteria.of(new LogDensities(rows, chains, draws));
    }

    @Test
    void oneDrawIsItsOwnEstimateAndIsNotTrusted() {
        Criteria criteria = of(1, 1, new double[] {-1.5}, new double[] {-2});
        assertArrayEquals(new double[] {-1.5, -2}, criteria.loo().elpd().pointwise());
        assertEquals(2, criteria.loo().untrusted());
        assertEquals(Double.POSITIVE_INFINITY, criteria.loo().greatestK());
        assertTrue(Double.isNaN(criteria.loo().monteCarloError()));
        assertTrue(Double.isNaN(criteria.waic().elpd().estimate()));
        assertEquals(2, criteria.waic().untrusted());
    }

    @Test
    void anImpossibleDrawAndAnUnknownOne() {
        double[] fine = new double[100];
        Arrays.setAll(fine, s -> -1 - 0.1 * Math.sin(s));
        double[] impossible = fine.clone();
        impossible[7] = Double.NEGATIVE_INFINITY;
        double[] unknown = fine.clone();
        unknown[7] = Double.NaN;
        Criteria criteria = of(2, 50, fine, impossible, unknown);
        double[] elpd = criteria.loo().elpd().pointwise();
        assertEquals(-1, elpd[0], 0.01);
        assertEquals(Double.NEGATIVE_INFINITY, elpd[1]);
        assertTrue(Double.isNaN(elpd[2]));
        assertTrue(criteria.loo().trusted(0)
                && !criteria.loo().trusted(1)
                && !criteria.loo().trusted(2));
    }

    /** Rows that are alike are computed once; one that differs at a late draw is another. Each has what it has alone. */
    @Test
    void rowsHaveWhatTheyHaveAlone() {
        double[][] rows = LogDensities.of(50, 2, 3, 0.3).values();
        double[] nearly = rows[1].clone();
        nearly[77] += 0.5;
        double[][] table = {rows[0], rows[1], rows[0].clone(), nearly, rows[2], rows[1].clone()};
        Criteria together = of(2, 50, table);
        for (int i = 0; i < table.length; i++) {
            Criteria alone = of(2, 50, table[i]);
            assertEquals(
                    alone.loo().elpd().pointwise()[0], together.loo().elpd().pointwise()[i]);
            assertEquals(alone.loo().p().pointwise()[0], together.loo().p().pointwise()[i]);
            assertEquals(alone.loo().k()[0], together.loo().k()[i]);
            assertEquals(
                    alone.waic().elpd().pointwise()[0], together.waic().elpd().pointwise()[i]);
            assertEquals(alone.waic().p().pointwise()[0], together.waic().p().pointwise()[i]);
        }
        assertTrue(together.waic().p().pointwise()[1] != together.waic().p().pointwise()[3]);
    }

    @Test
    void equalDrawsAreTheirOwnEstimate() {
        double[] same = new double[200];
        Arrays.fill(same, -3.25);
        Criteria criteria = of(2, 100, same);
        assertEquals(-3.25, criteria.loo().elpd().estimate(), 1e-14);
        assertEquals(0, criteria.waic().p().estimate());
    }

    /** A row of weight 0, or one whose density the scales do not change, has equal ratios but for rounding, on which nothing rests. */
    @Test
    void equalDrawsAreTrustedWhereThereAreDrawsEnough() {
        double[] same = new double[200];
        double[] rounded = new double[200];
        Arrays.setAll(rounded, s -> -3.25 + Math.ulp(3.25) * (s % 7));
        Criteria criteria = of(2, 100, same, rounded);
        assertArrayEquals(new double[] {0, 0}, criteria.loo().k());
        assertEquals(0, criteria.loo().untrusted());
        assertEquals(0, criteria.loo().monteCarloError(), 1e-14);
    }

    /** Many equal ratios at the border of the tail: as many are smoothed as the tail is long, and no other. */
    @Test
    void tiesAtTheBorderKeepTheTailsLength() {
        double[] ratios = new double[100];
        Arrays.setAll(ratios, s -> s < 75 ? 0 : s < 84 ? 1 : 1 + 0.125 * (s - 83));
        double[] weights = ratios.clone();
        new ParetoSmoothing(100).smooth(weights, 20);
        int changed = 0;
        for (int s = 0; s < 100; s++) {
            changed += weights[s] == ratios[s] - 3 ? 0 : 1;
        }
        // The greatest may be cut to where it was.
        assertTrue(changed == 20 || changed == 19, "changed " + changed);
        assertTrue(Arrays.stream(weights).max().orElseThrow() <= 0);
    }

    @Test
    void thresholdAndTailAreThoseOfThePaper() {
        assertEquals(0.5, ParetoSmoothing.threshold(100), 1e-15);
        assertEquals(0.7, ParetoSmoothing.threshold(4000));
        assertEquals(190, ParetoSmoothing.tail(4000, 1));
        assertEquals(190, ParetoSmoothing.tail(4000, Double.NaN));
        assertEquals(20, ParetoSmoothing.tail(100, 1));
    }

    /**
     * Of n values the estimate has a standard deviation of about (1 + k) / √n (Zhang and Stephens 2009); the prior moves it by 10 (½ − k) /
     * (n + 10). Bound: five standard deviations.
     */
    @Test
    void findsTheShapeOfGeneralizedParetoValues() {
        int n = 10_000;
        for (double k : new double[] {-0.3, 0, 0.4, 0.7, 1.2}) {
            GeneralizedPareto pareto = new GeneralizedPareto(k, 2);
            double[] values = new double[n];
            Arrays.setAll(values, i -> pareto.quantile((i + 0.5) / n));
            GeneralizedPareto fit = GeneralizedPareto.fit(values);
            double want = (k * n + 5) / (n + 10);
            assertEquals(want, fit.k(), 5 * (1 + k) / Math.sqrt(n));
            assertEquals(2, fit.sigma(), 0.2);
        }
    }

    /** 2,000 chains are evaluated on every second draw, which of equal draws is the same. */
    @Test
    void veryManyDrawsAreThinned() {
        Model model = SmallTable.model("y ~ x", "gaussian", true);
        Draws few = SmallTable.draws(model, 1);
        double[][] chains = new double[2000][40 * few.quantities()];
        for (double[] chain : chains) {
            for (int draw = 0; draw < 40; draw++) {
                System.arraycopy(few.values()[0], 0, chain, draw * few.quantities(), few.quantities());
            }
        }
        Evaluation evaluation = Evaluation.of(model, new Draws(few.variables(), 40, chains), Refits.NONE);
        assertEquals(2, evaluation.thin());
        assertEquals(40_000, evaluation.criteria().draws());
        double[] row = SmallTable.evaluated(new LogLikelihood(model, few))[7];
        assertEquals(row[0], evaluation.criteria().loo().elpd().pointwise()[7], 1e-10);
    }
}
