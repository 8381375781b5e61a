package leapfrog.bench;

import java.util.List;
import java.util.Optional;
import leapfrog.backend.Calibration;
import leapfrog.backend.Work;
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

        /** Nanoseconds of a leapfrog of so many chains, in whole transitions. */
        double leapfrogNanos(Candidate candidate, Workload workload, int chains);

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
                        return TimingProcess.time(Subject.GRADIENT, candidate, workload, List.of(chains))[0][0];
                    }

                    @Override
                    public double leapfrogNanos(Candidate candidate, Workload workload, int chains) {
                        return TimingProcess.time(Subject.TRANSITION, candidate, workload, List.of(chains))[0][0];
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
        Optional<Candidate> gpu = onGpu(candidates, "opencl");
        if (gpu.isPresent()) {
            calibration = gpu(gpu.get(), calibration);
        }
        Optional<Candidate> resident = onGpu(candidates, "opencl-resident");
        return resident.isPresent() ? resident(resident.get(), calibration) : calibration;
    }

    private static Optional<Candidate> onGpu(List<Candidate> candidates, String name) {
        return named(candidates.stream().filter(Candidate::gpu).toList(), name);
    }

    private static Optional<Candidate> named(List<Candidate> candidates, String name) {
        return candidates.stream()
                .filter(candidate -> candidate.backend().name().equals(name))
                .findFirst();
    }

    /** Two sizes of rows, with the same coordinates, tell what a row and what a coordinate costs. */
    private Calibration scalar(Candidate scalar, Calibration base) {
        Timed rows = time(scalar, Workload.survey(Workload.Form.ROWS), 1);
        Timed cells = time(scalar, Workload.survey(Workload.Form.REDUCED), 1);
        Timed integrated = time(scalar, Workload.survey(Workload.Form.INTEGRATED), 1);
        double perRow = (rows.nanos() - cells.nanos()) / (rows.rows() - cells.rows());
        double perCoordinate = cells.perCoordinate(perRow);
        return base.with(new Calibration.Scalar(
                NOT_WARM * perRow, NOT_WARM * integrated.perRow(perCoordinate), NOT_WARM * perCoordinate));
    }

    /** Between what a row costs where there are many and where there are few, for which the coordinates count too. */
    private Calibration simd(Candidate simd, Calibration base) {
        double start = clock.simdStartSeconds();
        Timed rows = time(simd, Workload.survey(Workload.Form.ROWS), LANES);
        Timed cells = time(simd, Workload.survey(Workload.Form.REDUCED), LANES);
        Timed integrated = time(simd, Workload.survey(Workload.Form.INTEGRATED), LANES);
        return base.with(new Calibration.Simd(
                start,
                Math.sqrt(rows.nanos() / rows.rows() * cells.nanos() / cells.rows()),
                integrated.nanos() / integrated.rows(),
                LANES));
    }

    /** A batch of one chain is launches alone; then many chains of a model with few coordinates, of one with many, and of one without most. */
    private Calibration gpu(Candidate gpu, Calibration base) {
        double launch = clock.nanos(gpu, Workload.logistic(), 1);
        Timed few = oneOfMany(gpu, Workload.logistic(), launch);
        Timed many = oneOfMany(gpu, Workload.survey(Workload.Form.REDUCED), launch);
        Timed integrated = oneOfMany(gpu, Workload.survey(Workload.Form.INTEGRATED), launch);
        // Two equations: work and movement of two models.
        double determinant = few.rows() * many.dimension() - many.rows() * few.dimension();
        double perRow = Math.max(0, (few.nanos() * many.dimension() - many.nanos() * few.dimension()) / determinant);
        double perCoordinate = Math.max(0, (few.rows() * many.nanos() - many.rows() * few.nanos()) / determinant);
        return base.with(new Calibration.Gpu(perRow, integrated.perRow(perCoordinate), perCoordinate, launch));
    }

    /** One chain alone waits for itself; what many take beyond that is throughput. */
    private Calibration resident(Candidate resident, Calibration base) {
        Timed cells = leapfrog(resident, Workload.Form.REDUCED, 1);
        Timed many = leapfrog(resident, Workload.Form.REDUCED, MANY);
        Timed integrated = leapfrog(resident, Workload.Form.INTEGRATED, MANY);
        double wait = cells.nanos() / cells.rows();
        return base.with(new Calibration.Resident(wait, beyond(many, wait) / MANY, beyond(integrated, wait) / MANY));
    }

    private Timed leapfrog(Candidate resident, Workload.Form form, int chains) {
        Workload workload = Workload.survey(form);
        return new Timed(clock.leapfrogNanos(resident, workload, chains), Work.of(workload.problem()));
    }

    /** A row's time beyond this one. */
    private static double beyond(Timed timed, double wait) {
        return Math.max(0, timed.nanos() / timed.rows() - wait);
    }

    private Timed time(Candidate candidate, Workload workload, int chains) {
        return new Timed(clock.nanos(candidate, workload, chains), Work.of(workload.problem()));
    }

    private Timed oneOfMany(Candidate gpu, Workload workload, double launch) {
        Timed all = time(gpu, workload, MANY);
        return new Timed((all.nanos() - launch) / MANY, all.work());
    }

    /** How long a gradient took, and what it had to do. */
    private record Timed(double nanos, Work work) {
        double rows() {
            return work.rows();
        }

        double dimension() {
            return work.dimension();
        }

        /** What a row costs, if a coordinate costs so much. */
        double perRow(double perCoordinate) {
            return Math.max(0, nanos - dimension() * perCoordinate) / rows();
        }

        /** What a coordinate costs, if a row costs so much. */
        double perCoordinate(double perRow) {
            return Math.max(0, nanos - rows() * perRow) / dimension();
        }
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
