package leapfrog.opencl;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import leapfrog.engine.Backend;
import leapfrog.engine.DeviceException;
import leapfrog.engine.DeviceOffer;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.Problem;
import leapfrog.engine.Session;
import leapfrog.model.ModelStructure;

/**
 * Evaluates gradients on OpenCL devices in double precision. Nothing native is loaded before {@link #probe}, {@link #supports} or
 * {@link #open} is called.
 */
public final class OpenClBackend implements Backend {
    static final String NAME = "opencl";

    private final UnaryOperator<OpenClDevice> treatment;

    /** For {@link java.util.ServiceLoader}. */
    public OpenClBackend() {
        this(UnaryOperator.identity());
    }

    /** @param treatment what to take each device for; lets the kernels of one kind of device be tried on another */
    OpenClBackend(UnaryOperator<OpenClDevice> treatment) {
        this.treatment = treatment;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<DeviceOffer> probe() {
        return switch (OpenClDevices.probe()) {
            case OpenClDevices.Found found ->
                found.devices().stream()
                        .map(device -> (DeviceOffer) device.offer())
                        .toList();
            case OpenClDevices.Missing missing ->
                List.of(new DeviceOffer.Unavailable(NAME, missing.reason(), missing.remedy()));
        };
    }

    @Override
    public Support supports(ModelStructure structure, EngineOptions options) {
        if (structure.marginal() != null) {
            return new Support.No(
                    "it has no kernel for effects that are integrated out", "sample them: --marginalize off");
        }
        return switch (choose(options)) {
            case Choice.Taken taken -> new Support.Yes();
            case Choice.None none -> new Support.No(none.reason(), none.remedy());
        };
    }

    @Override
    public Session open(Problem problem, EngineOptions options) {
        return switch (choose(options)) {
            case Choice.Taken taken -> new OpenClSession(treatment.apply(taken.device()), problem, options);
            case Choice.None none -> throw new DeviceException("opencl: " + none.reason() + "; " + none.remedy());
        };
    }

    /** The device that options ask for, or why there is none. */
    private sealed interface Choice {
        record Taken(OpenClDevice device) implements Choice {}

        record None(String reason, String remedy) implements Choice {}
    }

    private static Choice choose(EngineOptions options) {
        return switch (OpenClDevices.probe()) {
            case OpenClDevices.Missing missing -> new Choice.None(missing.reason(), missing.remedy());
            case OpenClDevices.Found found -> choose(found.devices(), options.device());
        };
    }

    private static Choice choose(List<OpenClDevice> devices, String wanted) {
        List<OpenClDevice> named =
                devices.stream().filter(device -> device.matches(wanted)).toList();
        String all = devices.stream()
                .map(device -> device.index() + " " + device.name())
                .collect(Collectors.joining(", "));
        if (named.isEmpty()) {
            return new Choice.None("no device '" + wanted + "'", "OpenCL devices are: " + all);
        }
        return named.stream()
                .filter(OpenClDevice::fp64)
                .findFirst()
                .<Choice>map(Choice.Taken::new)
                .orElseGet(() -> new Choice.None(
                        "no double precision (cl_khr_fp64) on "
                                + named.getFirst().name(),
                        "choose another device with --device; OpenCL devices are: " + all));
    }
}
