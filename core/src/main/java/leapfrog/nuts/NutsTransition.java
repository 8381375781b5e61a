package leapfrog.nuts;

import leapfrog.engine.Alignment;
import leapfrog.engine.Metric;
import leapfrog.engine.TransitionStatistics;
import leapfrog.math.FusedExp;
import leapfrog.random.ChainRandom;
import leapfrog.random.Purpose;

/**
 * Makes one transition of multinomial NUTS after another, as a state machine that asks for one gradient at a time:
 *
 * <pre>{@code
 * transition.begin(...);
 * while (!transition.done()) {
 *     transition.accept(target.evaluate(transition.position(), transition.gradient()));
 * }
 * }</pre>
 *
 * <p>The algorithm is that of Betancourt (2017, arXiv:1701.02434, appendix A) with the generalised U-turn criterion and the two further
 * checks across subtrees of current Stan. The point picked within a subtree follows the same distribution as there: each leaf
 * replaces the pick with its share of the weights so far. Leaf k of a transition (from 0) takes number k of
 * {@link Purpose#SELECTION}; the first leaf of a subtree is picked whatever it is, so its number serves the subtree's join with the trajectory.
 * Bit d of number 0 of {@link Purpose#DIRECTION} sends doubling d forward in time if it is set.
 *
 * <p>Reused for all transitions of a slot: allocates only when a tree is deeper than any before. Serves one thread at a time.
 */
public final class NutsTransition {
    /** Energy error from which on a trajectory counts as divergent. */
    static final double MAX_ENERGY_ERROR = 1000;

    private final int dimension;
    /** Of vectors: the dimension, padded with zeros. */
    private final int room;

    private final int maxDepth;
    private final Workspace workspace;
    private final Arithmetic arithmetic;
    private final Integrator integrator;
    private final MomentumPool pool;
    private final Points points;
    private final SpanStack subtree;
    private final LogWeight subtreeWeight = new LogWeight();
    /** From left to right in time. */
    private final Span trajectory = new Span();

    private final LogWeight trajectoryWeight = new LogWeight();
    private final SelectionDraws selection = new SelectionDraws();

    /** Where the gradient is wanted, with the momentum half-way to it. */
    private Point leaf;

    private double[] leafMomentum = {};
    /** Negative while the trajectory grows to the left. */
    private double signedStep;

    private double stepSize;
    private double initialEnergy;
    private double acceptanceSum;
    private int directions;
    private int depth;
    private int leapfrogs;
    private boolean divergent;
    private boolean done = true;

    /**
     * Room for transitions of one chain at a time.
     *
     * @param dimension of positions, at least 1
     * @param maxDepth doublings at most, in [1, 30]
     * @param workspace of the thread that makes the transitions
     */
    public NutsTransition(int dimension, int maxDepth, Workspace workspace) {
        if (dimension < 1 || maxDepth < 1 || maxDepth > 30) {
            throw new IllegalArgumentException("dimension " + dimension + " must be at least 1, maximum depth "
                    + maxDepth + " must lie between 1 and 30");
        }
        this.dimension = dimension;
        room = Arithmetic.padded(dimension);
        this.maxDepth = maxDepth;
        this.workspace = workspace;
        arithmetic = workspace.arithmetic;
        integrator = new Integrator(dimension, workspace);
        pool = new MomentumPool(dimension);
        points = new Points(dimension);
        subtree = new SpanStack(maxDepth);
        leaf = points.free();
    }

    /**
     * Starts a transition.
     *
     * <p>Positions and gradients are vectors of {@link Arithmetic}.
     *
     * @param position current state [dimension], copied; or this object's {@link #selectedPosition()}
     * @param logDensity there, finite
     * @param gradient there [dimension], copied; or this object's {@link #selectedGradient()}
     * @param stepSize positive
     * @param metric which must not change before the transition is done
     * @param random the chain's random numbers
     * @param transition number of the transition in its chain, which keys them
     */
    public void begin(
            double[] position,
            double logDensity,
            double[] gradient,
            double stepSize,
            Metric metric,
            ChainRandom random,
            long transition) {
        int bits = (int) random.bits(Purpose.DIRECTION, transition, 0);
        begin(position, logDensity, gradient, stepSize, metric, random, transition, bits);
    }

    /** Starts a transition with given directions: doubling d goes forward in time if bit d is set. */
    void begin(
            double[] position,
            double logDensity,
            double[] gradient,
            double stepSize,
            Metric metric,
            ChainRandom random,
            long transition,
            int directions) {
        Point start = points.start(position, logDensity, gradient, dimension);
        integrator.begin(metric, start);
        pool.reset();
        double[] momentum = pool.take();
        workspace.normals.fill(random, Purpose.MOMENTUM, transition, momentum, Alignment.FIRST, dimension);
        trajectory.set(momentum);
        initialEnergy = 0.5 * arithmetic.dot(momentum, momentum, room) - logDensity;
        start.energy = initialEnergy;
        trajectoryWeight.clear();
        trajectoryWeight.add(0, 1);
        selection.begin(random, transition);
        this.stepSize = stepSize;
        this.directions = directions;
        acceptanceSum = 0;
        depth = 0;
        leapfrogs = 0;
        divergent = false;
        done = false;
        beginDoubling();
    }

