package leapfrog.advi;

import java.util.Arrays;
import leapfrog.engine.Cancellation;
import leapfrog.engine.Evaluations;
import leapfrog.engine.GradientEvaluator;
import leapfrog.model.InputException;
import leapfrog.model.Scaling;
import leapfrog.random.ChainRandom;
import leapfrog.random.Purpose;

/**
 * Maximises the evidence lower bound of a mean-field normal by stochastic gradients, with the step-size sequence of automatic
 * differentiation variational inference (Kucukelbir et al. 2017, JMLR 18:14, section 2.6).
 *
 * <p>The approximation is x = centre + unit · (m + exp(ω) ε), ε standard normal, in the units of a {@link Scaling}; m and ω start at 0.
 * A gradient averages over pairs ε, −ε. Steps are η k^(−1/2) / (1 + √s) with s the running average, by a tenth, of squared gradients; η
 * is the one of 10, 1, 0.1, 0.01 whose trial ends with the highest average ELBO. The average ELBO of a window of iterations is
 * compared with that of the window before; the search has converged when the median of the last relative changes is below 0.01, as
 * in Stan.
 */
public final class Advi {
    /** Pairs of points to a gradient. */
    private static final int PAIRS = 16;

    private static final double[] STEPS = {10, 1, 0.1, 0.01};
    private static final int TRIAL = 50;
    private static final int WINDOW = 100;
    private static final int CHANGES = 5;
    private static final double TOLERANCE = 0.01;
    /** Iterations at most, trials aside. */
    public static final int MOST_ITERATIONS = 10_000;

    private final GradientEvaluator evaluator;
    private final int task;
    private final Scaling scaling;
    private final ChainRandom random;
    private final Listener listener;
    private final int dimension;
    private final double[] centre;
    private final double[] m;
    private final double[] omega;
    private final double[] byM;
    private final double[] byOmega;
    private final double[] squaresM;
    private final double[] squaresOmega;
    private final double[][] noise;
    private final double[][] points;
    /** Gradients asked for so far, which keys the next one's random numbers. */
    private long asked;

    /** Is told of each window. */
    public interface Listener {
        /**
         * Tells how the search goes.
         *
         * @param elbo the average over the last window
         */
        void window(int iterations, double elbo);
    }

    /**
     * A search that has not begun.
     *
     * @param seed key of the task's random streams
     */
    public Advi(GradientEvaluator evaluator, int task, Scaling scaling, long seed, Listener listener) {
        this.evaluator = evaluator;
        this.task = task;
        this.scaling = scaling;
        this.listener = listener;
        random = new ChainRandom(seed, 0);
        dimension = scaling.dimension();
        centre = new double[dimension];
        scaling.start(centre);
        m = new double[dimension];
        omega = new double[dimension];
        byM = new double[dimension];
        byOmega = new double[dimension];
        squaresM = new double[dimension];
        squaresOmega = new double[dimension];
        noise = new double[PAIRS][dimension];
        points = new double[2 * PAIRS][dimension];
    }

    /**
     * Runs until the average ELBO settles, or {@link #MOST_ITERATIONS}.
     *
     * @param stop asked between iterations
     * @throws InputException if the log density is finite nowhere near the start
     */
    public MeanField fit(Cancellation stop) {
        double step = bestStep(stop);
        restart();
        double[] changes = new double[CHANGES];
        Arrays.fill(changes, Double.POSITIVE_INFINITY);
        double before = Double.NaN;
        double elbo = Double.NaN;
        int iteration = 0;
        boolean converged = false;
        while (iteration < MOST_ITERATIONS && !converged && !stop.requested()) {
            elbo = window(WINDOW, iteration, step, stop);
            iteration += WINDOW;
            listener.window(iteration, elbo);
            changes[iteration / WINDOW % CHANGES] = Math.abs((elbo - before) / elbo);
            before = elbo;
            converged = median(changes) < TOLERANCE;
        }
        double[] mean = new double[dimension];
        double[] logSd = new double[dimension];
        for (int d = 0; d < dimension; d++) {
            mean[d] = Math.fma(scaling.unit()[d], m[d], centre[d]);
            logSd[d] = Math.log(scaling.unit()[d]) + omega[d];
        }
        return new MeanField(mean, logSd, elbo, iteration, converged);
    }

