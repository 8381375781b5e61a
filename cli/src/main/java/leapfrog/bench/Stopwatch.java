package leapfrog.bench;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * Times short work: repeats it in stretches long enough for the clock, until it is warm, which is when a number of them in turn agree, and
 * takes the median of these.
 *
 * @param clock nanoseconds
 * @param stretch nanoseconds of each stretch, about
 * @param stretches how many must agree; odd
 * @param least nanoseconds of repetition before they count
 * @param most nanoseconds after which the last ones are taken though they differ
 */
public record Stopwatch(LongSupplier clock, long stretch, int stretches, long least, long most) {
    /** By how much stretches that agree may differ, in proportion. */
    private static final double AGREEMENT = 0.1;

    /** By the clock of this machine: for what happens elsewhere too, on a device or in memory. */
    public static Stopwatch ofTime() {
        return of(System::nanoTime);
    }

    /** By the processor time of the caller's thread, which others that use the machine hardly lengthen. */
    public static Stopwatch ofThread() {
        return of(ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime);
    }

    /** A second a measurement or, where compilation is slow, up to four. */
    private static Stopwatch of(LongSupplier clock) {
        return new Stopwatch(clock, 40_000_000, 5, 800_000_000, 4_000_000_000L);
    }

    /** Nanoseconds that running the work once takes. */
    public double nanos(Runnable work) {
        double[] last = new double[stretches];
        long start = clock.getAsLong();
        long repetitions = 1;
        for (int k = 0; ; k++) {
            long begin = clock.getAsLong();
            for (long run = 0; run < repetitions; run++) {
                work.run();
            }
            long now = clock.getAsLong();
            last[k % stretches] = (double) (now - begin) / repetitions;
            boolean settled = now - start >= least && agree(last);
            if (k + 1 >= stretches && (settled || now - start >= most)) {
                return median(last);
            }
            repetitions = Math.max(1, Math.round(stretch / Math.max(1, last[k % stretches])));
        }
    }

    private static boolean agree(double[] times) {
        double least = Arrays.stream(times).min().orElseThrow();
        return least > 0 && Arrays.stream(times).max().orElseThrow() <= (1 + AGREEMENT) * least;
    }

    private static double median(double[] times) {
        double[] sorted = times.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
