package leapfrog.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import leapfrog.engine.DeviceOffer;
import leapfrog.math.LogGamma;
import leapfrog.math.Softplus;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_command_queue;
import org.jocl.cl_context;
import org.jocl.cl_kernel;
import org.jocl.cl_mem;
import org.jocl.cl_program;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds the kernels' functions to those of core, where densities never take them by chance. */
class DeviceMathTest {
    /** Arguments of a call: a multiple of every width. */
    private static final int COUNT = 320;
    /** Results for each argument. */
    private static final int RESULTS = 4;

    private static final String KERNELS = """
            __kernel void elementary(__global const real *x, __global const double *pairs, int count, __global real *to) {
                size_t i = get_global_id(0);
                to[4 * i] = fast_exp(x[i]);
                to[4 * i + 1] = fast_exp(-x[i]);
                real inverse;
                to[4 * i + 2] = fast_log1p(fabs(x[i]), &inverse);
                to[4 * i + 3] = inverse;
            }

        __kernel void tails(__global const real *t, __global const double *pairs, int count, __global real *to) {
            size_t i = get_global_id(0);
            Tails tails = tails_of(t[i]);
            to[4 * i] = tails.softplus;
            to[4 * i + 1] = tails.softplus_minus;
            to[4 * i + 2] = tails.logistic;
            to[4 * i + 3] = tails.logistic_minus;
        }

        __kernel void gammas(__global const real *a, __global const double *pairs, int count, __global real *to) {
            size_t i = get_global_id(0);
            real slope;
            to[4 * i] = sum_of_rising(a[i], count, pairs, &slope);
            to[4 * i + 1] = slope;
            to[4 * i + 2] = half_step(a[i], &slope);
            to[4 * i + 3] = slope;
        }
        """;

    /** A handful of operations of half a unit in the last place each; what is not finite, and gradual underflow, come out exactly. */
    @ParameterizedTest
    @EnumSource(
            value = DeviceOffer.Kind.class,
            names = {"CPU", "GPU"})
    void expAndLog1pAgreeWithJava(DeviceOffer.Kind kind) {
        double[] x =
                new Random(4).doubles(COUNT).map(u -> Math.sinh(14 * u - 7)).toArray();
        double[] odd = {
            0,
            -0.0,
            1e-300,
            1e-17,
            0.4142,
            0.4143,
            1,
            709.7,
            709.8,
            745.2,
            747,
            1e10,
            1e300,
            Double.MAX_VALUE,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.NaN
        };
        System.arraycopy(odd, 0, x, 0, odd.length);
        double[] to = call(kind, "elementary", x);
        for (int i = 0; i < COUNT; i++) {
            double[] expected = {Math.exp(x[i]), Math.exp(-x[i]), Math.log1p(Math.abs(x[i])), 1 / (1 + Math.abs(x[i]))};
            for (int k = 0; k < RESULTS; k++) {
                double bound = Double.isFinite(expected[k]) ? 4 * Math.ulp(expected[k]) : 0;
                assertEquals(expected[k], at(kind, to, i, k), bound, k + " at " + x[i]);
            }
        }
    }

    /**
     * In either tail the results keep their relative precision: exp, log1p and a handful of operations half a unit each are within 10
     * units in the last place.
     */
    @ParameterizedTest
    @EnumSource(
            value = DeviceOffer.Kind.class,
            names = {"CPU", "GPU"})
    void softplusAndLogisticKeepTheirRelativePrecision(DeviceOffer.Kind kind) {
        double[] t = new Random(5)
                .doubles(COUNT)
                .map(u -> Math.sinh(14 * u - 7) * 1.2)
                .toArray();
        t[0] = 0;
        t[1] = 1e-300;
        t[2] = -700;
        t[3] = 700;
        double[] to = call(kind, "tails", t);
        for (int i = 0; i < COUNT; i++) {
            double[] expected = {
                Softplus.of(t[i]), Softplus.of(-t[i]), Softplus.logistic(t[i]), Softplus.logistic(-t[i])
            };
            for (int k = 0; k < RESULTS; k++) {
                assertEquals(expected[k], at(kind, to, i, k), 10 * Math.ulp(expected[k]), k + " at " + t[i]);
            }
        }
    }

