package leapfrog.tornado;

import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.types.arrays.DoubleArray;

/** Computes on a device what densities are made of: a root, a logarithm, an exponential, and a comparison that NaN must fail. */
final class ArithmeticKernel {
    static final int ROOT = 0;
    static final int LOGARITHM = 1;
    /** exp(−x). */
    static final int EXPONENTIAL = 2;
    /**
     * Whether x is below or above 1: {@link #ORDERED}, or {@link #UNORDERED}. (TornadoVM makes x ≥ 1 of not x &lt; 1, so no kernel may ask
     * that of what may be NaN.)
     */
    static final int COMPARISON = 3;

    /** Results of an argument. */
    static final int RESULTS = 4;

    static final double ORDERED = 1;
    static final double UNORDERED = 0;

    private static final String NAME = "leapfrogArithmetic";

    private ArithmeticKernel() {}

    static void apply(KernelContext context, DoubleArray arguments, DoubleArray results) {
        int item = context.globalIdx;
        double x = arguments.get(item);
        results.set(item * RESULTS + ROOT, Math.sqrt(x));
        results.set(item * RESULTS + LOGARITHM, Math.log(x));
        results.set(item * RESULTS + EXPONENTIAL, Math.exp(-x));
        double below = x < 1.0 ? ORDERED : UNORDERED;
        results.set(item * RESULTS + COMPARISON, 1.0 < x ? ORDERED : below);
    }

    /** [arguments][RESULTS] computed on a device. */
    static double[][] results(TornadoDevice device, double[] arguments) {
        DoubleArray input = DoubleArray.fromArray(arguments);
        DoubleArray output = new DoubleArray(arguments.length * RESULTS);
        TaskGraph graph = new TaskGraph(NAME)
                .transferToDevice(DataTransferMode.EVERY_EXECUTION, input)
                .task(TaskPlan.TASK, ArithmeticKernel::apply, new KernelContext(), input, output)
                .transferToHost(DataTransferMode.EVERY_EXECUTION, output);
        try (TaskPlan plan = new TaskPlan(device, NAME, graph, arguments.length, arguments.length)) {
            plan.execute();
        }
        double[][] results = new double[arguments.length][RESULTS];
        for (int k = 0; k < arguments.length; k++) {
            for (int r = 0; r < RESULTS; r++) {
                results[k][r] = output.get(k * RESULTS + r);
            }
        }
        return results;
    }
}
