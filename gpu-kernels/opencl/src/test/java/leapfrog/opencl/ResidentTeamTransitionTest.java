package leapfrog.opencl;

import leapfrog.backend.TransitionContract;

/** Holds device-resident chains to the host engine's transitions with work-groups of several work-items, and points in the device's memory. */
final class ResidentTeamTransitionTest extends TransitionContract {
    ResidentTeamTransitionTest() {
        super(RequiredDevice.resident(16, 1 << 10));
    }
}
