package leapfrog.engine;

import java.util.List;
import java.util.Optional;
import leapfrog.model.ModelStructure;

/**
 * Opens sessions on one kind of hardware. Found with {@link java.util.ServiceLoader}; must be cheap to construct and to
 * {@link #name()}, and must never throw for want of hardware or libraries: {@link #probe()} says what is missing.
 */
public interface Backend {
    /** The name used with {@code --backend}: scalar, simd, opencl. */
    String name();

    /** What this machine offers, one entry a device; at least one entry, an {@link DeviceOffer.Unavailable} one if there is nothing. */
    List<DeviceOffer> probe();

    /** Whether this backend can evaluate this structure here under these options. */
    Support supports(ModelStructure structure, EngineOptions options);

    /**
     * Uploads the data and prepares kernels.
     *
     * @throws DeviceException if the device cannot be opened
     */
    Session open(Problem problem, EngineOptions options);

    /**
     * What to judge a device's speed by; empty where nothing is known of it, and of hosts.
     *
     * @param device as in {@link EngineOptions}
     * @throws DeviceException if the device cannot be opened
     */
    default Optional<Yardstick> yardstick(String device) {
        return Optional.empty();
    }

    /** The answer of {@link #supports}. */
    sealed interface Support {
        /** It can. */
        record Yes() implements Support {}

        /** Why not, and what the user can do. */
        record No(String reason, String remedy) implements Support {
            /** The same as an error of a backend that was asked for by name. */
            public DeviceException refusal(String backend) {
                return new DeviceException("backend " + backend + ": " + reason + "; " + remedy);
            }
        }

        /** It can, but not in this Java process: the launcher starts another one that can, once this one has ended and asked for it. */
        record Elsewhere() implements Support {}
    }
}
