package leapfrog.simd;

import java.util.List;
import leapfrog.engine.Backend;
import leapfrog.engine.DeviceOffer;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.Problem;
import leapfrog.engine.Session;
import leapfrog.model.ModelStructure;
import org.jspecify.annotations.Nullable;

/** Offers the processor's vector units as a backend. Names no type of the Vector API, so that it loads where that is missing. */
public final class SimdBackend implements Backend {
    private static final String NAME = "simd";

    private final Striping striping;

    /** The backend as it is found. */
    public SimdBackend() {
        this(Striping.USUAL);
    }

    SimdBackend(Striping striping) {
        this.striping = striping;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<DeviceOffer> probe() {
        Support.No missing = VectorModule.missing();
        if (missing != null) {
            return List.of(new DeviceOffer.Unavailable(NAME, missing.reason(), missing.remedy()));
        }
        Runtime runtime = Runtime.getRuntime();
        return List.of(new DeviceOffer.Available(
                NAME,
                "",
                System.getProperty("os.arch") + " processor, " + 64 * Lanes.PREFERRED.length() + "-bit vectors",
                "Vector API of Java " + Runtime.version().feature(),
                DeviceOffer.Kind.CPU,
                true,
                runtime.maxMemory(),
                runtime.availableProcessors()));
    }

    @Override
    public Support supports(ModelStructure structure, EngineOptions options) {
        if (VectorModule.elsewhere()) {
            return new Support.Elsewhere();
        }
        Support.@Nullable No missing = VectorModule.missing();
        return missing != null ? missing : new Support.Yes();
    }

    @Override
    public Session open(Problem problem, EngineOptions options) {
        Support.@Nullable No missing = VectorModule.missing();
        if (missing != null) {
            throw missing.refusal(NAME);
        }
        return new SimdSession(problem, options, striping);
    }
}
