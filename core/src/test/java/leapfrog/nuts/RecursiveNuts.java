package leapfrog.nuts;

import leapfrog.engine.Metric;
import leapfrog.engine.TransitionStatistics;
import leapfrog.math.FusedExp;
import leapfrog.random.ChainRandom;
import leapfrog.random.Purpose;

/**
 * Makes NUTS transitions by the textbook recursion in the order of Stan's base_nuts: the oracle of {@link NutsTransition}. Clear, slow,
 * copies everything, shares no code with it.
 */
final class RecursiveNuts {
    private final Target target;
    private final double stepSize;
    private final Metric metric;
    private final int maxDepth;
    private final ChainRandom random;
    private final int n;

    /** Where a trajectory stands. */
    private record State(double[] q, double[] p, double[] gradient, double logDensity, double energy) {}

    /** A subtree's momenta: their sum, the first made and the last made. */
    private record Tree(double[] rho, double[] first, double[] last) {}

    private long transition;
    private State state = new State(new double[0], new double[0], new double[0], 0, 0);
    private State candidate = state;
    private double initialEnergy;
    private double acceptanceSum;
    private int leapfrogs;
    private boolean divergent;
    private boolean turned;
    /** Log of the largest weight of a sum, and the sum as a multiple of it. */
    private double[] subtreeWeight = new double[2];

    RecursiveNuts(Target target, int dimension, double stepSize, Metric metric, int maxDepth, ChainRandom random) {
        this.target = target;
        this.n = dimension;
        this.stepSize = stepSize;
        this.metric = metric;
        this.maxDepth = maxDepth;
        this.random = random;
    }

    /** Makes a transition; replaces the position and gradient by the new ones and fills in the statistics. */
    void transition(
            long number, double[] position, double logDensity, double[] gradient, TransitionStatistics statistics) {
        transition = number;
        double[] p = new double[n];
        for (int i = 0; i < n; i++) {
            p[i] = random.normal(Purpose.MOMENTUM, transition, i);
        }
        initialEnergy = 0.5 * dot(p, p) - logDensity;
        State left = new State(position.clone(), p, gradient.clone(), logDensity, initialEnergy);
        State right = left;
        State sample = left;
        double[] rho = p;
        double[] weight = {0, 1};
        acceptanceSum = 0;
        leapfrogs = 0;
        divergent = false;
        turned = false;
        int depth = 0;
        while (depth < maxDepth) {
            subtreeWeight = new double[] {Double.NEGATIVE_INFINITY, 0};
            boolean forward = (random.bits(Purpose.DIRECTION, transition, 0) >>> depth & 1) == 1;
            state = forward ? right : left;
            double[] nearEnd = state.p;
            double[] farEnd = forward ? left.p : right.p;
            Tree tree = build(depth, forward ? stepSize : -stepSize);
            if (divergent || turned) {
                break;
            }
            if (forward) {
                right = state;
            } else {
                left = state;
            }
            double ratio = subtreeWeight[1] / weight[1] * Math.exp(subtreeWeight[0] - weight[0]);
            if (ratio >= 1 || uniform((1 << depth) - 1) < ratio) {
                sample = candidate;
            }
            weight = subtreeWeight[0] <= weight[0] ? sum(weight, subtreeWeight) : sum(subtreeWeight, weight);
            Tree whole = join(new Tree(rho, farEnd, nearEnd), tree);
            depth++;
            if (turned) {
                break;
            }
            rho = whole.rho;
        }
        System.arraycopy(sample.q, 0, position, 0, n);
        System.arraycopy(sample.gradient, 0, gradient, 0, n);
        statistics.logDensity = sample.logDensity;
        statistics.energy = sample.energy;
        statistics.acceptance = acceptanceSum / leapfrogs;
        statistics.stepSize = stepSize;
        statistics.depth = depth;
        statistics.leapfrogs = leapfrogs;
        statistics.divergent = divergent;
    }

    /** Builds a subtree of 2^depth leaves onwards from the state; its content has no meaning once diverged or turned. */
    private Tree build(int depth, double signedStep) {
        if (depth == 0) {
            leaf(signedStep);
            return new Tree(state.p, state.p, state.p);
        }
        Tree first = build(depth - 1, signedStep);
        if (divergent || turned) {
            return first;
        }
        Tree second = build(depth - 1, signedStep);
        if (divergent || turned) {
            return second;
        }
        return join(first, second);
    }

