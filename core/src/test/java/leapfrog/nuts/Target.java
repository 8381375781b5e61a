package leapfrog.nuts;

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

    /** Evaluates where there may be zeros behind n coordinates. */
    default double evaluate(double[] position, double[] gradient, int n) {
        double[] slopes = new double[n];
        double logDensity = evaluate(Arrays.copyOf(position, n), slopes);
        System.arraycopy(slopes, 0, gradient, 0, n);
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
        NutsTransition transition = new NutsTransition(start.length, maxDepth, new ScalarArithmetic());
        TransitionStatistics statistics = new TransitionStatistics();
        double[] position = start;
        double[] gradient = new double[start.length];
        double logDensity = evaluate(position, gradient);
        for (int i = 0; i < n; i++) {
            transition.begin(position, logDensity, gradient, stepSize, metric, random, i);
            finish(transition, start.length);
            position = Arrays.copyOf(transition.selectedPosition(), start.length);
            gradient = transition.selectedGradient();
            logDensity = transition.selectedLogDensity();
            transition.statistics(statistics);
            visitor.visit(position, statistics);
        }
    }

    /** Receives the states of a chain. */
    interface Visitor {
        void visit(double[] position, TransitionStatistics statistics);
    }
}
