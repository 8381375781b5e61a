package leapfrog.tornado;

import leapfrog.engine.GradientBatch;
import leapfrog.model.Likelihood;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.types.arrays.DoubleArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** Sums over the rows of up to so many points at once: lays them out for a {@link Launch}. Serves one thread. */
final class Tile implements AutoCloseable {
    /** What points are padded to, so that those of one piece start a group of work-items that run together. */
    private static final int PADDED_TO = 32;

    private final ProblemTables tables;
    private final IntArray points;
    private final DoubleArray inputs;
    private final DoubleArray sums;
    private final Launch launch;
    private TaskSize most = TaskSize.NOTHING;

    Tile(TornadoDevice device, ProblemTables tables, Likelihood likelihood, int capacity) {
        this.tables = tables;
        int places = places(capacity);
        points = new IntArray(Field.POINTS_HEADER + capacity * Field.POINT_FIELDS);
        inputs = new DoubleArray(Math.max(1, places * tables.largest().inputs()));
        sums = new DoubleArray(Math.max(1, places * tables.largest().sums()));
        begin(0);
        launch = new Launch(device, tables, likelihood, places, points, inputs, sums);
    }

    /**
     * From one number of a point to the next: from 64 points on an odd number of cache lines, so that numbers of a point do not fall into
     * the same few places of a cache.
     */
    private static int stride(int points) {
        return points < 64 ? points : (Math.ceilDiv(points, 8) | 1) * 8;
    }

    /** What strides of this many points, of any tasks, come to at most. */
    static int places(int points) {
        return points < 64 ? points : points + points / 4;
    }

    /** How many points of any tasks fit into so many places. */
    static long pointsIn(long places) {
        return places < 64 ? places : Math.max(63, places * 4 / 5);
    }

    private void begin(int count) {
        points.set(Field.POINTS, count);
        points.set(Field.POINTS_PADDED, Math.max(1, Math.ceilDiv(count, PADDED_TO)) * PADDED_TO);
        most = TaskSize.NOTHING;
    }

    /** Lays out the points of blocks from {@code first} on; those of one task beside each other share a stride. */
    void lay(GradientBatch batch, int first, int count) {
        begin(count);
        TaskSize next = TaskSize.NOTHING;
        for (int run = 0; run < count; ) {
            int task = batch.task(first + run);
            int end = run + 1;
            while (end < count && batch.task(first + end) == task) {
                end++;
            }
            lay(tables.size(task), next, run, end - run);
            next = next.plus(tables.size(task), stride(end - run));
            most = most.orMore(tables.size(task));
            run = end;
        }
    }

    /** Lays out a run of points of one task, whose numbers start behind those before. */
    private void lay(TaskSize size, TaskSize before, int run, int count) {
        for (int k = 0; k < count; k++) {
            int at = Field.POINTS_HEADER + (run + k) * Field.POINT_FIELDS;
            points.set(at + Field.POINT_TASK, size.header());
            points.set(at + Field.POINT_STRIDE, stride(count));
            points.set(at + Field.POINT_INPUTS, before.inputs() + k);
            points.set(at + Field.POINT_SCORES, before.scores() + k);
            points.set(at + Field.POINT_PARTIALS, before.partials() + k);
            points.set(at + Field.POINT_SUMS, before.sums() + k);
        }
    }

    /** Sets what the rows of a point read. */
    void write(int point, double[] input, int length) {
        int stride = field(point, Field.POINT_STRIDE);
        int place = field(point, Field.POINT_INPUTS);
        for (int k = 0; k < length; k++) {
            inputs.set(place + k * stride, input[k]);
        }
    }

    /** Fetches the sums of a point. */
    void read(int point, double[] target, int length) {
        int stride = field(point, Field.POINT_STRIDE);
        int place = field(point, Field.POINT_SUMS);
        for (int k = 0; k < length; k++) {
            target[k] = sums.get(place + k * stride);
        }
    }

    private int field(int point, int field) {
        return points.get(Field.POINTS_HEADER + point * Field.POINT_FIELDS + field);
    }

    /** Makes the sums of all points. */
    void execute() {
        launch.execute(most, points.get(Field.POINTS_PADDED));
    }

    @Override
    public void close() {
        launch.close();
    }
}