    /**
     * Sums of at most 16 logarithms and of the two series, on both sides: 40 roundings and 3 units in the last place of each
     * logarithm, relative to the largest part, make less than 2·10⁻¹⁴.
     */
    @ParameterizedTest
    @EnumSource(
            value = DeviceOffer.Kind.class,
            names = {"CPU", "GPU"})
    void differencesOfLogGammaAgreeWithCore(DeviceOffer.Kind kind) {
        double[] a =
                new Random(6).doubles(COUNT).map(u -> Math.exp(60 * u - 25)).toArray();
        a[0] = 1;
        a[1] = 9.5;
        a[2] = 1e-300;
        double[][] sets = {
            {1, 1}, {15, 1}, {16, 2}, {17, 1}, {18, 1}, {400, 1}, {1e9, 1}, {1, 3, 2, 1, 16, 2, 17, 5, 90, 1}, {}
        };
        for (double[] pairs : sets) {
            double[] to = call(kind, "gammas", a, pairs);
            for (int i = 0; i < COUNT; i++) {
                double rising = 0;
                double risingSlope = 0;
                double total = 0;
                for (int u = 0; u < pairs.length; u += 2) {
                    rising += pairs[u + 1] * LogGamma.rising(a[i], pairs[u]);
                    risingSlope += pairs[u + 1] * LogGamma.risingSlope(a[i], pairs[u]);
                    total += pairs[u + 1];
                }
                double largest = Math.max(Math.abs(rising), total * Math.max(1, Math.abs(Math.log(a[i]))));
                double halfStep = LogGamma.halfStep(a[i]);
                double halfStepSlope = LogGamma.halfStepSlope(a[i]);
                String where = "a = " + a[i] + ", " + pairs.length / 2 + " responses";
                assertEquals(rising, at(kind, to, i, 0), 2e-14 * largest, where);
                assertEquals(risingSlope, at(kind, to, i, 1), 2e-14 * risingSlope, where);
                assertEquals(halfStep, at(kind, to, i, 2), 2e-14 * Math.max(1, Math.abs(halfStep)), where);
                assertEquals(halfStepSlope, at(kind, to, i, 3), 2e-14 * halfStepSlope, where);
            }
        }
    }

    /** Result k for argument i: WIDTH of them stand together. */
    private static double at(DeviceOffer.Kind kind, double[] to, int i, int k) {
        int width = KernelShape.of(kind, 100).width();
        return to[(i / width * RESULTS + k) * width + i % width];
    }

    private static double[] call(DeviceOffer.Kind kind, String name, double[] from, double... pairs) {
        OpenClDevice device = RequiredDevice.find();
        KernelShape shape = KernelShape.of(kind, 100);
        ProgramSource program = ProgramSource.of(TestProblems.CROSSED, shape);
        ProgramSource extended = new ProgramSource(program.text() + KERNELS, program.options());
        double[] to = new double[RESULTS * COUNT];
        double[] table = pairs.length == 0 ? new double[2] : pairs;
        long copy = CL.CL_MEM_READ_ONLY | CL.CL_MEM_COPY_HOST_PTR;
        try (Handle<cl_context> context = OpenCl.context(device);
                Handle<cl_program> compiled = OpenCl.program(context.get(), device, extended, ProgramCache.NONE);
                Handle<cl_command_queue> queue = OpenCl.queue(context.get(), device);
                Handle<cl_kernel> kernel = OpenCl.kernel(compiled.get(), name);
                Handle<cl_mem> arguments =
                        OpenCl.buffer(context.get(), copy, (long) COUNT * Double.BYTES, Pointer.to(from));
                Handle<cl_mem> responses =
                        OpenCl.buffer(context.get(), copy, (long) table.length * Double.BYTES, Pointer.to(table));
                Handle<cl_mem> results =
                        OpenCl.buffer(context.get(), CL.CL_MEM_WRITE_ONLY, (long) to.length * Double.BYTES, null)) {
            CL.clSetKernelArg(kernel.get(), 0, Sizeof.cl_mem, Pointer.to(arguments.get()));
            CL.clSetKernelArg(kernel.get(), 1, Sizeof.cl_mem, Pointer.to(responses.get()));
            CL.clSetKernelArg(kernel.get(), 2, Sizeof.cl_int, Pointer.to(new int[] {pairs.length / 2}));
            CL.clSetKernelArg(kernel.get(), 3, Sizeof.cl_mem, Pointer.to(results.get()));
            long[] items = {COUNT / shape.width()};
            OpenCl.check(
                    "clEnqueueNDRangeKernel",
                    CL.clEnqueueNDRangeKernel(queue.get(), kernel.get(), 1, null, items, null, 0, null, null));
            OpenCl.check(
                    "clEnqueueReadBuffer",
                    CL.clEnqueueReadBuffer(
                            queue.get(),
                            results.get(),
                            CL.CL_TRUE,
                            0,
                            (long) to.length * Double.BYTES,
                            Pointer.to(to),
                            0,
                            null,
                            null));
        }
        return to;
    }
}
