package leapfrog.bench;

import java.util.List;
import java.util.Optional;
import leapfrog.backend.Calibration;
import leapfrog.engine.Problem;
import leapfrog.regression.Compute;
import leapfrog.regression.Regression;
import leapfrog.sample.Fit;

/** Measures what the automatic choice of a backend goes by; what this machine does not have keeps the shipped figures. */
public final class Calibrator {
    /** A fit's process is not as warm as a timed loop. */
    private static final double NOT_WARM = 1.2;
    /** Chains a block of the vector kernels, as {@link Calibration.Simd#lanes} counts them. */
    private static final int LANES = 8;
    /** Chains that fill a GPU. */
    private static final int MANY = 4096;

    private final Clock clock;

    /** Takes times; a test has its own. */
    interface Clock {
        /** Nanoseconds of a gradient of so many chains. */
        double nanos(Candidate candidate, Workload workload, int chains);

        /** Seconds that the first fit of this process takes by vector kernels, more than a later one. */
        double simdStartSeconds();
    }

    Calibrator(Clock clock) {
        this.clock = clock;
    }

    /** Measures this machine, in about half a minute. */
    public static Calibration measure(List<Candidate> candidates) {
        return new Calibrator(new Clock() {
                    @Override
                    public double nanos(Candidate candidate, Workload workload, int chains) {
                        return TimingProcess.time(candidate, workload, List.of(chains))[0];
                    }

                    @Override
                    public double simdStartSeconds() {
                        return Calibrator.startSeconds();
                    }
                })
                .of(candidates);
    }

    Calibration of(List<Candidate> candidates) {
        Calibration calibration = Calibration.SHIPPED;
        Optional<Candidate> scalar = named(candidates, "scalar");
        if (scalar.isPresent()) {
            calibration = scalar(scalar.get(), calibration);
        }
        Optional<Candidate> simd = named(candidates, "simd");
        if (simd.isPresent()) {
            calibration = simd(simd.get(), calibration);
        }
        Optional<Candidate> gpu = candidates.stream()
                .filter(candidate ->
                        candidate.gpu() && candidate.backend().name().equals("opencl"))
                .findFirst();
        return gpu.isPresent() ? gpu(gpu.get(), calibration) : calibration;
    }

    private static Optional<Candidate> named(List<Candidate> candidates, String name) {
        return candidates.stream()
                .filter(candidate -> candidate.backend().name().equals(name))
                .findFirst();
    }

    /** Two sizes of rows, with the same coordinates, tell what a row and what a coordinate costs. */
    private Calibration scalar(Candidate scalar, Calibration base) {
        double all = clock.nanos(scalar, Workload.survey(Workload.Form.ROWS), 1);
        double few = clock.nanos(scalar, Workload.survey(Workload.Form.REDUCED), 1);
        Problem rows = Workload.survey(Workload.Form.ROWS).problem();
        Problem cells = Workload.survey(Workload.Form.REDUCED).problem();
        double perRow = (all - few) / (count(rows) - count(cells));
        double perCoordinate = Math.max(0, few - perRow * count(cells)) / dimension(cells);
        return base.with(new Calibration.Scalar(NOT_WARM * perRow, NOT_WARM * perCoordinate));
    }

    /** Between what a row costs where there are many and where there are few, for which the coordinates count too. */
    private Calibration simd(Candidate simd, Calibration base) {
        double start = clock.simdStartSeconds();
        double product = 1;
        for (Workload.Form form : List.of(Workload.Form.ROWS, Workload.Form.REDUCED)) {
            Workload workload = Workload.survey(form);
            product *= clock.nanos(simd, workload, LANES) / count(workload.problem());
        }
        return base.with(new Calibration.Simd(start, Math.sqrt(product), LANES));
    }

    /** A batch of one chain is launches alone; then many chains of a model with few coordinates, then of one with many. */
    private Calibration gpu(Candidate gpu, Calibration base) {
        Workload rows = Workload.logistic();
        Workload coordinates = Workload.survey(Workload.Form.REDUCED);
        double launch = clock.nanos(gpu, rows, 1);
        double work = (clock.nanos(gpu, rows, MANY) - launch) / MANY;
        double moved = (clock.nanos(gpu, coordinates, MANY) - launch) / MANY;
        // Two equations: work and movement of both models.
        double rows1 = count(rows.problem());
        double rows2 = count(coordinates.problem());
        double moves1 = dimension(rows.problem());
        double moves2 = dimension(coordinates.problem());
        double determinant = rows1 * moves2 - rows2 * moves1;
        double perRow = (work * moves2 - moved * moves1) / determinant;
        double perCoordinate = (rows1 * moved - rows2 * work) / determinant;
        return base.with(new Calibration.Gpu(Math.max(0, perRow), Math.max(0, perCoordinate), launch));
    }

    private static int count(Problem problem) {
        return problem.tasks().getFirst().rows().count();
    }

    private static int dimension(Problem problem) {
        return problem.tasks().getFirst().dimension();
    }

    private static double startSeconds() {
        Workload workload = Workload.survey(Workload.Form.ROWS);
        Regression regression = Regression.of(workload.formula()).seed(1).on(Compute.on("simd"));
        double first = seconds(regression.fit(workload.table()));
        double later = first;
        for (int k = 0; k < 3; k++) {
            later = Math.min(later, seconds(regression.fit(workload.table())));
        }
        return first - later;
    }

    private static double seconds(Fit fit) {
        return fit.run().seconds().total();
    }
}
