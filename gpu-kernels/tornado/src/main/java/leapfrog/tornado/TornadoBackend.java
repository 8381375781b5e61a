package leapfrog.tornado;

import java.util.List;
import java.util.Optional;
import leapfrog.engine.Backend;
import leapfrog.engine.DeviceException;
import leapfrog.engine.DeviceOffer;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.Problem;
import leapfrog.engine.Session;
import leapfrog.engine.Yardstick;
import leapfrog.model.ModelStructure;

/**
 * Evaluates gradients in double precision on the devices that TornadoVM compiles Java for. Nothing of TornadoVM is loaded before
 * {@link #probe}, {@link #supports} or {@link #open} is called, and it may be missing altogether.
 */
public final class TornadoBackend implements Backend {
    static final String NAME = "tornado";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<DeviceOffer> probe() {
        return switch (TornadoDevices.probe()) {
            case TornadoDevices.Missing(String reason, String remedy) ->
                List.of(new DeviceOffer.Unavailable(NAME, reason, remedy));
            case TornadoDevices.Found found ->
                found.devices().stream()
                        .<DeviceOffer>map(device -> device.offer(NAME))
                        .toList();
        };
    }

    @Override
    public Support supports(ModelStructure structure, EngineOptions options) {
        return switch (DeviceChoice.of(structure, options.device())) {
            case DeviceChoice.Taken taken -> new Support.Yes();
            case DeviceChoice.None(String reason, String remedy) -> new Support.No(reason, remedy);
        };
    }

    @Override
    public Session open(Problem problem, EngineOptions options) {
        return switch (DeviceChoice.of(problem.structure(), options.device())) {
            case DeviceChoice.Taken(TornadoTarget device) -> new TornadoSession(device, problem, options);
            case DeviceChoice.None(String reason, String remedy) ->
                throw new DeviceException(NAME + ": " + reason + "; " + remedy);
        };
    }

    @Override
    public Optional<Yardstick> yardstick(String device) {
        return DeviceChoice.of(device) instanceof DeviceChoice.Taken(TornadoTarget target)
                ? Optional.of(new TornadoYardstick(target))
                : Optional.empty();
    }
}
