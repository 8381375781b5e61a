package leapfrog.predict;

import leapfrog.diagnose.Quantiles;

/** Summarises the predictions of each row over all draws: mean, standard deviation and quantiles. */
public final class RowSummaries implements PredictionSink {
    private final double[] probabilities;
    private final double[] mean;
    private final double[] sd;
    private final double[][] quantiles;

    /**
     * Room for the summaries of all rows.
     *
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
        for (int row = block.from(); row < block.to(); row++) {
            double[] values = block.row(row - block.from());
            mean[row] = mean(values);
            sd[row] = sd(values, mean[row]);
            for (int p = 0; p < probabilities.length; p++) {
                quantiles[row][p] = quantile(block.sorted(row - block.from()), probabilities[p]);
            }
        }
    }

    /** NaN if any value is. */
    private static double quantile(double[] sorted, double probability) {
        return Double.isNaN(sorted[sorted.length - 1]) ? Double.NaN : Quantiles.of(sorted, probability);
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

    /** Mean over the draws. */
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
