package leapfrog.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import leapfrog.engine.Backend;
import leapfrog.engine.DeviceException;
import leapfrog.engine.DeviceOffer;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.HandOverException;
import leapfrog.engine.Problem;
import leapfrog.engine.Session;
import leapfrog.model.InputException;

/**
 * Chooses a backend, once, and says why: a pure function of the problem's sizes, the options, what the backends offer and a
 * calibration.
 *
 * <p>{@code auto} takes a GPU through {@code opencl}, or {@code opencl-resident} where the calibration has measured that this is faster, where
 * it expects the GPU to need less than half of the time of {@code simd}, else {@code simd}, but {@code scalar} where that is done before vector kernels are compiled. Where no GPU could pay, OpenCL is not even probed. OpenCL devices that are
 * processors are never candidates. A backend that is named is taken or refused; nothing stands in for it. Where the one to be taken works in another
 * process alone, the choice is a {@link HandOverException}, so that it does not depend on the process that it is made in.
 *
 * @param backend to open
 * @param options with which to open it; the device may have been filled in
 * @param reason why, in one line
 * @param rejections why not each other one
 */
public record BackendChoice(Backend backend, EngineOptions options, String reason, List<Rejection> rejections) {
    /** The name that leaves the choice to Leapfrog. */
    public static final String AUTO = "auto";

    private static final String SIMD = "simd";
    private static final String OPENCL = "opencl";
    private static final String RESIDENT = "opencl-resident";

    /** Takes unmodifiable copies. */
    public BackendChoice {
        rejections = List.copyOf(rejections);
    }

    /** Why a backend was not taken, and what would help. */
    public record Rejection(String backend, String reason, String remedy) {
        /** One line. */
        @Override
        public String toString() {
            return backend + ": " + reason + "; " + remedy;
        }
    }

    /** An open session, and the choice that led to it. */
    public record Opened(Session session, BackendChoice choice) {}

    /**
     * Chooses and opens. When the choice was left to Leapfrog and opening fails, the next candidate is tried.
     *
     * @param backends that exist
     * @param wanted a backend's name, or {@link #AUTO}
     * @throws InputException if no backend has the name
     * @throws DeviceException if a named backend cannot be used, or none can
     * @throws HandOverException if the chosen one works in another process alone
     */
    public static Opened open(
            List<Backend> backends, String wanted, Problem problem, EngineOptions options, Calibration calibration) {
        List<Backend> left = new ArrayList<>(backends);
        List<Rejection> failed = new ArrayList<>();
        while (true) {
            BackendChoice choice = choose(left, wanted, problem, options, calibration);
            List<Rejection> rejections = new ArrayList<>(failed);
            rejections.addAll(choice.rejections());
            try {
                Session session = choice.backend().open(problem, choice.options());
                return new Opened(
                        session, new BackendChoice(choice.backend(), choice.options(), choice.reason(), rejections));
            } catch (DeviceException e) {
                left.remove(choice.backend());
                if (!wanted.equals(AUTO) || left.isEmpty()) {
                    throw e;
                }
                String message = String.valueOf(e.getMessage());
                failed.add(new Rejection(choice.backend().name(), message, "see leapfrog devices"));
            }
        }
    }

    /**
     * Chooses without opening.
     *
     * @throws InputException if no backend has the name, or a device is named without a backend
     * @throws DeviceException if a named backend cannot be used here, or none can
     * @throws HandOverException if the chosen one works in another process alone
     */
    public static BackendChoice choose(
            List<Backend> backends, String wanted, Problem problem, EngineOptions options, Calibration calibration) {
        return wanted.equals(AUTO)
                ? automatic(backends, problem, options, calibration)
                : named(backends, wanted, problem, options);
    }

