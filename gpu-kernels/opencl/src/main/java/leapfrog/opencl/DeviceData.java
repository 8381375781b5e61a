package leapfrog.opencl;

import leapfrog.engine.Problem;
import leapfrog.model.ModelData.Rows;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_command_queue;
import org.jocl.cl_mem;

/** Holds the data of all tasks on the device: uploaded once, shared by the evaluators of a session. */
final class DeviceData implements AutoCloseable {
    private final Handles handles = new Handles();
    private final Handle<cl_mem> tables;
    private final Handle<cl_mem> numbers;
    private final Handle<cl_mem> columns;

    DeviceData(Programs.Compiled compiled, OpenClDevice device, Problem problem, TaskTables data) {
        long copy = CL.CL_MEM_READ_ONLY | CL.CL_MEM_COPY_HOST_PTR;
        try (Handle<cl_command_queue> queue = OpenCl.queue(compiled.context(), device)) {
            tables = handles.own(OpenCl.buffer(
                    compiled.context(), copy, (long) data.tables().length * Integer.BYTES, Pointer.to(data.tables())));
            numbers = handles.own(OpenCl.buffer(
                    compiled.context(), copy, (long) data.numbers().length * Double.BYTES, Pointer.to(data.numbers())));
            long bytes = Math.max(1, data.rows() * data.columns()) * Double.BYTES;
            columns = handles.own(OpenCl.buffer(compiled.context(), CL.CL_MEM_READ_ONLY, bytes, null));
            for (int column = 0; column < data.columns(); column++) {
                upload(queue.get(), problem, column, column * data.rows());
            }
        } catch (RuntimeException e) {
            handles.close();
            throw e;
        }
    }

    /** Writes one column of all tasks, from element {@code at} on. */
    private void upload(cl_command_queue queue, Problem problem, int column, long at) {
        for (var task : problem.tasks()) {
            Rows rows = task.rows();
            double[] values = TaskTables.column(problem.structure(), rows, column);
            if (values != null && rows.count() > 0) {
                long bytes = (long) rows.count() * Double.BYTES;
                OpenCl.check(
                        "clEnqueueWriteBuffer of the rows of " + task.name(),
                        CL.clEnqueueWriteBuffer(
                                queue,
                                columns.get(),
                                CL.CL_TRUE,
                                at * Double.BYTES,
                                bytes,
                                Pointer.to(values),
                                0,
                                null,
                                null));
            }
            at += rows.count();
        }
    }

    cl_mem tables() {
        return tables.get();
    }

    cl_mem numbers() {
        return numbers.get();
    }

    cl_mem columns() {
        return columns.get();
    }

    @Override
    public void close() {
        handles.close();
    }
}
