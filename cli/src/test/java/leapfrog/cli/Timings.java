package leapfrog.cli;

import leapfrog.bench.Timing;
import leapfrog.bench.Workload;

/** Makes timings that nobody took. */
final class Timings {
    private Timings() {}

    static Timing survey(int chains, int cells, double nanos) {
        Workload workload = new Workload(
                "gaussian, two effects", "gaussian", "y ~ x + (1 + x || g)", 919, 85, Workload.Form.REDUCED);
        return new Timing("simd", workload, chains, cells, 2, 1, 24, nanos);
    }

    static Timing large(int chains, double nanos) {
        Workload workload = new Workload(
                "gaussian, one effect",
                "gaussian",
                "y ~ z + (1 | g)",
                Workload.BEYOND_CACHES,
                1000,
                Workload.Form.ROWS);
        return new Timing("simd", workload, chains, Workload.BEYOND_CACHES, 2, 1, 16, nanos);
    }
}
