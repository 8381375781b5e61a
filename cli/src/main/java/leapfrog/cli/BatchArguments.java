package leapfrog.cli;

import java.nio.file.Path;
import leapfrog.model.InputException;
import leapfrog.regression.Compute;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reads the options that say where a batch is kept and how long it runs. */
final class BatchArguments {
    @Option(names = "--out", paramLabel = "DIR", description = "where the batch is kept")
    private @Nullable Path out;

    @Mixin
    private DeviceFailureArguments deviceFailure = new DeviceFailureArguments();

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
    Compute standIn(Compute compute) {
        return deviceFailure.standIn(compute);
    }

    /**
     * Refuses what is wrong by itself, and a length of time that is none; 0 stops before the first fit.
     *
     * @throws InputException if it is negative or not a number
     */
    void check() {
        deviceFailure.check();
        if (maxSeconds != null && !(maxSeconds >= 0)) {
            throw new InputException("--max-seconds is " + maxSeconds + "; it must be at least 0");
        }
    }

    /** Whether a run that began then has taken as long as it may. */
    boolean timeIsUp(long began) {
        return maxSeconds != null && (System.nanoTime() - began) * 1e-9 > maxSeconds;
    }

    boolean quiet() {
        return quiet;
    }
}