    private static BackendChoice named(List<Backend> backends, String name, Problem problem, EngineOptions options) {
        Backend backend = find(backends, name)
                .orElseThrow(() -> new InputException("unknown backend '" + name
                        + "'; backends are: "
                        + backends.stream()
                                .map(Backend::name)
                                .sorted()
                                .collect(Collectors.joining(", ", AUTO + ", ", ""))));
        if (List.of(SIMD, ScalarBackend.NAME).contains(name)) {
            requireDevice(backend, options.device());
        }
        return switch (backend.supports(problem.structure(), options)) {
            case Backend.Support.Yes yes ->
                new BackendChoice(backend, options, name + ": asked for by name", List.of());
            case Backend.Support.No no -> throw no.refusal(name);
            case Backend.Support.Elsewhere elsewhere -> throw new HandOverException(name);
        };
    }

    /** The host's backends open the one device there is, whatever is asked for. */
    private static void requireDevice(Backend backend, String wanted) {
        for (DeviceOffer offer : backend.probe()) {
            if (offer instanceof DeviceOffer.Available there && !there.isNamed(wanted)) {
                throw new Backend.Support.No(
                                "no device '" + wanted + "'",
                                "its one device is: " + there.device() + "; leave --device out")
                        .refusal(backend.name());
            }
        }
    }

    private static BackendChoice automatic(
            List<Backend> backends, Problem problem, EngineOptions options, Calibration calibration) {
        if (!options.device().isEmpty()) {
            throw new InputException("device '" + options.device()
                    + "' needs its backend named too; backends are: "
                    + backends.stream().map(Backend::name).sorted().collect(Collectors.joining(", ")));
        }
        int chains = Math.max(1, options.chains());
        Work work = Work.of(problem);
        String size = chains + " chains × " + work;
        Calibration.Simd simd = calibration.simd();
        double host = simd.nanos(chains, work, options.threads());
        List<Rejection> rejections = new ArrayList<>();
        List<Candidate> candidates = new ArrayList<>();
        double gpu = calibration.gpu().nanos(chains, work);
        Calibration.Resident resident = calibration.resident();
        double alone = resident == null ? Double.POSITIVE_INFINITY : resident.nanos(chains, work);
        if (alone < gpu) {
            String times = String.format(
                    Locale.ROOT,
                    "%s: %.1f µs a leapfrog expected on a GPU by itself, %.1f µs a gradient with the host's help, %.1f"
                            + " µs by simd",
                    size,
                    alone / 1e3,
                    gpu / 1e3,
                    host / 1e3);
            gpu(backends, RESIDENT, 2 * alone < host, times, options, rejections, candidates);
        }
        String times = String.format(
                Locale.ROOT, "%s: %.1f µs a gradient expected on a GPU, %.1f µs by simd", size, gpu / 1e3, host / 1e3);
        gpu(backends, OPENCL, 2 * gpu < host, times, options, rejections, candidates);
        int threads = Math.clamp(options.threads(), 1, chains);
        long transitions = options.transitions();
        double plain = calibration.scalar().seconds(chains, transitions, work, threads);
        host(
                backends,
                options,
                plain < simd.seconds(transitions, host),
                simd.byRows(chains, work, options.threads())
                        ? ", rows shared out among " + options.threads() + " threads"
                        : "",
                chains + " chains × " + transitions + " transitions × " + work,
                candidates);
        for (Backend backend : backends) {
            boolean considered = List.of(OPENCL, SIMD, ScalarBackend.NAME).contains(backend.name())
                    || backend.name().equals(RESIDENT) && alone < gpu;
            if (!considered && !(backend instanceof MissingBackend)) {
                String why = !backend.name().equals(RESIDENT)
                        ? "never taken unasked"
                        : resident == null ? "not taken unasked before it is calibrated" : "slower than opencl here";
                rejections.add(new Rejection(backend.name(), why, "--backend " + backend.name() + " takes it"));
            }
        }
        return first(candidates, problem, rejections);
    }