    private void leaf(double signedStep) {
        double[] p = kicked(state.p, state.gradient, signedStep);
        double[] q = drifted(state.q, p, signedStep);
        double[] gradient = new double[n];
        double logDensity = target.evaluate(q, gradient);
        p = kicked(p, gradient, signedStep);
        state = new State(q, p, gradient, logDensity, 0.5 * dot(p, p) - logDensity);
        leapfrogs++;
        double logWeight = initialEnergy - state.energy;
        if (Double.isNaN(logWeight) || Double.isInfinite(logWeight) || logWeight < -1000) {
            divergent = true;
            return;
        }
        acceptanceSum += Math.min(1, FusedExp.of(logWeight));
        double[] one = {logWeight, 1};
        subtreeWeight = logWeight <= subtreeWeight[0] ? sum(subtreeWeight, one) : sum(one, subtreeWeight);
        double share = Math.exp(logWeight - subtreeWeight[0]) / subtreeWeight[1];
        if (share >= 1 || uniform(leapfrogs - 1) < share) {
            candidate = state;
        }
    }

    /** Joins neighbours and checks the whole and, across the seam, each with the other's nearest point. */
    private Tree join(Tree a, Tree b) {
        double[] rho = plus(a.rho, b.rho);
        boolean straight = straight(rho, a.first, b.last);
        straight &= straight(plus(a.rho, b.first), a.first, b.first);
        straight &= straight(plus(b.rho, a.last), a.last, b.last);
        turned |= !straight;
        return new Tree(rho, a.first, b.last);
    }

    private boolean straight(double[] rho, double[] start, double[] end) {
        return dot(rho, start) > 0 && dot(rho, end) > 0;
    }

    private double uniform(int index) {
        return random.uniform(Purpose.SELECTION, transition, index);
    }

    /** p + ½ε Lᵀ∇. */
    private double[] kicked(double[] p, double[] gradient, double signedStep) {
        double[] result = new double[n];
        for (int i = 0; i < n; i++) {
            double slope = 0;
            if (metric instanceof Metric.Diagonal diagonal) {
                slope = diagonal.scale()[i] * gradient[i];
            } else if (metric instanceof Metric.Dense dense) {
                for (int row = i; row < n; row++) {
                    slope = Math.fma(dense.factor()[row * n + i], gradient[row], slope);
                }
            }
            result[i] = Math.fma(0.5 * signedStep, slope, p[i]);
        }
        return result;
    }

    /** q + ε L p. */
    private double[] drifted(double[] q, double[] p, double signedStep) {
        double[] result = new double[n];
        for (int i = 0; i < n; i++) {
            double velocity = 0;
            if (metric instanceof Metric.Diagonal diagonal) {
                velocity = diagonal.scale()[i] * p[i];
            } else if (metric instanceof Metric.Dense dense) {
                double[] sums = new double[4];
                for (int column = 0; column <= i; column++) {
                    sums[column % 4] = Math.fma(dense.factor()[i * n + column], p[column], sums[column % 4]);
                }
                velocity = (sums[0] + sums[2]) + (sums[1] + sums[3]);
            }
            result[i] = Math.fma(signedStep, velocity, q[i]);
        }
        return result;
    }

    private static double[] sum(double[] larger, double[] smaller) {
        double scaled = Math.exp(smaller[0] - larger[0]);
        return new double[] {larger[0], Math.fma(smaller[1], scaled, larger[1])};
    }

    private static double[] plus(double[] a, double[] b) {
        double[] sum = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            sum[i] = a[i] + b[i];
        }
        return sum;
    }

    /** In the order that {@link Arithmetic} prescribes. */
    private static double dot(double[] a, double[] b) {
        double[] sums = new double[8];
        for (int i = 0; i < a.length; i++) {
            sums[i % 8] = Math.fma(a[i], b[i], sums[i % 8]);
        }
        return ((sums[0] + sums[4]) + (sums[2] + sums[6])) + ((sums[1] + sums[5]) + (sums[3] + sums[7]));
    }
}
