package leapfrog.nuts;

import static leapfrog.engine.Alignment.FIRST;

import java.util.Arrays;
import leapfrog.engine.Metric;

/** Makes leapfrog steps with whitened momenta, under either metric. */
final class Integrator {
    private static final Metric NONE = new Metric.Diagonal(new double[0]);

    private final Workspace workspace;
    private final Arithmetic arithmetic;
    private final int dimension;
    /** Of vectors: the dimension, padded with zeros. */
    private final int room;
    /** Of a diagonal metric. */
    private double[] scale;

    private Metric metric;

    /** @param dimension of positions; all vectors are made by {@link Arithmetic#vector} */
    Integrator(int dimension, Workspace workspace) {
        this.dimension = dimension;
        this.workspace = workspace;
        arithmetic = workspace.arithmetic;
        room = Arithmetic.padded(dimension);
        scale = Arithmetic.vector(0);
        metric = NONE;
    }

    /** Keeps the metric no longer, which may be large. */
    void forget() {
        metric = NONE;
    }

    /** Takes a metric for the next trajectory, which starts at a point. */
    void begin(Metric metric, Point start) {
        if (metric.dimension() != dimension) {
            throw new IllegalArgumentException(
                    "metric has dimension " + metric.dimension() + ", the position has " + dimension);
        }
        // The workspace keeps the last scale alone; chains that adapt alone would make theirs anew at each transition.
        boolean same = metric == this.metric;
        this.metric = metric;
        switch (metric) {
            case Metric.Diagonal diagonal -> scale = same ? scale : workspace.scale(diagonal);
            case Metric.Dense dense -> whiten(dense.factor(), start);
        }
    }

    /** Kicks by half a step and drifts by a whole one: sets the next position and the momentum half-way. */
    void advance(Point from, double[] momentum, double stepSize, Point to, double[] nextMomentum) {
        if (metric instanceof Metric.Dense dense) {
            halfKick(momentum, from.whitened, stepSize, nextMomentum);
            drift(dense.factor(), from.position, nextMomentum, stepSize, to.position);
        } else {
            arithmetic.kickDrift(
                    from.position, momentum, from.gradient, scale, stepSize, to.position, nextMomentum, room);
        }
    }

    /** Kicks by the second half of the step, with the gradient at the point reached; returns Σ p². */
    double finish(Point point, double[] momentum, double stepSize) {
        if (metric instanceof Metric.Dense dense) {
            whiten(dense.factor(), point);
            halfKick(momentum, point.whitened, stepSize, momentum);
            return arithmetic.dot(momentum, momentum, room);
        }
        return arithmetic.kick(momentum, point.gradient, scale, stepSize, room);
    }

    /** {@link #finish} at a point, then {@link #advance} from there. */
    double pass(Point point, double[] momentum, double stepSize, Point to, double[] nextMomentum) {
        if (metric instanceof Metric.Dense) {
            double squares = finish(point, momentum, stepSize);
            advance(point, momentum, stepSize, to, nextMomentum);
            return squares;
        }
        return arithmetic.kickKickDrift(
                point.position, momentum, point.gradient, scale, stepSize, to.position, nextMomentum, room);
    }

    /** whitened ← Lᵀ∇, row after row of L. */
    private void whiten(double[] factor, Point point) {
        if (point.whitened.length == 0) {
            point.whitened = new double[dimension];
        }
        double[] whitened = point.whitened;
        Arrays.fill(whitened, 0);
        for (int row = 0; row < dimension; row++) {
            double slope = point.gradient[FIRST + row];
            int at = row * dimension;
            for (int column = 0; column <= row; column++) {
                whitened[column] = Math.fma(factor[at + column], slope, whitened[column]);
            }
        }
    }

    private void halfKick(double[] momentum, double[] whitened, double stepSize, double[] target) {
        double half = 0.5 * stepSize;
        for (int i = 0; i < dimension; i++) {
            target[FIRST + i] = Math.fma(half, whitened[i], momentum[FIRST + i]);
        }
    }

    /** target ← q + ε L p, each row's sum in four accumulators, column j in accumulator j mod 4. */
    private void drift(double[] factor, double[] position, double[] momentum, double stepSize, double[] target) {
        for (int row = 0; row < dimension; row++) {
            int at = row * dimension;
            double s0 = 0;
            double s1 = 0;
            double s2 = 0;
            double s3 = 0;
            int column = 0;
            for (; column <= row - 3; column += 4) {
                s0 = Math.fma(factor[at + column], momentum[FIRST + column], s0);
                s1 = Math.fma(factor[at + column + 1], momentum[FIRST + column + 1], s1);
                s2 = Math.fma(factor[at + column + 2], momentum[FIRST + column + 2], s2);
                s3 = Math.fma(factor[at + column + 3], momentum[FIRST + column + 3], s3);
            }
            int rest = row + 1 - column;
            s0 = rest > 0 ? Math.fma(factor[at + column], momentum[FIRST + column], s0) : s0;
            s1 = rest > 1 ? Math.fma(factor[at + column + 1], momentum[FIRST + column + 1], s1) : s1;
            s2 = rest > 2 ? Math.fma(factor[at + column + 2], momentum[FIRST + column + 2], s2) : s2;
            target[FIRST + row] = Math.fma(stepSize, (s0 + s2) + (s1 + s3), position[FIRST + row]);
        }
    }
}
