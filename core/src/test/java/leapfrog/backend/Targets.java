package leapfrog.backend;

import leapfrog.engine.Alignment;
import leapfrog.engine.BatchShape;
import leapfrog.engine.GradientBatch;
import leapfrog.engine.GradientEvaluator;
import leapfrog.engine.PointEvaluator;
import leapfrog.model.LogDensity;
import org.jspecify.annotations.Nullable;

/** Holds densities with known answers, and evaluators of any lane count over them, for tests. */
final class Targets {
    private Targets() {}

    /** x_d ~ Normal(mean_d, sd_d), independent; without constants. */
    record Gaussian(double[] mean, double[] sd) implements LogDensity {
        @Override
        public int dimension() {
            return mean.length;
        }

        @Override
        public double evaluate(double[] position, int at, double[] gradient, int gradientAt) {
            double sum = 0;
            for (int d = 0; d < mean.length; d++) {
                double x = (position[at + d] - mean[d]) / sd[d];
                gradient[gradientAt + d] = -x / sd[d];
                sum -= 0.5 * x * x;
            }
            return sum;
        }
    }

    /** Two coordinates with unit variances and a correlation. */
    record Correlated(double correlation) implements LogDensity {
        @Override
        public int dimension() {
            return 2;
        }

        @Override
        public double evaluate(double[] position, int at, double[] gradient, int gradientAt) {
            double x = position[at];
            double y = position[at + 1];
            double precision = 1 / (1 - correlation * correlation);
            gradient[gradientAt] = -precision * (x - correlation * y);
            gradient[gradientAt + 1] = -precision * (y - correlation * x);
            return 0.5 * (x * gradient[gradientAt] + y * gradient[gradientAt + 1]);
        }
    }

    /** Neal's funnel: v ~ Normal(0, 3), x_k ~ Normal(0, exp(v/2)). Diverges in its neck. */
    record Funnel(int dimension) implements LogDensity {
        @Override
        public double evaluate(double[] position, int at, double[] gradient, int gradientAt) {
            double v = position[at];
            double squares = 0;
            for (int k = 1; k < dimension; k++) {
                squares += position[at + k] * position[at + k];
                gradient[gradientAt + k] = -position[at + k] * Math.exp(-v);
            }
            double scaled = squares * Math.exp(-v);
            gradient[gradientAt] = -v / 9 - 0.5 * (dimension - 1) + 0.5 * scaled;
            return -v * v / 18 - 0.5 * (dimension - 1) * v - 0.5 * scaled;
        }
    }

    /** Evaluates one density point by point for tasks of even numbers, and in blocks for the others. */
    static GradientEvaluator alternating(LogDensity density, int lanes, int preferred) {
        GradientEvaluator blocks = evaluator(density, lanes, preferred, 2 * lanes);
        PointEvaluator points =
                (position, gradient) -> density.evaluate(position, Alignment.FIRST, gradient, Alignment.FIRST);
        return new GradientEvaluator() {
            @Override
            public BatchShape shape() {
                return blocks.shape();
            }

            @Override
            public void evaluate(GradientBatch batch) {
                for (int block = 0; block < batch.blocks(); block++) {
                    if (batch.task(block) % 2 == 0) {
                        throw new IllegalStateException("task " + batch.task(block) + " in a block");
                    }
                }
                blocks.evaluate(batch);
            }

            @Override
            public @Nullable PointEvaluator points(int task) {
                return task % 2 == 0 ? points : null;
            }

            @Override
            public void close() {
                blocks.close();
            }
        };
    }

    /** Evaluates one density for every task, in blocks of a lane count. */
    static GradientEvaluator evaluator(LogDensity density, int lanes, int preferred, int maximum) {
        return new GradientEvaluator() {
            private final double[] point = new double[density.dimension()];
            private final double[] slope = new double[density.dimension()];

            @Override
            public BatchShape shape() {
                return new BatchShape(lanes, preferred, maximum);
            }

            @Override
            public void evaluate(GradientBatch batch) {
                if (batch.blocks() * lanes > maximum) {
                    throw new IllegalStateException("batch of " + batch.blocks() + " blocks is too large");
                }
                for (int block = 0; block < batch.blocks(); block++) {
                    for (int lane = 0; lane < lanes; lane++) {
                        int at = batch.at(block) + lane;
                        for (int d = 0; d < point.length; d++) {
                            point[d] = batch.positions()[at + d * lanes];
                        }
                        batch.logDensities()[block * lanes + lane] = density.evaluate(point, 0, slope, 0);
                        for (int d = 0; d < point.length; d++) {
                            batch.gradients()[at + d * lanes] = slope[d];
                        }
                    }
                }
            }

            @Override
            public void close() {
                // Holds no resources.
            }
        };
    }
}
