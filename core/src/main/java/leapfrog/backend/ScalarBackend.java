package leapfrog.backend;

import java.util.List;
import leapfrog.engine.Backend;
import leapfrog.engine.DeviceOffer;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.Problem;
import leapfrog.engine.Session;
import leapfrog.model.ModelStructure;

/** Offers the scalar reference as a backend: every model on every machine, one point after the other. */
public final class ScalarBackend implements Backend {
    static final String NAME = "scalar";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<DeviceOffer> probe() {
        Runtime runtime = Runtime.getRuntime();
        return List.of(new DeviceOffer.Available(
                NAME,
                "",
                "host processor",
                "plain Java",
                DeviceOffer.Kind.CPU,
                true,
                runtime.maxMemory(),
                runtime.availableProcessors()));
    }

    @Override
    public Support supports(ModelStructure structure, EngineOptions options) {
        return new Support.Yes();
    }

    @Override
    public Session open(Problem problem, EngineOptions options) {
        return new ScalarSession(problem, options.threads());
    }
}
