package leapfrog.opencl;

import leapfrog.engine.DeviceOffer;

/**
 * Says how the program that makes whole transitions is laid out.
 *
 * @param team work-items of a work-group, which computes one chain: 1, or a multiple of 8
 * @param local whether a point's memory is the work-group's own, else a part of the device's
 * @param dense whether metrics are dense
 */
record ResidentShape(int team, boolean local, boolean dense) {
    /** Sums that a work-group makes at once, as {@code team.cl} has it. */
    private static final int SUMS_AT_ONCE = 6;

    /** Work-items of a work-group on a kind of device: a processor runs them one after the other. */
    static int team(DeviceOffer.Kind kind) {
        return kind == DeviceOffer.Kind.CPU ? 1 : 64;
    }

    /** How rows are cut for a team: a partition each. */
    static KernelShape kernels(int team) {
        return new KernelShape(1, 1, 1, 1, 1, team, true, 1, 4096);
    }

    /** Numbers of local memory that a team adds up with. */
    static int scratch(int team) {
        return team == 1 ? 0 : SUMS_AT_ONCE * (team + team / 8);
    }
}
