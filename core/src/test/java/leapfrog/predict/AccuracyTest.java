package leapfrog.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import leapfrog.model.Family;
import leapfrog.model.Model;
import leapfrog.model.Table;
import leapfrog.sample.Draws;
import org.junit.jupiter.api.Test;

/** Compares the accuracy of predictions with what it is by definition, and its error with that over many sets of draws. */
class AccuracyTest {
    private static final double[] Y = {1, 2, Double.NaN, 5, 4, 9};
    private static final double[] X = {0, 1, 2, 3, 4, 5};

    private static Model model() {
        return Known.model(
                "y ~ x",
                Family.parse("gaussian(sigma=1.5)"),
                Table.of(Map.of("y", new Table.Column.Numbers(X.clone()), "x", new Table.Column.Numbers(X))));
    }

    private static Draws draws(Model model, int draws, Random random) {
        return Known.draws(
                model,
                2,
                draws,
                Map.of(
                        "b_Intercept", () -> 0.9 + 0.3 * random.nextGaussian(),
                        "b_x", () -> 1.4 + 0.2 * random.nextGaussian()));
    }

    @Test
    void aScoreIsWhatItSays() {
        Model model = model();
        Draws draws = draws(model, 200, new Random(1));
        Predictor predictor = new Predictor(model, draws, model.design(), 2);
        Accuracy accuracy = new Accuracy(Y, draws);
        predictor.run(PredictionKind.EXPECTED, List.of(accuracy.ofExpected()));
        predictor.run(PredictionKind.RESPONSE, List.of(accuracy.ofResponses()));
        assertTrue(accuracy.any());
        double[][] eta = Known.predictions(predictor, PredictionKind.LINEAR);
        double[][] responses = Known.predictions(predictor, PredictionKind.RESPONSE);
        double squares = 0;
        int inside = 0;
        for (int i : new int[] {0, 1, 3, 4, 5}) {
            double residual = Y[i] - Arrays.stream(eta[i]).average().orElseThrow();
            squares += residual * residual;
            double[] sorted = Arrays.stream(responses[i]).sorted().toArray();
            // Type 7 of 400 values: the 25 % quantile lies at 99.75, the 75 % one at 299.25.
            double lower = sorted[99] + 0.75 * (sorted[100] - sorted[99]);
            double upper = sorted[299] + 0.25 * (sorted[300] - sorted[299]);
            inside += lower <= Y[i] && Y[i] <= upper ? 1 : 0;
        }
        Accuracy.Score all = accuracy.all();
        assertEquals(5, all.rows());
        assertEquals(Math.sqrt(squares / 5), all.rmsd(), 1e-13);
        assertEquals(inside / 5.0, all.within50());
        assertTrue(all.within90() >= all.within50());
        Accuracy.Score none = accuracy.of(new int[] {2});
        assertEquals(0, none.rows());
        assertTrue(Double.isNaN(none.rmsd()));
    }

    /** The standard deviation over 400 sets has a relative error of 1/√800; five of them are 18 %. */
    @Test
    void theErrorIsThatOverSetsOfDraws() {
        Model model = model();
        Random random = new Random(4);
        double[] rmsd = new double[400];
        double claimed = 0;
        for (int k = 0; k < rmsd.length; k++) {
            Draws draws = draws(model, 500, random);
            Accuracy accuracy = new Accuracy(Y, draws);
            new Predictor(model, draws, model.design(), 2).run(PredictionKind.EXPECTED, List.of(accuracy.ofExpected()));
            rmsd[k] = accuracy.all().rmsd();
            claimed += accuracy.rmsdError() / rmsd.length;
        }
        double mean = Arrays.stream(rmsd).average().orElseThrow();
        double sd =
                Math.sqrt(Arrays.stream(rmsd).map(r -> (r - mean) * (r - mean)).sum() / (rmsd.length - 1));
        assertEquals(sd, claimed, 0.18 * sd);
    }
}
