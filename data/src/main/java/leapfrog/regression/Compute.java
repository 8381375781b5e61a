package leapfrog.regression;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import leapfrog.backend.BackendChoice;
import leapfrog.backend.Calibration;
import leapfrog.backend.MissingBackend;
import leapfrog.batch.BackendOpener;
import leapfrog.data.CalibrationFile;
import leapfrog.engine.Backend;
import leapfrog.engine.DeviceOffer;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.Problem;
import leapfrog.model.InputException;
import leapfrog.sample.BackendUse;
import leapfrog.sample.OpenBackend;

/**
 * Says what to compute on.
 *
 * @param backend a backend's name, or {@code auto}, which leaves the choice to Leapfrog
 * @param device a part of a device's name or its index, or "" for the first that fits; only with a backend's name
 * @param threads host threads, at least 1
 */
public record Compute(String backend, String device, int threads) implements BackendOpener, Serializable {
    private static final String SIMD = "simd";
    private static final String SCALAR = "scalar";
    private static final String TORNADO = "tornado";
    private static final String TORNADO_HOME = "TORNADOVM_HOME";

    /** Checks the number of threads. */
    public Compute {
        if (threads < 1) {
            throw new InputException("threads is " + threads + "; it must be at least 1");
        }
    }

    /** Whatever fits the problem best, on all processors. */
    public static Compute auto() {
        return on(BackendChoice.AUTO);
    }

    /** The fastest backend of the processor, with as many threads. */
    public Compute onProcessor() {
        boolean vectors = backends().stream()
                .anyMatch(candidate ->
                        candidate.name().equals(SIMD) && candidate.probe().getFirst() instanceof DeviceOffer.Available);
        return new Compute(vectors ? SIMD : SCALAR, "", threads);
    }

    /** The backend of this name, on all processors. */
    public static Compute on(String backend) {
        return new Compute(backend, "", Runtime.getRuntime().availableProcessors());
    }

    /** The same, but on this backend if none is named. */
    Compute preferring(String other) {
        return backend.equals(BackendChoice.AUTO) ? new Compute(other, device, threads) : this;
    }

    /**
     * The same on the backend and device that would be chosen for a problem, so that other problems get them too.
     *
     * @throws InputException as {@link #open}
     * @throws leapfrog.engine.DeviceException as {@link #open}
     * @throws leapfrog.engine.HandOverException as {@link #open}
     */
    public Compute chosenFor(Problem problem, int chains, long transitions) {
        BackendChoice choice = BackendChoice.choose(
                backends(), backend, problem, options(chains, transitions), calibration(calibrationFile()));
        return new Compute(choice.backend().name(), choice.options().device(), threads);
    }

    /**
     * What a backend is opened with.
     *
     * @param chains number of chains, or of points to be evaluated at once; a hint for sizes
     * @param transitions of each chain; a hint for the choice
     */
    public EngineOptions options(int chains, long transitions) {
        return new EngineOptions(chains, transitions, threads, device);
    }

    /** Whether the named backend has kernels for a problem; one that is not here, or is to be chosen, is not asked. */
    @Override
    public boolean supports(Problem problem, int chains, long transitions) {
        return backends().stream()
                .filter(candidate -> candidate.name().equals(backend))
                .noneMatch(candidate -> candidate.supports(problem.structure(), options(chains, transitions))
                        instanceof Backend.Support.No);
    }

    /**
     * Chooses a backend and opens it.
     *
     * @throws InputException if no backend has the name
     * @throws leapfrog.engine.DeviceException if a named backend or device cannot be used here, or none can
     * @throws leapfrog.engine.HandOverException if the chosen backend works in another process alone
     */
    @Override
    public OpenBackend open(Problem problem, int chains, long transitions) {
        long before = System.nanoTime();
        Optional<Path> file = calibrationFile();
        BackendChoice.Opened opened =
                BackendChoice.open(backends(), backend, problem, options(chains, transitions), calibration(file));
        BackendChoice choice = opened.choice();
        BackendUse use = new BackendUse(
                choice.backend().name(),
                opened.session().device(),
                choice.reason()
                        + file.map(path -> " (calibrated: " + path + ")").orElse(""),
                choice.rejections().stream()
                        .map(BackendChoice.Rejection::toString)
                        .toList());
        return new OpenBackend(opened.session(), use, (System.nanoTime() - before) * 1e-9);
    }

    /** The file by which is chosen; empty where nothing is, or the shipped figures hold. */
    private Optional<Path> calibrationFile() {
        return backend.equals(BackendChoice.AUTO) ? CalibrationFile.find(System.getenv()) : Optional.empty();
    }

    private static Calibration calibration(Optional<Path> file) {
        return file.map(CalibrationFile::read).orElse(Calibration.SHIPPED);
    }

    /** Every backend of this installation, and one that stands in for TornadoVM's where that has not been built. */
    public static List<Backend> backends() {
        List<Backend> backends = new ArrayList<>();
        // The loader of threads need not know what lies beside this class, as on Spark.
        ServiceLoader.load(Backend.class, Compute.class.getClassLoader()).forEach(backends::add);
        if (backends.stream().noneMatch(backend -> backend.name().equals(TORNADO))) {
            backends.add(missingTornado());
        }
        return backends;
    }

    private static Backend missingTornado() {
        String home = System.getenv(TORNADO_HOME);
        return new MissingBackend(
                TORNADO,
                home == null || home.isEmpty()
                        ? TORNADO_HOME + " is not set, so it has not been built"
                        : "it has not been built with what is in " + TORNADO_HOME + "=" + home,
                "set " + TORNADO_HOME + " to a TornadoVM SDK for JDK 25, a folder with share/java/tornado in it, and"
                        + " start ./leapfrog, which builds it");
    }
}
