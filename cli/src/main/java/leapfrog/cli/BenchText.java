package leapfrog.cli;

import java.util.List;
import java.util.Locale;
import leapfrog.backend.Calibration;
import leapfrog.bench.Limits;
import leapfrog.bench.Timing;
import leapfrog.bench.Workload;
import leapfrog.notation.AlignedTable;

/** Writes timings of gradients as a table that grows line by line. */
record BenchText(Limits limits) {
    String head() {
        return String.format(
                "%-11s %-27s %9s %6s  %14s %12s  %s%n",
                "backend", "model", "rows", "chains", "ns a gradient", "a row·term", "of one core's limit");
    }

    String line(Timing timing) {
        return String.format(
                Locale.ROOT,
                "%-11s %-27s %9s %6d  %14s %12s  %s%n",
                timing.backend(),
                timing.workload().label(),
                rows(timing),
                timing.chains(),
                digits(timing.nanos()),
                timing.rows() == 0 ? "-" : digits(timing.nanosPerTerm()),
                share(timing));
    }

    private static String rows(Timing timing) {
        return switch (timing.workload().form()) {
            case ROWS -> Integer.toString(timing.rows());
            case REDUCED -> timing.rows() + " cells";
            case INTEGRATED -> "sums";
        };
    }

    private String share(Timing timing) {
        double arithmetic = timing.arithmetic(limits);
        double memory = timing.memory(limits);
        if (Double.isNaN(arithmetic)) {
            return "-";
        }
        boolean inMemory = timing.workload().rows() >= Workload.BEYOND_CACHES && memory > arithmetic;
        return String.format(
                Locale.ROOT,
                inMemory ? "%.0f %% of the copy" : "%.0f %% of the arithmetic",
                100 * (inMemory ? memory : arithmetic));
    }

    /** What was measured for the automatic choice. */
    static String of(Calibration calibration) {
        return AlignedTable.of(
                List.of(
                        List.of("scalar", digits(calibration.scalar().nanosPerRow()), "ns a row"),
                        List.of("", digits(calibration.scalar().nanosPerCoordinate()), "ns a coordinate"),
                        List.of("simd", digits(calibration.simd().startSeconds()), "s until its kernels are compiled"),
                        List.of(
                                "",
                                digits(calibration.simd().nanosPerRow()),
                                "ns a row of " + calibration.simd().lanes() + " chains"),
                        List.of("GPU", digits(calibration.gpu().launchNanos() / 1000), "µs a batch"),
                        List.of("", digits(calibration.gpu().nanosPerRow()), "ns a row"),
                        List.of("", digits(calibration.gpu().nanosPerCoordinate()), "ns a coordinate")),
                3);
    }

    /** Three digits. */
    private static String digits(double value) {
        return String.format(
                Locale.ROOT, value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : value >= 1 ? "%.2f" : "%.3f", value);
    }
}