    private double bestStep(Cancellation stop) {
        double best = Double.NEGATIVE_INFINITY;
        double chosen = 0;
        for (double step : STEPS) {
            restart();
            window(TRIAL, 0, step, stop);
            double elbo = gradient();
            if (elbo > best) {
                best = elbo;
                chosen = step;
            }
        }
        if (chosen == 0) {
            throw new InputException(
                    "ADVI found no finite log density near its start; look for priors or data of a very"
                            + " different scale, or start with --init jitter");
        }
        return chosen;
    }

    private void restart() {
        Arrays.fill(m, 0);
        Arrays.fill(omega, 0);
        Arrays.fill(squaresM, Double.NaN);
        Arrays.fill(squaresOmega, Double.NaN);
    }

    /** Makes so many steps; returns the average ELBO over them, NaN or −∞ if one had none. */
    private double window(int iterations, int done, double step, Cancellation stop) {
        double sum = 0;
        for (int k = 1; k <= iterations && !stop.requested(); k++) {
            sum += gradient();
            double size = step / Math.sqrt(done + k);
            move(m, byM, squaresM, size);
            move(omega, byOmega, squaresOmega, size);
        }
        return sum / iterations;
    }

    private static void move(double[] value, double[] slope, double[] squares, double size) {
        for (int d = 0; d < value.length; d++) {
            double square = slope[d] * slope[d];
            squares[d] = Double.isNaN(squares[d]) ? square : 0.1 * square + 0.9 * squares[d];
            value[d] += size * slope[d] / (1 + Math.sqrt(squares[d]));
        }
    }

    /**
     * Estimates the ELBO, which it returns, and its gradient by m and ω. Points without a finite log density do not count; if there is none,
     * the ELBO is −∞ and the gradient that of the entropy pulled inwards.
     */
    private double gradient() {
        fillPoints();
        double[][] inModel = new double[points.length][dimension];
        for (int s = 0; s < points.length; s++) {
            scaling.toModel(points[s], 0, inModel[s], 0);
        }
        Evaluations evaluations = Evaluations.at(evaluator, task, inModel);
        Arrays.fill(byM, 0);
        Arrays.fill(byOmega, 0);
        double sum = 0;
        int count = 0;
        for (int s = 0; s < points.length; s++) {
            if (evaluations.finite(s)) {
                count++;
                sum += evaluations.logDensities()[s];
                double[] slope = evaluations.gradients()[s];
                scaling.pullBack(slope, 0);
                double sign = s % 2 == 0 ? 1 : -1;
                for (int d = 0; d < dimension; d++) {
                    double scaled = scaling.unit()[d] * slope[d];
                    byM[d] += scaled;
                    byOmega[d] += sign * noise[s / 2][d] * Math.exp(omega[d]) * scaled;
                }
            }
        }
        double entropy = 0.5 * dimension * (1 + Math.log(2 * Math.PI));
        for (int d = 0; d < dimension; d++) {
            byM[d] /= Math.max(1, count);
            byOmega[d] = count == 0 ? -1 : byOmega[d] / count + 1;
            entropy += omega[d] + Math.log(scaling.unit()[d]);
        }
        return count == 0 ? Double.NEGATIVE_INFINITY : sum / count + entropy;
    }

    private void fillPoints() {
        for (int pair = 0; pair < PAIRS; pair++) {
            random.fillNormals(Purpose.ADVI, asked++, noise[pair], dimension);
            for (int d = 0; d < dimension; d++) {
                double deviation = Math.exp(omega[d]) * noise[pair][d];
                points[2 * pair][d] = Math.fma(scaling.unit()[d], m[d] + deviation, centre[d]);
                points[2 * pair + 1][d] = Math.fma(scaling.unit()[d], m[d] - deviation, centre[d]);
            }
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
