package leapfrog.warmup;

import static leapfrog.engine.Alignment.FIRST;

import leapfrog.engine.Alignment;
import leapfrog.engine.Metric;
import leapfrog.random.ChainRandom;
import leapfrog.random.Purpose;

/**
 * Searches a first step size as Stan does, as a state machine that asks for one gradient at a time: doubles or halves until the
 * acceptance exp(H₀ − H) of a single leapfrog crosses 0.8, each try with a fresh momentum.
 *
 * <p>Try k takes the numbers k · dimension … (k + 1) · dimension − 1 of {@link Purpose#STEP_SIZE}. Where the density is so flat or so
 * steep that a step size leaves [1e-300, 1e7], the search ends with the last one tried. Positions and gradients stand in their arrays from
 * {@link Alignment#FIRST} on. Reused from search to search; serves
 * one thread at a time.
 */
public final class StepSizeSearch {
    private static final double LOG_ACCEPTANCE = Math.log(0.8);
    private static final double SMALLEST = 1e-300;
    private static final double LARGEST = 1e7;

    private final int dimension;
    private final double[] start;
    private final double[] startGradient;
    private final double[] position;
    private final double[] gradient;
    private final double[] momentum;
    private final double[] whitened;
    private Metric metric;
    private ChainRandom random = new ChainRandom(0, 0);
    private long transition;
    private double startLogDensity;
    private double startEnergy;
    private double stepSize;
    private int tries;
    /** Whether to double, decided by the first try. */
    private boolean growing;

    private boolean done = true;

    /**
     * A search that has not begun.
     *
     * @param dimension of the positions
     */
    public StepSizeSearch(int dimension) {
        this.dimension = dimension;
        metric = Metric.unit(dimension);
        start = Alignment.array(dimension);
        startGradient = Alignment.array(dimension);
        position = Alignment.array(dimension);
        gradient = Alignment.array(dimension);
        momentum = new double[dimension];
        whitened = new double[dimension];
    }

    /**
     * Starts a search.
     *
     * @param position where the chain is [dimension], copied
     * @param logDensity there, finite
     * @param gradient there [dimension], copied
     * @param stepSize to begin with, positive
     * @param transition number of the transition that comes next, which keys the momenta
     */
    public void begin(
            double[] position,
            double logDensity,
            double[] gradient,
            double stepSize,
            Metric metric,
            ChainRandom random,
            long transition) {
        System.arraycopy(position, FIRST, start, FIRST, dimension);
        System.arraycopy(gradient, FIRST, startGradient, FIRST, dimension);
        startLogDensity = logDensity;
        this.stepSize = stepSize;
        this.metric = metric;
        this.random = random;
        this.transition = transition;
        tries = 0;
        done = false;
        step();
    }

    /** Whether the step size is found. */
    public boolean done() {
        return done;
    }

    /** Where a log density and a gradient are wanted [dimension]. */
    public double[] position() {
        return position;
    }

    /** Takes the gradient at {@link #position()} before {@link #accept} [dimension]. */
    public double[] gradient() {
        return gradient;
    }

    /** The step size found, once done. */
    public double stepSize() {
        return stepSize;
    }

    /** Goes on with the log density at {@link #position()}; one that is not finite counts as acceptance 0. */
    public void accept(double logDensity) {
        kick(gradient);
        double change = startEnergy - (kinetic() - logDensity);
        boolean above = change > LOG_ACCEPTANCE;
        tries++;
        if (tries == 1) {
            growing = above;
        } else if (above != growing) {
            done = true;
            return;
        } else {
            double next = growing ? 2 * stepSize : 0.5 * stepSize;
            if (next > LARGEST || next < SMALLEST) {
                done = true;
                return;
            }
            stepSize = next;
        }
        step();
    }

    /** Draws a momentum and makes a leapfrog up to the gradient it needs. */
    private void step() {
        long first = (long) tries * dimension;
        for (int d = 0; d < dimension; d++) {
            momentum[d] = random.normal(Purpose.STEP_SIZE, transition, first + d);
        }
        startEnergy = kinetic() - startLogDensity;
        kick(startGradient);
        switch (metric) {
            case Metric.Diagonal diagonal -> {
                for (int d = 0; d < dimension; d++) {
                    position[FIRST + d] = start[FIRST + d] + stepSize * (diagonal.scale()[d] * momentum[d]);
                }
            }
            case Metric.Dense dense -> {
                for (int row = 0; row < dimension; row++) {
                    double drift = 0;
                    for (int column = 0; column <= row; column++) {
                        drift += dense.factor()[row * dimension + column] * momentum[column];
                    }
                    position[FIRST + row] = start[FIRST + row] + stepSize * drift;
                }
            }
        }
    }

    /** p ← p + ½ε Lᵀ∇. */
    private void kick(double[] slope) {
        switch (metric) {
            case Metric.Diagonal diagonal -> {
                for (int d = 0; d < dimension; d++) {
                    whitened[d] = diagonal.scale()[d] * slope[FIRST + d];
                }
            }
            case Metric.Dense dense -> {
                java.util.Arrays.fill(whitened, 0);
                for (int row = 0; row < dimension; row++) {
                    for (int column = 0; column <= row; column++) {
                        whitened[column] += dense.factor()[row * dimension + column] * slope[FIRST + row];
                    }
                }
            }
        }
        for (int d = 0; d < dimension; d++) {
            momentum[d] += 0.5 * stepSize * whitened[d];
        }
    }

    private double kinetic() {
        double sum = 0;
        for (double p : momentum) {
            sum += p * p;
        }
        return 0.5 * sum;
    }
}
