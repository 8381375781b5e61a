package leapfrog.opencl;

import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_kernel;
import org.jocl.cl_mem;

/** Sets the arguments of a kernel, one after the other. */
final class Arguments {
    private final cl_kernel kernel;
    private int index;

    Arguments(cl_kernel kernel) {
        this.kernel = kernel;
    }

    /** What every kernel reads of a problem: its tables, numbers, columns and their length. */
    Arguments data(DeviceData data, TaskTables tables) {
        return memory(data.tables())
                .memory(data.numbers())
                .memory(data.columns())
                .number(tables.rows());
    }

    Arguments memory(cl_mem memory) {
        return set(Sizeof.cl_mem, Pointer.to(memory));
    }

    Arguments number(int value) {
        return set(Sizeof.cl_int, Pointer.to(new int[] {value}));
    }

    Arguments number(long value) {
        return set(Sizeof.cl_long, Pointer.to(new long[] {value}));
    }

    Arguments number(double value) {
        return set(Sizeof.cl_double, Pointer.to(new double[] {value}));
    }

    /** Local memory of so many bytes. */
    Arguments local(long bytes) {
        OpenCl.check("clSetKernelArg", CL.clSetKernelArg(kernel, index++, bytes, null));
        return this;
    }

    private Arguments set(long size, Pointer value) {
        OpenCl.check("clSetKernelArg", CL.clSetKernelArg(kernel, index++, size, value));
        return this;
    }
}