    /**
     * The host's backends: vector kernels first, unless plain Java is done before they are compiled.
     *
     * @param plain whether it is
     * @param sharing how vector kernels share out the work, but for chains
     */
    private static void host(
            List<Backend> backends,
            EngineOptions options,
            boolean plain,
            String sharing,
            String size,
            List<Candidate> candidates) {
        Optional<Candidate> simd = find(backends, SIMD)
                .map(backend -> new Candidate(backend, options, "vector instructions" + sharing + ", for " + size));
        Optional<Candidate> scalar = find(backends, ScalarBackend.NAME)
                .map(backend -> new Candidate(
                        backend,
                        options,
                        plain && simd.isPresent()
                                ? "plain Java is done with " + size + " before vector kernels are compiled"
                                : "the reference, as nothing faster is here"));
        if (plain) {
            scalar.ifPresent(candidates::add);
            simd.ifPresent(candidates::add);
        } else {
            simd.ifPresent(candidates::add);
            scalar.ifPresent(candidates::add);
        }
    }

    /** A backend in the order of preference, with what would be said if it is taken. */
    private record Candidate(Backend backend, EngineOptions options, String reason) {}

    private static BackendChoice first(List<Candidate> candidates, Problem problem, List<Rejection> rejections) {
        Optional<BackendChoice> taken = Optional.empty();
        for (Candidate candidate : candidates) {
            Backend backend = candidate.backend();
            if (taken.isPresent()) {
                String winner = taken.get().backend().name();
                rejections.add(new Rejection(
                        backend.name(),
                        "slower than " + winner + " here",
                        "--backend " + backend.name() + " takes it"));
                continue;
            }
            switch (backend.supports(problem.structure(), candidate.options())) {
                case Backend.Support.Yes yes -> {
                    String reason = backend.name() + ": " + candidate.reason();
                    taken = Optional.of(new BackendChoice(backend, candidate.options(), reason, List.of()));
                }
                case Backend.Support.No no -> rejections.add(new Rejection(backend.name(), no.reason(), no.remedy()));
                case Backend.Support.Elsewhere elsewhere -> throw new HandOverException(backend.name());
            }
        }
        BackendChoice choice = taken.orElseThrow(() -> new DeviceException("no backend can be used: "
                + rejections.stream().map(Rejection::toString).collect(Collectors.joining("; "))));
        return new BackendChoice(choice.backend(), choice.options(), choice.reason(), rejections);
    }

    /** The options that open the first GPU in double precision; without one, says why. */
    /** Makes a candidate or a rejection of a backend for GPUs, if there is one of this name. */
    private static void gpu(
            List<Backend> backends,
            String name,
            boolean pays,
            String times,
            EngineOptions options,
            List<Rejection> rejections,
            List<Candidate> candidates) {
        find(backends, name).ifPresent(backend -> {
            if (pays) {
                gpu(backend, options, rejections)
                        .ifPresent(onGpu -> candidates.add(new Candidate(backend, onGpu, times)));
            } else {
                rejections.add(new Rejection(name, times, "--backend " + name + " takes it nevertheless"));
            }
        });
    }

    private static Optional<EngineOptions> gpu(Backend backend, EngineOptions options, List<Rejection> rejections) {
        List<String> others = new ArrayList<>();
        for (DeviceOffer offer : backend.probe()) {
            switch (offer) {
                case DeviceOffer.Available device -> {
                    if (device.kind() != DeviceOffer.Kind.CPU && device.fp64()) {
                        return Optional.of(options.on(device.index()));
                    }
                    others.add(device.device() + (device.fp64() ? " is a processor" : " has no double precision"));
                }
                case DeviceOffer.Unavailable missing -> {
                    rejections.add(new Rejection(backend.name(), missing.reason(), missing.remedy()));
                    return Optional.empty();
                }
            }
        }
        String why = others.isEmpty() ? "no device" : "no GPU: " + String.join(", ", others);
        rejections.add(new Rejection(
                backend.name(), why, "--backend " + backend.name() + " takes the first device nevertheless"));
        return Optional.empty();
    }

    private static Optional<Backend> find(List<Backend> backends, String name) {
        return backends.stream().filter(backend -> backend.name().equals(name)).findFirst();
    }
}
