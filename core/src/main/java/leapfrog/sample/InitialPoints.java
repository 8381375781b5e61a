package leapfrog.sample;

import java.util.Arrays;
import java.util.List;
import leapfrog.advi.Advi;
import leapfrog.advi.MeanField;
import leapfrog.engine.Cancellation;
import leapfrog.engine.Evaluations;
import leapfrog.engine.GradientEvaluator;
import leapfrog.engine.Metric;
import leapfrog.model.InputException;
import leapfrog.model.Scaling;
import leapfrog.random.ChainRandom;
import leapfrog.random.Purpose;

/**
 * Finds where chains start, and the metric with which they do. A point is drawn again until log density and gradient are finite; what a
 * chain gets depends on the seed and the chain alone or, where superchains share a point, on the first of its superchain.
 *
 * @param points [chains][dimension] in the chains' coordinates
 * @param warnings what the user should know
 */
record InitialPoints(double[][] points, Metric metric, List<String> warnings) {
    private static final int ATTEMPTS = 100;
    private static final double RADIUS = 2;
    private static final String JITTER_FAILED =
            " tries on [-2, 2]; look for priors or data of a very different scale, and"
                    + " put covariates on a common scale";
    private static final String ADVI_FAILED = " draws of the ADVI approximation; start with --init jitter";

    /** Fills a point with a chain's numbers of an attempt. */
    private interface Proposal {
        void fill(ChainRandom random, int attempt, double[] point);
    }

    /**
     * @param seed the task's
     * @throws InputException if a chain finds no point with a finite log density
     */
    static InitialPoints of(
            GradientEvaluator evaluator,
            int task,
            Scaling scaling,
            FitSettings settings,
            Progress progress,
            Cancellation stop) {
        Search search = new Search(evaluator, task, scaling, settings.seed(), heads(settings));
        Metric unit = new Metric.Diagonal(scaling.unit());
        return switch (settings.start()) {
            case Start.Jitter() -> new InitialPoints(search.draw(jitter(scaling), JITTER_FAILED), unit, List.of());
            case Start.Points(double[][] points) -> new InitialPoints(search.given(points), unit, List.of());
            case Start.Advi() -> {
                MeanField field = new Advi(evaluator, task, scaling, settings.seed(), progress::elbo).fit(stop);
                double[] sd = new double[scaling.dimension()];
                Arrays.setAll(sd, d -> Math.exp(field.logSd()[d]));
                List<String> warnings = field.converged()
                        ? List.of()
                        : List.of("ADVI had not converged after " + field.iterations()
                                + " iterations; the chains start from where it was");
                yield new InitialPoints(search.draw(field(field), ADVI_FAILED), new Metric.Diagonal(sd), warnings);
            }
        };
    }

    /** The chain whose point each chain starts at. */
    private static int[] heads(FitSettings settings) {
        int[] heads = new int[settings.chains()];
        Arrays.setAll(heads, chain -> chain);
        settings.superchains().ifPresent(superchains -> {
            for (int k = 0; k < superchains.count(); k++) {
                Arrays.fill(heads, superchains.first(k), superchains.first(k + 1), superchains.first(k));
            }
        });
        return heads;
    }

    /** Uniform on [−2, 2], in the units of the scaling. */
    private static Proposal jitter(Scaling scaling) {
        return (random, attempt, point) -> {
            random.fillUniforms(Purpose.INIT, attempt, point, point.length);
            for (int d = 0; d < point.length; d++) {
                point[d] = RADIUS * (2 * point[d] - 1);
            }
            scaling.start(point);
        };
    }

    private static Proposal field(MeanField field) {
        return (random, attempt, point) -> {
            random.fillNormals(Purpose.INIT, attempt, point, point.length);
            field.draw(point);
        };
    }

    /** @param heads the chain whose point each chain starts at, itself or one before it */
    private record Search(GradientEvaluator evaluator, int task, Scaling scaling, long seed, int[] heads) {
        int chains() {
            return heads.length;
        }

        double[][] draw(Proposal proposal, String failed) {
            double[][] points = new double[chains()][scaling.dimension()];
            int[] waiting = Arrays.stream(heads).distinct().toArray();
            for (int attempt = 0; attempt < ATTEMPTS && waiting.length > 0; attempt++) {
                double[][] tried = new double[waiting.length][];
                for (int i = 0; i < waiting.length; i++) {
                    tried[i] = points[waiting[i]];
                    proposal.fill(new ChainRandom(seed, waiting[i]), attempt, tried[i]);
                }
                Evaluations evaluations = Evaluations.at(evaluator, task, inModel(tried));
                int[] before = waiting;
                int[] left = new int[before.length];
                int count = 0;
                for (int i = 0; i < before.length; i++) {
                    if (!evaluations.finite(i)) {
                        left[count++] = before[i];
                    }
                }
                waiting = Arrays.copyOf(left, count);
            }
            if (waiting.length > 0) {
                throw new InputException("chain " + waiting[0]
                        + " found no starting point with a finite log density in " + ATTEMPTS + failed);
            }
            for (int chain = 0; chain < points.length; chain++) {
                System.arraycopy(points[heads[chain]], 0, points[chain], 0, points[chain].length);
            }
            return points;
        }

        /** The user's points, in the chains' coordinates. */
        double[][] given(double[][] points) {
            if (points.length != 1 && points.length != chains()) {
                throw new InputException("--init: there are " + points.length + " points for " + chains()
                        + (chains() == 1 ? " chain" : " chains") + "; give one point, or one for each chain");
            }
            Evaluations evaluations = Evaluations.at(evaluator, task, points);
            for (int i = 0; i < points.length; i++) {
                if (!evaluations.finite(i)) {
                    throw new InputException("--init: at point " + i + " the log density is "
                            + evaluations.logDensities()[i]
                            + " or its gradient is not finite; a chain must start where both are");
                }
            }
            double[][] starts = new double[chains()][];
            for (int chain = 0; chain < chains(); chain++) {
                starts[chain] = points[points.length == 1 ? 0 : chain].clone();
                scaling.fromModel(starts[chain]);
            }
            return starts;
        }

        private double[][] inModel(double[][] points) {
            double[][] inModel = new double[points.length][scaling.dimension()];
            for (int i = 0; i < points.length; i++) {
                scaling.toModel(points[i], 0, inModel[i], 0);
            }
            return inModel;
        }
    }
}
