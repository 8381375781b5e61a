package leapfrog.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import leapfrog.random.ChainRandom;
import leapfrog.random.Purpose;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_command_queue;
import org.jocl.cl_context;
import org.jocl.cl_kernel;
import org.jocl.cl_mem;
import org.jocl.cl_program;
import org.junit.jupiter.api.Test;

/** Holds the device's random numbers to the host's. */
class DeviceRandomTest {
    private static final int COUNT = 20_000;
    /** Longs of a key: seed, chain, purpose, transition, index. */
    private static final int KEY = 5;

    private static final String KERNEL = """
        __kernel void numbers(__global const long *keys, __global long *bits, __global double *normals) {
            size_t i = get_global_id(0);
            __global const long *key = keys + 5 * i;
            Stream stream = {key[0], key[1]};
            bits[i] = random_bits(stream, key[2], key[3], key[4]);
            normals[i] = random_normal(stream, key[2], key[3], key[4]);
        }
        """;

    /** Integers are the same; normals too, as every operation of theirs is rounded correctly. */
    @Test
    void bitsAndNormalsAreThoseOfTheHost() {
        Random random = new Random(8);
        Purpose[] purposes = {Purpose.MOMENTUM, Purpose.DIRECTION, Purpose.SELECTION, Purpose.STEP_SIZE};
        int[] codes = {0, 1, 2, 4};
        long[] keys = new long[COUNT * KEY];
        int[] purpose = new int[COUNT];
        for (int i = 0; i < COUNT; i++) {
            purpose[i] = random.nextInt(4);
            long transition = i % 3 == 0 ? random.nextLong(1L << 56) : i;
            long index = i % 2 == 0 ? random.nextLong(1L << 33) : i / 7;
            long[] key = {random.nextLong(), random.nextInt(), codes[purpose[i]], transition, index};
            System.arraycopy(key, 0, keys, i * KEY, KEY);
        }
        long[] bits = new long[COUNT];
        double[] normals = new double[COUNT];
        call(keys, bits, normals);
        for (int i = 0; i < COUNT; i++) {
            ChainRandom host = new ChainRandom(keys[i * KEY], (int) keys[i * KEY + 1]);
            long transition = keys[i * KEY + 3];
            long index = keys[i * KEY + 4];
            assertEquals(host.bits(purposes[purpose[i]], transition, index), bits[i]);
            assertEquals(host.normal(purposes[purpose[i]], transition, index), normals[i]);
        }
    }

    private static void call(long[] keys, long[] bits, double[] normals) {
        OpenClDevice device = RequiredDevice.find();
        ProgramSource program = ProgramSource.of(TestProblems.CROSSED, new ResidentShape(1, true, false));
        ProgramSource extended = new ProgramSource(program.text() + KERNEL, program.options());
        long bytes = (long) COUNT * Long.BYTES;
        long copy = CL.CL_MEM_READ_ONLY | CL.CL_MEM_COPY_HOST_PTR;
        try (Handle<cl_context> context = OpenCl.context(device);
                Handle<cl_program> compiled = OpenCl.program(context.get(), device, extended, ProgramCache.NONE);
                Handle<cl_command_queue> queue = OpenCl.queue(context.get(), device);
                Handle<cl_kernel> kernel = OpenCl.kernel(compiled.get(), "numbers");
                Handle<cl_mem> from = OpenCl.buffer(context.get(), copy, KEY * bytes, Pointer.to(keys));
                Handle<cl_mem> integers = OpenCl.buffer(context.get(), CL.CL_MEM_WRITE_ONLY, bytes, null);
                Handle<cl_mem> reals = OpenCl.buffer(context.get(), CL.CL_MEM_WRITE_ONLY, bytes, null)) {
            new Arguments(kernel.get())
                    .memory(from.get())
                    .memory(integers.get())
                    .memory(reals.get());
            OpenCl.launch(queue.get(), kernel.get(), COUNT, 1);
            read(queue.get(), integers.get(), bytes, Pointer.to(bits));
            read(queue.get(), reals.get(), bytes, Pointer.to(normals));
        }
    }

    private static void read(cl_command_queue queue, cl_mem memory, long bytes, Pointer to) {
        OpenCl.check(
                "clEnqueueReadBuffer", CL.clEnqueueReadBuffer(queue, memory, CL.CL_TRUE, 0, bytes, to, 0, null, null));
    }
}
