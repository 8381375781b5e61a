package leapfrog.bench;

import java.util.ArrayList;
import java.util.List;
import leapfrog.engine.Backend;
import leapfrog.engine.DeviceOffer;

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

    /** Whether a host asks it for gradients, one batch at a time; others make whole transitions. */
    boolean asksForGradients() {
        return !backend.name().endsWith("-resident");
    }
}
