package leapfrog.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import leapfrog.diagnose.EffectiveSampleSize;
import leapfrog.sample.Draws;
import leapfrog.sample.Fit;
import leapfrog.sample.FitSettings;

/**
 * Holds what one timed fit came to.
 *
 * @param seconds wall time of starting points, warm-up, sampling and reported quantities; without diagnostics and writing
 * @param processorSeconds of all threads of the process meanwhile: much less than {@code seconds × threads} on a machine that is busy
 *     with something else, more if the compiler is still at work
 * @param leapfrogs of all chains, warm-up and step-size searches included
 * @param bulk smallest bulk effective sample size over all quantities
 * @param threads that the fit could use
 */
record Trial(long seed, double seconds, double processorSeconds, long leapfrogs, double bulk, int threads) {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    static Trial time(SessionFit session, FitSettings settings, int threads) {
        // The draws of earlier fits are not this one's to collect.
        System.gc();
        long processor = SYSTEM.getProcessCpuTime();
        long start = System.nanoTime();
        Fit fit = session.run(settings);
        double seconds = (System.nanoTime() - start) * 1e-9;
        return of(fit, seconds, (SYSTEM.getProcessCpuTime() - processor) * 1e-9, threads);
    }

    private static Trial of(Fit fit, double seconds, double processorSeconds, int threads) {
        Draws draws = fit.draws();
        double bulk = IntStream.range(0, draws.quantities())
                .parallel()
                .mapToDouble(column -> EffectiveSampleSize.bulk(draws.quantity(column)))
                .min()
                .orElseThrow();
        long leapfrogs = fit.run().warmupLeapfrogs() + fit.run().samplingLeapfrogs();
        return new Trial(fit.settings().seed(), seconds, processorSeconds, leapfrogs, bulk, threads);
    }

    /** Time of one thread for one leapfrog of one chain, everything in a fit included. */
    double nanosPerLeapfrog() {
        return seconds * threads / leapfrogs * 1e9;
    }

    double bulkPerSecond() {
        return bulk / seconds;
    }

    double bulkPerSecondAndCore() {
        return bulkPerSecond() / threads;
    }

    static double median(List<Trial> trials, ToDoubleFunction<Trial> figure) {
        double[] sorted = trials.stream().mapToDouble(figure).sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
