package leapfrog.backend;

import java.util.List;
import leapfrog.engine.Backend;
import leapfrog.engine.DeviceOffer;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.Problem;
import leapfrog.engine.Session;
import leapfrog.model.ModelStructure;

/**
 * Stands in for a backend that this installation lacks, so that it is known by name and says what to do; {@code auto} passes it over in silence.
 *
 * @param reason why it is not here
 * @param remedy what the user can do
 */
public record MissingBackend(String name, String reason, String remedy) implements Backend {
    @Override
    public List<DeviceOffer> probe() {
        return List.of(new DeviceOffer.Unavailable(name, reason, remedy));
    }

    @Override
    public Support supports(ModelStructure structure, EngineOptions options) {
        return new Support.No(reason, remedy);
    }

    @Override
    public Session open(Problem problem, EngineOptions options) {
        throw new Support.No(reason, remedy).refusal(name);
    }
}
