package leapfrog.cli;

import java.util.List;
import leapfrog.regression.Compute;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Reads what happens when a device fails for good in the middle of a batch. */
final class DeviceFailureArguments {
    private static final String NAME = "--on-device-failure";

    @Option(
            names = NAME,
            paramLabel = "cpu|stop",
            defaultValue = "cpu",
            description =
                    "what happens when a device has failed, was opened again and fails again: the processor goes on"
                            + " (cpu, the default), or the batch stops with all fits so far kept")
    private String then = "cpu";

    /** @throws leapfrog.model.InputException if it is neither */
    void check() {
        stops();
    }

    private boolean stops() {
        return Arguments.oneOf(NAME, then, List.of("cpu", "stop")) == 1;
    }

    /** What computes when this has failed for good; null to stop then. */
    @Nullable
    Compute standIn(Compute compute) {
        return stops() ? null : compute.onProcessor();
    }
}
