package leapfrog.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import leapfrog.engine.Backend;
import leapfrog.engine.DeviceOffer;
import leapfrog.regression.Compute;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists every backend and device with what it can do, or why there is none and what would help. */
@Command(
        name = "devices",
        mixinStandardHelpOptions = true,
        description = "Lists every backend and its devices, or why there is none and what to do.")
final class DevicesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        for (Backend backend : Compute.backends()) {
            for (DeviceOffer offer : backend.probe()) {
                out.println(line(offer));
            }
        }
        out.flush();
        return ExitCode.DONE;
    }

    private static String line(DeviceOffer offer) {
        return switch (offer) {
            case DeviceOffer.Available there ->
                String.format(
                        Locale.ROOT,
                        "%-15s %-5s %s (%s): %s, %s, %.1f GB, %d compute units",
                        there.backend(),
                        there.index(),
                        there.device(),
                        there.driver(),
                        there.kind().name().toLowerCase(Locale.ROOT),
                        there.fp64() ? "fp64" : "no fp64",
                        there.memoryBytes() * 1e-9,
                        there.computeUnits());
            case DeviceOffer.Unavailable missing ->
                String.format("%-15s not available: %s; %s", missing.backend(), missing.reason(), missing.remedy());
        };
    }
}
