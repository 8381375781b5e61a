package leapfrog.opencl;

import leapfrog.engine.DeviceException;

/**
 * Fixes the sizes of all that device-resident chains need, before anything is allocated. Draws do not depend on them.
 *
 * @param shape of the program
 * @param stride coordinates that a vector has room for
 * @param sums partial sums of a point
 * @param workLength doubles that a work-group needs of the device's memory while it computes a point
 * @param maxDepth of trees
 * @param slots chains on the device at once
 * @param transitions of each chain in one launch, at most
 * @param metrics dense metrics on the device at once; chains that adapt together share theirs
 */
record ResidentPlan(
        ResidentShape shape,
        int stride,
        int sums,
        long workLength,
        int maxDepth,
        int slots,
        int transitions,
        int metrics) {
    /** Results of one launch that are worth waiting for; a chain's at least. */
    private static final long RESULT_BYTES = 64L << 20;

    /** Transitions of one launch at most, so that a cancellation is soon heard. */
    private static final int MOST_TRANSITIONS = 16;

    /** Of the device's memory, what Leapfrog plans to take; drivers and displays need the rest. */
    private static final double SHARE = 0.75;

    /** Of that, what dense metrics may take where every chain has its own. */
    private static final double METRIC_SHARE = 0.25;

    /** Launches in progress: one computes while the results of the other are handed out. */
    static final int FLIGHTS = 2;

    /** @throws DeviceException with the sizes if the data or a single chain cannot fit */
    static ResidentPlan of(OpenClDevice device, TaskTables tables, int team, boolean dense, int maxDepth, int chains) {
        int stride = 1;
        int sums = 1;
        int residuals = 0;
        for (TaskTables.Size size : tables.sizes()) {
            stride = Math.max(stride, size.dimension());
            sums = Math.max(sums, size.sums());
            residuals = Math.max(residuals, size.residuals());
        }
        long scratch = (long) ResidentShape.scratch(team) * Double.BYTES;
        if (scratch > device.localBytes()) {
            throw new DeviceException("a work-group of " + team + " work-items adds up in " + MemoryPlan.words(scratch)
                    + " of its own memory, of which " + device.name() + " has " + MemoryPlan.words(device.localBytes())
                    + "; set " + ResidentBackend.TEAM + " to less");
        }
        long point = 2L * stride + sums;
        boolean local = scratch + point * Double.BYTES <= device.localBytes() / 2;
        long work = local ? residuals : residuals + point;
        ResidentPlan one = new ResidentPlan(
                new ResidentShape(team, local, dense), stride, sums, work, maxDepth, 1, 1, dense ? 1 : 0);
        return one.fit(device, tables, Math.max(1, chains));
    }

    private ResidentPlan fit(OpenClDevice device, TaskTables tables, int chains) {
        long columns = tables.rows() * tables.columns() * Double.BYTES;
        long usable = (long) (SHARE * device.memoryBytes());
        long metricBytes = (long) stride * stride * Double.BYTES;
        long metricRoom = Math.min(device.allocationBytes(), (long) (METRIC_SHARE * usable));
        int held = (int) Math.min(metrics * (long) chains, Math.max(metrics, metricRoom / metricBytes));
        long fixed = columns + tables.bytes() + held * metricBytes;
        if (columns > device.allocationBytes()) {
            throw DeviceException.outOfMemory("the rows need one buffer of " + MemoryPlan.words(columns) + ", "
                    + device.name() + " allows " + MemoryPlan.words(device.allocationBytes()));
        }
        // A host buffer holds less than 2^31 bytes.
        long allocation = Math.min(device.allocationBytes(), Integer.MAX_VALUE - 65536L);
        long largest = Math.max(slotLength(), workLength) * Double.BYTES;
        long result = resultLength(1, 1) * Double.BYTES;
        long chain = largestOfSlot() * Double.BYTES + FLIGHTS * (result + startBytes());
        if (fixed + chain > usable
                || Math.max(largest, held * metricBytes) > device.allocationBytes()
                || result > allocation) {
            throw DeviceException.outOfMemory("the data need " + MemoryPlan.words(fixed) + " and each chain of "
                    + stride + " coordinates " + MemoryPlan.words(chain) + " for trees of depth " + maxDepth + "; "
                    + device.name() + " has " + MemoryPlan.words(usable) + " to use, and at most "
                    + MemoryPlan.words(allocation) + " in one buffer");
        }
        long fits =
                Math.min(Math.min(device.allocationBytes() / largest, allocation / result), (usable - fixed) / chain);
        int slotsThatFit = (int) Math.min(chains, fits);
        long row = (long) rowLength() * Double.BYTES;
        long room = Math.min(RESULT_BYTES, (usable - fixed - slotsThatFit * chain) / FLIGHTS);
        int transitionsThatFit = (int) Math.clamp(room / (slotsThatFit * row), 1, MOST_TRANSITIONS);
        return new ResidentPlan(shape, stride, sums, workLength, maxDepth, slotsThatFit, transitionsThatFit, held);
    }

    private long largestOfSlot() {
        return slotLength() + workLength + ResidentField.STATE_FIELDS;
    }

    private long startBytes() {
        return (startLength() + ResidentField.ORDER_FIELDS) * (long) Double.BYTES;
    }

    /** Doubles of the vectors of a chain. */
    long slotLength() {
        return (ResidentField.VECTOR_MOMENTA + ResidentField.momenta(maxDepth)) * (long) stride;
    }

    /** Doubles that a chain's start is handed over in. */
    int startLength() {
        return 2 * stride + ResidentField.STATE_FIELDS;
    }

    /** Doubles of a transition: the position and statistics. */
    int rowLength() {
        return stride + ResidentField.STATISTIC_FIELDS;
    }

    /** Doubles of the results of so many entries and transitions each. */
    long resultLength(int entries, int most) {
        return entries * ((long) most * rowLength() + ResidentField.STATE_FIELDS + momentLength());
    }

    /** Doubles of the moments of a chain. */
    int momentLength() {
        return 4 * stride;
    }

    /** Bytes of local memory of a work-group; at least one number. */
    long localBytes() {
        long point = shape.local() ? 2L * stride + sums : 0;
        return Math.max(1, ResidentShape.scratch(shape.team()) + point) * Double.BYTES;
    }
}
