package leapfrog.cli;

import java.nio.file.Path;
import java.util.List;
import leapfrog.batch.BackendOpener;
import leapfrog.regression.Compute;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Reads the options that say where a batch is kept and how long it runs. */
final class BatchArguments {
    @Option(names = "--out", paramLabel = "DIR", description = "where the batch is kept")
    private @Nullable Path out;

    @Option(
            names = "--on-device-failure",
            paramLabel = "cpu|stop",
            defaultValue = "cpu",
            description =
                    "what happens when a device has failed, was opened again and fails again: the processor goes on"
                            + " (cpu, the default), or the batch stops with all fits so far kept")
    private String onDeviceFailure = "cpu";

    @Option(
            names = "--max-seconds",
            paramLabel = "S",
            description = "stop after so many seconds, with all fits so far kept; the same command goes on")
    private @Nullable Double maxSeconds;

    @Option(names = "--quiet", description = "print nothing but errors")
    private boolean quiet;

    /** The folder, or null. */
    @Nullable
    Path out() {
        return out;
    }

    /** Keeps the batch here instead. */
    void setOut(Path folder) {
        out = folder;
    }

    /** What computes when a device has failed for good; null to stop then. */
    @Nullable
    BackendOpener standIn(Compute compute) {
        return Arguments.oneOf("--on-device-failure", onDeviceFailure, List.of("cpu", "stop")) == 0
                ? compute.onProcessor()
                : null;
    }

    /** Whether a run that began then has taken as long as it may. */
    boolean timeIsUp(long began) {
        return maxSeconds != null && (System.nanoTime() - began) * 1e-9 > maxSeconds;
    }

    boolean quiet() {
        return quiet;
    }
}
