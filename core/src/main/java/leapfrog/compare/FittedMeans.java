package leapfrog.compare;

import java.util.stream.IntStream;
import leapfrog.model.Family;
import leapfrog.model.LinearPredictor;
import leapfrog.model.Model;
import leapfrog.sample.Draws;

/**
 * Computes the posterior mean of what is expected of each row on the scale of its response: η itself under the identity link, exp η of
 * counts, the probability times the trials.
 */
final class FittedMeans {
    /** Rows that a thread takes at once. */
    private static final int TASK = 128;

    private FittedMeans() {}

    /** [rows] */
    static double[] of(Model model, Draws draws) {
        return model.options().family().link() == Family.Link.IDENTITY ? linear(model, draws) : averaged(model, draws);
    }

    /** η is linear in the quantities, so its mean is η of their means. */
    private static double[] linear(Model model, Draws draws) {
        double[] mean = new double[draws.quantities()];
        for (double[] chain : draws.values()) {
            for (int draw = 0, at = 0; draw < draws.draws(); draw++) {
                for (int q = 0; q < mean.length; q++) {
                    mean[q] += chain[at++];
                }
            }
        }
        for (int q = 0; q < mean.length; q++) {
            mean[q] /= (double) draws.chains() * draws.draws();
        }
        LinearPredictor predictor = LinearPredictor.of(model);
        double[] means = new double[predictor.rows()];
        predictor.evaluate(mean, 0, 0, means.length, means);
        return means;
    }

    private static double[] averaged(Model model, Draws draws) {
        LinearPredictor predictor = LinearPredictor.of(model);
        FamilyDensity family = new FamilyDensity(model);
        int rows = predictor.rows();
        int quantities = draws.quantities();
        double[] means = new double[rows];
        IntStream.range(0, (rows + TASK - 1) / TASK).parallel().forEach(task -> {
            int from = task * TASK;
            int to = Math.min(rows, from + TASK);
            double[] eta = new double[to - from];
            for (double[] chain : draws.values()) {
                for (int draw = 0; draw < draws.draws(); draw++) {
                    predictor.evaluate(chain, draw * quantities, from, to, eta);
                    for (int i = from; i < to; i++) {
                        means[i] += family.expectation(i, eta[i - from]);
                    }
                }
            }
            for (int i = from; i < to; i++) {
                means[i] /= (double) draws.chains() * draws.draws();
            }
        });
        return means;
    }

    /** √ mean (y_i − mean_i)². */
    static double rmsd(Model model, Draws draws) {
        double[] y = model.design().response();
        double[] means = of(model, draws);
        double squares = 0;
        for (int i = 0; i < y.length; i++) {
            squares += (y[i] - means[i]) * (y[i] - means[i]);
        }
        return Math.sqrt(squares / y.length);
    }
}
