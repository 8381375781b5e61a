package leapfrog.predict;

import java.util.Arrays;
import leapfrog.diagnose.Quantiles;

/** Summarises the predictions of each row over all draws: mean, standard deviation and quantiles. */
public final class RowSummaries implements PredictionSink {
    private final double[] probabilities;
    private final double[] mean;
    private final double[] sd;
    private final double[][] quantiles;

    /**
     * @param rows number of rows
     * @param probabilities of the quantiles, each in [0, 1]
     */
    public RowSummaries(int rows, double... probabilities) {
        this.probabilities = probabilities.clone();
        mean = new double[rows];
        sd = new double[rows];
        quantiles = new double[rows][probabilities.length];
    }

    @Override
    public void prepare(PredictionBlock block) {
        double[] sorted = new double[block.row(0).length];
        for (int row = block.from(); row < block.to(); row++) {
            double[] values = block.row(row - block.from());
            mean[row] = mean(values);
            sd[row] = sd(values, mean[row]);
            if (probabilities.length > 0) {
                System.arraycopy(values, 0, sorted, 0, values.length);
                Arrays.sort(sorted);
            }
            for (int p = 0; p < probabilities.length; p++) {
                boolean known = !Double.isNaN(sorted[sorted.length - 1]);
                quantiles[row][p] = known ? Quantiles.of(sorted, probabilities[p]) : Double.NaN;
            }
        }
    }

    static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double sd(double[] values, double mean) {
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / (values.length - 1));
    }

    public double mean(int row) {
        return mean[row];
    }

    /** With denominator draws − 1; NaN for a single draw. */
    public double sd(int row) {
        return sd[row];
    }

    /** In the order of the probabilities. */
    public double quantile(int row, int probability) {
        return quantiles[row][probability];
    }
}
