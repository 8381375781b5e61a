package leapfrog.tornado;

import java.util.concurrent.atomic.AtomicInteger;
import leapfrog.engine.DeviceException;
import leapfrog.model.Likelihood;
import uk.ac.manchester.tornado.api.GridScheduler;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.TornadoExecutionPlan;
import uk.ac.manchester.tornado.api.WorkerGrid;
import uk.ac.manchester.tornado.api.WorkerGrid1D;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.exceptions.TornadoInternalError;
import uk.ac.manchester.tornado.api.types.arrays.DoubleArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * Runs the kernels on one device as one plan: rows, far pieces where there are any, sums. The tables are sent once, when it is built;
 * each execution sends the points and what their rows read, and brings back their sums. Serves one thread.
 */
final class Launch implements AutoCloseable {
    /** TornadoVM builds one plan at a time. */
    static final Object BUILDING = new Object();

    /** Work-items of a group. */
    private static final int GROUP = 128;

    private static final AtomicInteger GRAPHS = new AtomicInteger();

    private final WorkerGrid rowItems = items();
    private final WorkerGrid farItems = items();
    private final WorkerGrid sumItems = items();
    private final TornadoExecutionPlan plan;

    /**
     * Builds and executes it once, so that the kernels are compiled; {@code points} has to be valid.
     *
     * @param places of a point's numbers in the arrays that stay on the device
     * @param points as {@link Field} has them
     * @param inputs of the points; {@code sums} are written
     */
    Launch(
            TornadoDevice device,
            ProblemTables tables,
            Likelihood likelihood,
            int places,
            IntArray points,
            DoubleArray inputs,
            DoubleArray sums) {
        IntArray numbers = tables.tables();
        DoubleArray columns = tables.columns();
        DoubleArray scores =
                new DoubleArray(Math.max(1, places * tables.largest().scores()));
        DoubleArray partials =
                new DoubleArray(Math.max(1, places * tables.largest().partials()));
        String name = "leapfrog" + GRAPHS.getAndIncrement();
        KernelContext context = new KernelContext();
        TaskGraph graph = new TaskGraph(name)
                .transferToDevice(DataTransferMode.FIRST_EXECUTION, numbers, columns)
                .transferToDevice(DataTransferMode.EVERY_EXECUTION, points, inputs)
                .task(
                        "rows",
                        RowKernel::rows,
                        context,
                        numbers,
                        columns,
                        points,
                        inputs,
                        scores,
                        partials,
                        sums,
                        likelihood.ordinal(),
                        likelihood.parameters().size());
        if (tables.largest().farPieces() > 0) {
            graph.task("far", SumKernels::farPieces, context, numbers, columns, points, scores, partials, sums);
        }
        graph.task("sums", SumKernels::sums, context, numbers, points, partials, sums)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, sums)
                // Never asked for: what is not named here is allocated anew by each execution, and never freed.
                .transferToHost(DataTransferMode.UNDER_DEMAND, scores, partials);
        GridScheduler grid = new GridScheduler();
        grid.addWorkerGrid(name + ".rows", rowItems);
        grid.addWorkerGrid(name + ".far", farItems);
        grid.addWorkerGrid(name + ".sums", sumItems);
        synchronized (BUILDING) {
            plan = new TornadoExecutionPlan(graph.snapshot()).withDevice(device).withGridScheduler(grid);
            try {
                execute(TaskSize.NOTHING, 0);
            } catch (DeviceException e) {
                close();
                throw e;
            }
        }
    }

    private static WorkerGrid items() {
        WorkerGrid grid = new WorkerGrid1D(GROUP);
        grid.setLocalWork(GROUP, 1, 1);
        return grid;
    }

    /**
     * Makes the sums of all points.
     *
     * @param most the largest need of any of them
     * @param padded number of points, padded
     */
    void execute(TaskSize most, int padded) {
        ask(rowItems, padded, most.rowPieces());
        ask(farItems, padded, most.farPieces());
        ask(sumItems, padded, most.addedSums());
        try {
            plan.execute();
        } catch (RuntimeException | TornadoInternalError e) {
            throw new DeviceException("TornadoVM failed: " + e.getMessage(), e);
        }
    }

    /** A kernel that has nothing to do gets one group, which finds that out. */
    private static void ask(WorkerGrid grid, int padded, int each) {
        grid.setGlobalWork((long) Math.max(1, Math.ceilDiv(padded * each, GROUP)) * GROUP, 1, 1);
    }

    /** What is executed. */
    TornadoExecutionPlan plan() {
        return plan;
    }

    @Override
    public void close() {
        TaskPlan.release(plan);
    }
}
