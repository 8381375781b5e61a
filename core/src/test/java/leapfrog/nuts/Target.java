package leapfrog.nuts;

import static leapfrog.engine.Alignment.FIRST;

import java.util.Arrays;
import leapfrog.engine.Metric;
import leapfrog.engine.TransitionStatistics;
import leapfrog.random.ChainRandom;

/** Gives a test's log density and its gradient at a point. */
interface Target {
    double evaluate(double[] position, double[] gradient);

    /** Standard normal in every coordinate, without its constant. */
    static double standardNormal(double[] position, double[] gradient) {
        double sum = 0;
        for (int i = 0; i < position.length; i++) {
            gradient[i] = -position[i];
            sum += position[i] * position[i];
        }
        return -0.5 * sum;
    }

    /** A vector of {@link Arithmetic}. */
    static double[] vector(double... numbers) {
        double[] vector = Arithmetic.vector(numbers.length);
        System.arraycopy(numbers, 0, vector, FIRST, numbers.length);
        return vector;
    }

    /** The n numbers of a vector of {@link Arithmetic}. */
    static double[] numbers(double[] vector, int n) {
        return Arrays.copyOfRange(vector, FIRST, FIRST + n);
    }

    /** Evaluates at a vector of {@link Arithmetic}. */
    default double evaluate(double[] position, double[] gradient, int n) {
        double[] slopes = new double[n];
        double logDensity = evaluate(numbers(position, n), slopes);
        System.arraycopy(slopes, 0, gradient, FIRST, n);
        return logDensity;
    }

    /** Runs a transition of n coordinates to its end. */
    default void finish(NutsTransition transition, int n) {
        while (!transition.done()) {
            transition.accept(evaluate(transition.position(), transition.gradient(), n));
        }
    }

    /** Makes a chain of transitions from a point; hands the state after each to the visitor. */
    default void sample(
            double[] start, double stepSize, Metric metric, int maxDepth, ChainRandom random, int n, Visitor visitor) {
        NutsTransition transition = new NutsTransition(start.length, maxDepth, new Workspace(new ScalarArithmetic()));
        TransitionStatistics statistics = new TransitionStatistics();
        double[] position = vector(start);
        double[] gradient = Arithmetic.vector(start.length);
        double logDensity = evaluate(position, gradient, start.length);
        for (int i = 0; i < n; i++) {
            transition.begin(position, logDensity, gradient, stepSize, metric, random, i);
            finish(transition, start.length);
            position = transition.selectedPosition();
            gradient = transition.selectedGradient();
            logDensity = transition.selectedLogDensity();
            transition.statistics(statistics);
            visitor.visit(numbers(position, start.length), statistics);
        }
    }

    /** Receives the states of a chain. */
    interface Visitor {
        void visit(double[] position, TransitionStatistics statistics);
    }
}
