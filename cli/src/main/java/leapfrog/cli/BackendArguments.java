package leapfrog.cli;

import leapfrog.model.InputException;
import leapfrog.regression.Compute;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Reads the options that say what to compute on. */
final class BackendArguments {
    @Option(
            names = "--backend",
            paramLabel = "NAME",
            defaultValue = "auto",
            description =
                    "auto (default), scalar, simd, opencl, opencl-resident or tornado; a named one is taken or the"
                            + " command fails")
    private String backend = "auto";

    @Option(
            names = "--device",
            paramLabel = "NAME",
            defaultValue = "",
            description = "part of a device's name, or its index as 'leapfrog devices' prints it")
    private String device = "";

    @Option(names = "--threads", paramLabel = "N", description = "host threads (default: all processors)")
    private @Nullable Integer threads;

    Compute compute() {
        return compute(Runtime.getRuntime().availableProcessors());
    }

    /** @param otherwise threads where none are given */
    Compute compute(int otherwise) {
        int count = threads == null ? otherwise : threads;
        if (count < 1) {
            throw new InputException("--threads is " + count + "; it must be at least 1");
        }
        return new Compute(backend, device, count);
    }
}
