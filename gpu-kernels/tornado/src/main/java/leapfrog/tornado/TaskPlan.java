package leapfrog.tornado;

import leapfrog.engine.DeviceException;
import uk.ac.manchester.tornado.api.GridScheduler;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.TornadoExecutionPlan;
import uk.ac.manchester.tornado.api.TornadoExecutionResult;
import uk.ac.manchester.tornado.api.WorkerGrid;
import uk.ac.manchester.tornado.api.WorkerGrid1D;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.exceptions.TornadoExecutionPlanException;
import uk.ac.manchester.tornado.api.exceptions.TornadoInternalError;

/** Executes a graph of one task on a device. Serves one thread. */
final class TaskPlan implements AutoCloseable {
    /** The only task of a graph. */
    static final String TASK = "task";

    private final TornadoExecutionPlan plan;
    private boolean built;

    /**
     * Compiles nothing yet.
     *
     * @param name of the graph, whose task is {@link #TASK}
     * @param items a multiple of those of a group
     */
    TaskPlan(TornadoDevice device, String name, TaskGraph graph, int items, int group) {
        WorkerGrid grid = new WorkerGrid1D(items);
        grid.setLocalWork(group, 1, 1);
        plan = new TornadoExecutionPlan(graph.snapshot())
                .withDevice(device)
                .withGridScheduler(new GridScheduler(name + "." + TASK, grid));
    }

    /** Returns when all is done. */
    TornadoExecutionResult execute() {
        try {
            if (built) {
                return plan.execute();
            }
            synchronized (Launch.BUILDING) {
                TornadoExecutionResult first = plan.execute();
                built = true;
                return first;
            }
        } catch (RuntimeException | TornadoInternalError e) {
            throw new DeviceException("TornadoVM failed: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        release(plan);
    }

    /** Gives back what a plan holds of its device. */
    static void release(TornadoExecutionPlan plan) {
        try {
            plan.close();
        } catch (TornadoExecutionPlanException e) {
            throw new DeviceException("TornadoVM could not release its memory: " + e.getMessage(), e);
        }
    }
}
