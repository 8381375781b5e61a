package leapfrog.predict;

import leapfrog.model.LinearPredictor;
import leapfrog.model.Model;
import leapfrog.random.Purpose;
import leapfrog.random.RandomSequence;

/** Draws a response for each of a model's own rows. */
final class DrawnResponses {
    private DrawnResponses() {}

    /**
     * [rows] responses, each with random numbers of its own.
     *
     * @param quantities [quantities] those that the model reports
     */
    static double[] of(Model model, double[] quantities, long seed) {
        LinearPredictor linear = LinearPredictor.of(model);
        ResponseDistribution distribution = ResponseDistribution.of(model, model.design());
        double[] values = new double[linear.rows()];
        linear.evaluate(quantities, 0, 0, values.length, values);
        RandomSequence random = new RandomSequence();
        for (int row = 0; row < values.length; row++) {
            random.begin(seed, 0, Purpose.PREDICT, row);
            values[row] = distribution.draw(row, values[row], quantities, 0, random);
        }
        return values;
    }
}
