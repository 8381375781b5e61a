package leapfrog.bench;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import leapfrog.diagnose.EffectiveSampleSize;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.Problem;
import leapfrog.regression.Compute;
import leapfrog.regression.Regression;
import leapfrog.sample.Draws;
import leapfrog.sample.Fit;

/** Says what of a workload is timed. */
enum Subject {
    /** Nanoseconds of one gradient of every chain, on one thread. */
    GRADIENT {
        @Override
        double[] measure(Candidate candidate, Workload workload, int chains) {
            EngineOptions options = new EngineOptions(chains, 1, candidate.device());
            try (GradientLoop loop = new GradientLoop(candidate.backend(), workload.problem(), options)) {
                return new double[] {stopwatch(candidate).nanos(loop::evaluate)};
            }
        }
    },
    /** Nanoseconds of one leapfrog of every chain, with all that transitions need, on one thread. */
    TRANSITION {
        @Override
        double[] measure(Candidate candidate, Workload workload, int chains) {
            Problem problem = workload.problem();
            var warm = TransitionLoop.warm(candidate.backend(), problem, candidate.device(), 1);
            EngineOptions options = new EngineOptions(chains, 1, candidate.device());
            try (TransitionLoop loop = new TransitionLoop(candidate.backend(), problem, warm, options, TRANSITIONS)) {
                long leapfrogs = loop.run();
                return new double[] {stopwatch(candidate).nanos(loop::run) * chains / leapfrogs};
            }
        }
    },
    /** Seconds of the first fit of a process, median seconds of later ones, and of their smallest bulk effective sample sizes. */
    FIT {
        @Override
        double[] measure(Candidate candidate, Workload workload, int chains) {
            Compute compute = new Compute(
                    candidate.backend().name(),
                    candidate.device(),
                    Runtime.getRuntime().availableProcessors());
            Regression regression = Regression.of(workload.formula())
                    .chains(chains)
                    .marginalize(workload.form() == Workload.Form.INTEGRATED)
                    .on(compute);
            List<Fit> fits = LongStream.range(0, FITS)
                    .mapToObj(seed -> regression.seed(seed).fit(workload.table()))
                    .toList();
            List<Fit> later = fits.subList(FITS / 2, FITS);
            return new double[] {
                seconds(fits.getFirst()), median(later, Subject::seconds), median(later, Subject::smallestBulk)
            };
        }
    };

    /** Transitions of each chain in a run. */
    private static final int TRANSITIONS = 10;
    /** Fits of a process; by the second half compilation has ended, nearly. */
    private static final int FITS = 10;

    /** Measures it in this process. */
    abstract double[] measure(Candidate candidate, Workload workload, int chains);

    private static Stopwatch stopwatch(Candidate candidate) {
        return candidate.host() ? Stopwatch.ofThread() : Stopwatch.ofTime();
    }

    private static double seconds(Fit fit) {
        return fit.run().seconds().total();
    }

    private static double smallestBulk(Fit fit) {
        Draws draws = fit.draws();
        return IntStream.range(0, draws.quantities())
                .mapToDouble(column -> EffectiveSampleSize.bulk(draws.quantity(column)))
                .min()
                .orElseThrow();
    }

    private static double median(List<Fit> fits, ToDoubleFunction<Fit> figure) {
        double[] sorted = fits.stream().mapToDouble(figure).sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1
                ? sorted[half]
                : Arrays.stream(sorted, half - 1, half + 1).average().orElseThrow();
    }
}
