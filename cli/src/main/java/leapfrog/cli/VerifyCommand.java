package leapfrog.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import leapfrog.backend.BackendChoice;
import leapfrog.backend.TransitionVerification;
import leapfrog.backend.Verification;
import leapfrog.engine.Backend;
import leapfrog.engine.DeviceException;
import leapfrog.engine.DeviceOffer;
import leapfrog.engine.EngineOptions;
import leapfrog.model.InputException;
import leapfrog.regression.Compute;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Compares every backend and device of this machine with the scalar reference. */
@Command(
        name = "verify",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = {
            "Compares log densities and gradients of this machine's backends and devices with the scalar reference, on"
                    + " generated models, and prints the largest relative errors; then transitions of the sampler, of"
                    + " which rounding may make one in a thousand another one. Exit code 4 if one is wrong or fails."
        })
final class VerifyCommand implements Callable<Integer> {
    @Mixin
    private BackendArguments arguments = new BackendArguments();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Compute compute = arguments.compute();
        boolean every = compute.backend().equals(BackendChoice.AUTO);
        List<Backend> backends = every ? Compute.backends() : List.of(named(compute.backend()));
        out.printf(
                Locale.ROOT,
                "allowed: log density %.0e, gradient %.0e (relative; absolute below 1)%n",
                Verification.LOG_DENSITY_TOLERANCE,
                Verification.GRADIENT_TOLERANCE);
        int code = ExitCode.DONE;
        int verified = 0;
        EngineOptions options = compute.options(64, 0);
        for (Backend backend : backends) {
            for (DeviceOffer offer : backend.probe()) {
                switch (offer) {
                    case DeviceOffer.Unavailable missing -> {
                        out.printf(
                                "%-15s not available: %s; %s%n", missing.backend(), missing.reason(), missing.remedy());
                        code = every ? code : ExitCode.DEVICE;
                    }
                    case DeviceOffer.Available there
                    when there.isNamed(options.device()) -> {
                        code = Math.max(code, verify(backend, there, options, out));
                        verified++;
                    }
                    case DeviceOffer.Available other -> {}
                }
                out.flush();
            }
        }
        if (verified == 0 && code == ExitCode.DONE) {
            throw new DeviceException("no device '" + options.device() + "'; 'leapfrog devices' lists them");
        }
        return code;
    }

    /** @throws InputException if there is none of this name */
    private static Backend named(String name) {
        List<Backend> backends = Compute.backends();
        return backends.stream()
                .filter(backend -> backend.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InputException("unknown backend '" + name + "'; backends are: "
                        + String.join(
                                ", ",
                                backends.stream().map(Backend::name).sorted().toList())));
    }

    private static int verify(Backend backend, DeviceOffer.Available offer, EngineOptions options, PrintWriter out) {
        EngineOptions there = options.on(offer.index());
        try {
            Verification.Result result = Verification.of(backend, there);
            out.printf(
                    Locale.ROOT,
                    "%-15s %s: %s; %d batches, %d points, largest errors: log density %.1e, gradient %.1e%n",
                    backend.name(),
                    result.device(),
                    result.failure().map(text -> "WRONG, " + text).orElse("passed"),
                    result.cases(),
                    result.points(),
                    result.logDensityError(),
                    result.gradientError());
            out.flush();
            if (!result.passed()) {
                return ExitCode.DEVICE;
            }
            TransitionVerification.Result transitions = TransitionVerification.of(backend, there);
            out.printf(
                    Locale.ROOT,
                    "%-15s %s: %d transitions, %d of them other ones than the reference's%n",
                    "",
                    transitions.passed() ? "passed" : "WRONG",
                    transitions.transitions(),
                    transitions.flipped());
            return transitions.passed() ? ExitCode.DONE : ExitCode.DEVICE;
        } catch (DeviceException e) {
            out.printf("%-15s %s: failed: %s%n", backend.name(), offer.device(), e.getMessage());
            return ExitCode.DEVICE;
        }
    }
}