    /** Lets go of what belongs to the last chain alone. */
    void forget() {
        integrator.forget();
    }

    /** Whether it can make transitions of so many coordinates and doublings. */
    boolean fits(int dimension, int maxDepth) {
        return this.dimension == dimension && this.maxDepth == maxDepth;
    }

    /** Whether the transition is complete. */
    public boolean done() {
        return done;
    }

    /** Where a log density and a gradient are wanted, [dimension] and zeros; another array after each {@link #accept}. */
    public double[] position() {
        return leaf.position;
    }

    /** Takes the gradient at {@link #position()} before {@link #accept}, [dimension] and zeros, which must stay; another array after each. */
    public double[] gradient() {
        return leaf.gradient;
    }

    /**
     * Goes on to the next point, or to the end.
     *
     * @param logDensity at {@link #position()}; the gradient there is in {@link #gradient()}. A value that is not finite, there or
     *     in the gradient, is a divergence
     */
    public void accept(double logDensity) {
        Point made = leaf;
        double[] momentum = leafMomentum;
        made.logDensity = logDensity;
        made.energy = 0.5 * goOn(made, momentum) - logDensity;
        leapfrogs++;
        double logWeight = initialEnergy - made.energy;
        if (!(logWeight >= -MAX_ENERGY_ERROR && logWeight < Double.POSITIVE_INFINITY)) {
            divergent = true;
            done = true;
            return;
        }
        double weight = FusedExp.of(logWeight);
        acceptanceSum += Math.min(1, weight);
        double share = subtreeWeight.add(logWeight, weight);
        points.candidate = ifBelow(selection.at(leapfrogs - 1), share, made.bit, points.candidate);
        if (!subtree.push(momentum, pool, arithmetic, room)) {
            done = true;
        } else if (subtree.leaves() == 1 << depth) {
            endDoubling();
        }
    }

    /**
     * Completes the step to a leaf and, unless it is its subtree's last, begins the step to the next, before it is known whether this one ends
     * the trajectory: it seldom does. Returns Σ p² at the leaf.
     */
    private double goOn(Point made, double[] momentum) {
        points.current = made.bit;
        if (subtree.leaves() + 1 == 1 << depth) {
            return integrator.finish(made, momentum, signedStep);
        }
        leaf = points.free();
        leafMomentum = pool.take();
        return integrator.pass(made, momentum, signedStep, leaf, leafMomentum);
    }

    private void beginDoubling() {
        boolean forward = forward();
        signedStep = forward ? stepSize : -stepSize;
        points.current = forward ? points.right : points.left;
        subtree.clear();
        subtreeWeight.clear();
        leaf = points.free();
        leafMomentum = pool.take();
        integrator.advance(
                points.of(points.current),
                forward ? trajectory.last() : trajectory.first(),
                signedStep,
                leaf,
                leafMomentum);
    }

    /** Joins a whole subtree to the trajectory. */
    private void endDoubling() {
        double ratio = trajectoryWeight.add(subtreeWeight);
        points.selected = ifBelow(selection.at((1 << depth) - 1), ratio, points.candidate, points.selected);
        boolean straight;
        if (forward()) {
            points.right = points.current;
            straight = trajectory.append(subtree.whole(), depth, pool, arithmetic, room);
        } else {
            points.left = points.current;
            trajectory.reverse();
            straight = trajectory.append(subtree.whole(), depth, pool, arithmetic, room);
            trajectory.reverse();
        }
        depth++;
        if (straight && depth < maxDepth) {
            beginDoubling();
        } else {
            done = true;
        }
    }

    /**
     * One number if a is below b, and else another, without a branch: it would go either way at random, and what a processor has begun of
     * later leaves in the meantime would be lost each time it guessed wrong. A NaN chooses either.
     */
    private static int ifBelow(double a, double b, int below, int otherwise) {
        int mask = (int) (Double.doubleToRawLongBits(a - b) >> 63);
        return otherwise ^ (below ^ otherwise) & mask;
    }

    private boolean forward() {
        return (directions >>> depth & 1) != 0;
    }

    private Point selected() {
        return points.of(points.selected);
    }

    /** The new state, [dimension] and zeros, once done; valid until the next {@link #begin}. */
    public double[] selectedPosition() {
        return selected().position;
    }

    /** The log density at the new state. */
    public double selectedLogDensity() {
        return selected().logDensity;
    }

    /** The gradient at the new state, [dimension] and zeros, once done; valid until the next {@link #begin}. */
    public double[] selectedGradient() {
        return selected().gradient;
    }

    /** Fills in the statistics of the transition, once done. */
    public void statistics(TransitionStatistics out) {
        out.logDensity = selected().logDensity;
        out.energy = selected().energy;
        out.acceptance = acceptanceSum / leapfrogs;
        out.stepSize = stepSize;
        out.depth = depth;
        out.leapfrogs = leapfrogs;
        out.divergent = divergent;
    }
}
