package leapfrog.predict;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import leapfrog.diagnose.MonteCarloError;
import leapfrog.sample.Draws;

/**
 * Compares predictions with the responses that are known. Two sinks fill it: {@link #ofExpected} and {@link #ofResponses}.
 *
 * <p>RMSD is √(mean over rows of (y − posterior mean of the expected response)²), that mean being of η for Gaussian rows. Coverage is the
 * share of responses inside the central intervals of their predictive draws, bounds included; counts make intervals that hold more
 * than their name says.
 */
public final class Accuracy {
    private final double[] response;
    private final Draws draws;
    private final RowSummaries expected;
    private final RowSummaries bounds;
    /** Σ over rows of the residual times the prediction, at each draw: what the RMSD's Monte Carlo error comes from. */
    private final double[] projection;

    /**
     * Compares predictions with responses where these are known.
     *
     * @param response [rows], NaN where it is not known
     */
    public Accuracy(double[] response, Draws draws) {
        this.response = response;
        this.draws = draws;
        expected = new RowSummaries(response.length);
        bounds = new RowSummaries(response.length, 0.05, 0.25, 0.75, 0.95);
        projection = new double[draws.chains() * draws.draws()];
    }

    /** Whether any response is known. */
    public boolean any() {
        return Arrays.stream(response).anyMatch(y -> !Double.isNaN(y));
    }

    /** Takes expected responses. */
    public PredictionSink ofExpected() {
        return new PredictionSink() {
            @Override
            public void prepare(PredictionBlock block) {
                expected.prepare(block);
            }

            @Override
            public void take(PredictionBlock block) {
                for (int row = block.from(); row < block.to(); row++) {
                    if (!Double.isNaN(response[row])) {
                        project(residual(row), block.row(row - block.from()));
                    }
                }
            }
        };
    }

    private double residual(int row) {
        return response[row] - expected.mean(row);
    }

    private void project(double residual, double[] values) {
        for (int s = 0; s < projection.length; s++) {
            projection[s] += residual * values[s];
        }
    }

    /** Takes predictive draws. */
    public PredictionSink ofResponses() {
        return bounds;
    }

    /**
     * What is said about some rows.
     *
     * @param rows those whose response is known
     * @param within50 share of them inside the central 50 % predictive interval
     * @param within90 inside the central 90 %
     */
    public record Score(int rows, double rmsd, double within50, double within90) {}

    /** Of all rows. */
    public Score all() {
        return of(IntStream.range(0, response.length).toArray());
    }

    /** Of some rows. */
    public Score of(int[] rows) {
        int[] known =
                IntStream.of(rows).filter(row -> !Double.isNaN(response[row])).toArray();
        double squares = mean(known, row -> residual(row) * residual(row));
        return new Score(
                known.length,
                Math.sqrt(squares),
                mean(known, row -> within(row, 1, 2)),
                mean(known, row -> within(row, 0, 3)));
    }

    /** 1 if the response lies between two bounds, else 0. */
    private double within(int row, int lower, int upper) {
        double y = response[row];
        return bounds.quantile(row, lower) <= y && y <= bounds.quantile(row, upper) ? 1 : 0;
    }

    private static double mean(int[] rows, IntToDoubleFunction value) {
        return IntStream.of(rows).mapToDouble(value::applyAsDouble).average().orElse(Double.NaN);
    }

    /**
     * The Monte Carlo standard error of the RMSD of all rows, by the delta method: that of the mean over draws of Σ rᵢ ηᵢ / n, over the RMSD;
     * NaN where it cannot be estimated.
     */
    public double rmsdError() {
        Score all = all();
        double[][] chains = new double[draws.chains()][];
        for (int chain = 0; chain < chains.length; chain++) {
            chains[chain] = Arrays.copyOfRange(projection, chain * draws.draws(), (chain + 1) * draws.draws());
        }
        return MonteCarloError.ofMean(chains) / all.rows() / all.rmsd();
    }
}
