package leapfrog.opencl;

import leapfrog.backend.TransitionContract;

/** Holds device-resident chains to the host engine's transitions, as a processor computes them. */
final class ResidentTransitionTest extends TransitionContract {
    ResidentTransitionTest() {
        super(RequiredDevice.resident(1));
    }
}
