package leapfrog.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import leapfrog.engine.Backend;
import leapfrog.engine.DeviceOffer;
import leapfrog.engine.Yardstick;

/**
 * Names a backend and device to be timed.
 *
 * @param device as options name it
 * @param host whether it computes on the caller's thread
 * @param gpu whether it is no processor and has double precision
 */
public record Candidate(Backend backend, String device, String label, boolean host, boolean gpu) {
    /** Every device that has double precision. */
    public static List<Candidate> of(List<Backend> backends) {
        List<Candidate> candidates = new ArrayList<>();
        for (Backend backend : backends) {
            for (DeviceOffer offer : backend.probe()) {
                if (offer instanceof DeviceOffer.Available there && there.fp64()) {
                    boolean host = there.index().isEmpty();
                    String label = backend.name() + (host ? "" : " " + there.index());
                    candidates.add(
                            new Candidate(backend, there.index(), label, host, there.kind() != DeviceOffer.Kind.CPU));
                }
            }
        }
        return candidates;
    }

    /**
     * What it can do at most, measured now; empty where nothing is known of the device.
     *
     * @param core of one core of the host
     * @throws leapfrog.engine.DeviceException if the device fails
     */
    public Optional<Limits> limits(Limits core) {
        if (host) {
            return Optional.of(core);
        }
        Optional<Yardstick> there = backend.yardstick(device);
        if (there.isEmpty()) {
            return Optional.empty();
        }
        try (Yardstick yardstick = there.get()) {
            return Optional.of(Limits.of(yardstick));
        }
    }

    /** Whether a host asks it for gradients, one batch at a time; others make whole transitions. */
    boolean asksForGradients() {
        return !backend.name().endsWith("-resident");
    }
}
