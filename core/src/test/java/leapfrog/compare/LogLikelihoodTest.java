package leapfrog.compare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import leapfrog.model.Model;
import leapfrog.model.ModelOptions;
import leapfrog.model.ScalarLogDensity;
import org.junit.jupiter.api.Test;

/** Holds the rows' log densities to the scalar reference: together they are the posterior's log density less the prior's. */
class LogLikelihoodTest {
    /** Sums of 30 rows in different orders. */
    private static final double TOLERANCE = 1e-11;

    private static final String[][] MODELS = {
        {"y ~ x + (1 + x | g)", "gaussian"},
        {"y | se(s) ~ x", "gaussian"},
        {"y | se(s, sigma) + weights(w) ~ x + (1 | g) + offset(z)", "gaussian"},
        {"y | weights(w) ~ 0 + g + g:x", "gaussian"},
        {"y | weights(w) ~ x + (1 | g)", "student_t"},
        {"y ~ x", "student_t(nu=4)"},
        {"z ~ x + (1 | g)", "bernoulli"},
        {"c | trials(n) + weights(w) ~ x + (1 | g)", "binomial"},
        {"c ~ x + offset(x) + (1 | g)", "poisson"},
        {"c | weights(w) ~ x + (1 | g)", "negative_binomial"},
        {"c ~ x", "negative_binomial(shape=3)"},
    };

    @Test
    void rowsSumToTheLikelihoodReducedOrNot() {
        int compared = 0;
        for (String[] written : MODELS) {
            for (boolean reduce : new boolean[] {true, false}) {
                Model model = SmallTable.model(written[0], written[1], reduce);
                double[][] rows = SmallTable.evaluated(new LogLikelihood(model, SmallTable.draws(model, 3)));
                assertEquals(30, rows.length);
                for (int s = 0; s < 3; s++) {
                    double sum = 0;
                    for (double[] row : rows) {
                        sum += row[s];
                    }
                    double want = logLikelihood(model, SmallTable.position(model, s));
                    assertEquals(want, sum, TOLERANCE * Math.max(1, Math.abs(want)), written[0]);
                    compared++;
                }
            }
        }
        assertEquals(MODELS.length * 6, compared);
    }

    private static double logLikelihood(Model model, double[] position) {
        ModelOptions options = model.options();
        Model prior = Model.of(model.design(), options.withoutLikelihood());
        return density(model, position) - density(prior, position);
    }

    private static double density(Model model, double[] position) {
        return new ScalarLogDensity(model.structure(), model.data())
                .evaluate(position, 0, new double[position.length], 0);
    }

    @Test
    void blocksOfRowsAreThoseOfTheWhole() {
        Model model = SmallTable.model("c ~ x + (1 | g)", "negative_binomial", true);
        LogLikelihood density = new LogLikelihood(model, SmallTable.draws(model, 70));
        double[][] whole = SmallTable.evaluated(density);
        double[][] block = new double[4][70];
        density.evaluate(11, block);
        for (int i = 0; i < 4; i++) {
            assertArrayEquals(whole[11 + i], block[i]);
        }
    }
}
