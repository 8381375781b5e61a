package leapfrog.opencl;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import leapfrog.engine.Backend;
import leapfrog.engine.DeviceException;
import leapfrog.engine.DeviceOffer;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.Problem;
import leapfrog.engine.Session;
import leapfrog.engine.Yardstick;
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
        return OpenClDevices.offers(NAME);
    }

    @Override
    public Support supports(ModelStructure structure, EngineOptions options) {
        return switch (DeviceChoice.of(options.device())) {
            case DeviceChoice.Taken taken -> new Support.Yes();
            case DeviceChoice.None none -> new Support.No(none.reason(), none.remedy());
        };
    }

    @Override
    public Session open(Problem problem, EngineOptions options) {
        return switch (DeviceChoice.of(options.device())) {
            case DeviceChoice.Taken taken -> new OpenClSession(treatment.apply(taken.device()), problem, options);
            case DeviceChoice.None none -> throw new DeviceException("opencl: " + none.reason() + "; " + none.remedy());
        };
    }

    @Override
    public Optional<Yardstick> yardstick(String device) {
        return switch (DeviceChoice.of(device)) {
            case DeviceChoice.Taken taken -> Optional.of(new DeviceYardstick(taken.device()));
            case DeviceChoice.None none -> Optional.empty();
        };
    }
}
