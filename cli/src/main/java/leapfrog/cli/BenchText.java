package leapfrog.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import leapfrog.backend.Calibration;
import leapfrog.bench.FitTiming;
import leapfrog.bench.Limits;
import leapfrog.bench.Timing;
import leapfrog.bench.Workload;
import leapfrog.notation.AlignedTable;

/**
 * Writes timings as tables that grow line by line.
 *
 * @param limits by what was timed, as tables name it
 */
record BenchText(Map<String, Limits> limits) {
    private static final String ROW = "ns a row";
    private static final String INTEGRATED = "ns the work of a row%s where coefficients are integrated out";
    private static final String COORDINATE = "ns a coordinate";

    /** @param of what is timed */
    String head(String of) {
        return String.format(
                "%-17s %-27s %9s %6s  %14s %12s  %s%n",
                "backend", "model", "rows", "chains", "ns " + of, "a row·term", "of the limit");
    }

    String headOfFits() {
        return String.format(
                "%-17s %-27s %12s %12s %14s %14s%n",
                "backend", "fits of 4 × (1000 + 1000)", "first s", "later s", "smallest ESS", "ESS a second");
    }

    String line(FitTiming timing) {
        return String.format(
                Locale.ROOT,
                "%-17s %-27s %12s %12s %14.0f %14.0f%n",
                timing.backend(),
                timing.workload().label(),
                digits(timing.first()),
                digits(timing.later()),
                timing.bulk(),
                timing.rate());
    }

    String line(Timing timing) {
        return String.format(
                Locale.ROOT,
                "%-17s %-27s %9s %6d  %14s %12s  %s%n",
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

    /** @param of what has these limits */
    static String line(String of, Limits limits) {
        return String.format(
                Locale.ROOT,
                "%-17s %s billion fused multiply-adds of doubles a second, a copy of %s GB/s read and written%n",
                of,
                digits(limits.fmaPerNano()),
                digits(limits.bytesPerNano()));
    }

    private String share(Timing timing) {
        Limits its = limits.get(timing.backend());
        if (its == null) {
            return "-";
        }
        double arithmetic = timing.arithmetic(its);
        double memory = timing.memory(its);
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
        Calibration.Scalar scalar = calibration.scalar();
        Calibration.Simd simd = calibration.simd();
        Calibration.Gpu gpu = calibration.gpu();
        String block = " of " + simd.lanes() + " chains";
        List<List<String>> lines = new ArrayList<>(List.of(
                List.of("scalar", digits(scalar.nanosPerRow()), ROW),
                List.of("", digits(scalar.nanosPerIntegratedRow()), INTEGRATED.formatted("")),
                List.of("", digits(scalar.nanosPerCoordinate()), COORDINATE),
                List.of("simd", digits(simd.startSeconds()), "s until its kernels are compiled"),
                List.of("", digits(simd.nanosPerRow()), ROW + block),
                List.of("", digits(simd.nanosPerIntegratedRow()), INTEGRATED.formatted(block)),
                List.of("GPU", digits(gpu.launchNanos() / 1000), "µs a batch"),
                List.of("", digits(gpu.nanosPerRow()), ROW),
                List.of("", digits(gpu.nanosPerIntegratedRow()), INTEGRATED.formatted("")),
                List.of("", digits(gpu.nanosPerCoordinate()), COORDINATE)));
        Calibration.Resident resident = calibration.resident();
        if (resident != null) {
            lines.add(List.of("resident", digits(resident.waitPerRow()), "ns a row that a chain waits for itself"));
            lines.add(List.of("", digits(resident.nanosPerRow()), ROW));
            lines.add(List.of("", digits(resident.nanosPerIntegratedRow()), INTEGRATED.formatted("")));
        }
        return AlignedTable.of(lines, 3);
    }

    /** Three digits. */
    private static String digits(double value) {
        return String.format(
                Locale.ROOT,
                value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : value >= 1 ? "%.2f" : value >= 0.1 ? "%.3f" : "%.5f",
                value);
    }
}
