package leapfrog.opencl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import leapfrog.engine.DeviceOffer;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_command_queue;
import org.jocl.cl_context;
import org.jocl.cl_kernel;
import org.jocl.cl_mem;
import org.jocl.cl_program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramCacheTest {
    private static final ProgramSource FORTY_TWO =
            new ProgramSource("__kernel void f(__global int *x) { x[0] = ANSWER; }", "-DANSWER=42");

    @TempDir
    private Path folder;

    private ProgramCache cache() {
        return new ProgramCache(Optional.of(folder.resolve("deep")));
    }

    private static OpenClDevice device(String driver) {
        return new OpenClDevice(
                null, null, "0:0", "a device", driver, DeviceOffer.Kind.GPU, true, 1 << 30, 1 << 28, 1 << 15, 1, "");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("deep"))) {
            return files.toList();
        }
    }

    @Test
    void whatIsKeptIsFoundForTheSameSourceOptionsDeviceAndDriverAlone() throws IOException {
        byte[] binary = {1, 2, 3};
        cache().keep(device("driver 1"), FORTY_TWO, binary);
        assertArrayEquals(binary, cache().find(device("driver 1"), FORTY_TWO).orElseThrow());
        assertTrue(cache().find(device("driver 2"), FORTY_TWO).isEmpty());
        ProgramSource otherOptions = new ProgramSource(FORTY_TWO.text(), "-DANSWER=43");
        assertTrue(cache().find(device("driver 1"), otherOptions).isEmpty());
        ProgramSource otherText = new ProgramSource(FORTY_TWO.text() + " ", FORTY_TWO.options());
        assertTrue(cache().find(device("driver 1"), otherText).isEmpty());
        assertEquals(1, files().size());
    }

    @Test
    void aFileThatWasChangedIsNotFound() throws IOException {
        cache().keep(device("driver"), FORTY_TWO, new byte[] {1, 2, 3});
        Path file = files().getFirst();
        byte[] content = Files.readAllBytes(file);
        content[content.length - 1]++;
        Files.write(file, content);
        assertTrue(cache().find(device("driver"), FORTY_TWO).isEmpty());
        Files.write(file, new byte[5]);
        assertTrue(cache().find(device("driver"), FORTY_TWO).isEmpty());
    }

    @Test
    void withoutAFolderOrWithOneThatCannotBeMadeNothingIsKept() throws IOException {
        ProgramCache none = ProgramCache.NONE;
        none.keep(device("driver"), FORTY_TWO, new byte[] {1});
        assertTrue(none.find(device("driver"), FORTY_TWO).isEmpty());
        Path file = Files.createFile(folder.resolve("file"));
        ProgramCache impossible = new ProgramCache(Optional.of(file.resolve("below")));
        impossible.keep(device("driver"), FORTY_TWO, new byte[] {1});
        assertTrue(impossible.find(device("driver"), FORTY_TWO).isEmpty());
    }

    @Test
    void theLeastLatelyUsedGo() throws IOException {
        for (int k = 0; k <= ProgramCache.MOST_FILES; k++) {
            cache().keep(device("driver " + k), FORTY_TWO, new byte[] {1});
            for (Path file : files()) {
                FileTime before = Files.getLastModifiedTime(file);
                Files.setLastModifiedTime(file, FileTime.fromMillis(before.toMillis() - 1000));
            }
            // Used again, at each turn.
            assertTrue(cache().find(device("driver 0"), FORTY_TWO).isPresent());
        }
        assertEquals(ProgramCache.MOST_FILES, files().size());
        assertTrue(cache().find(device("driver 1"), FORTY_TWO).isEmpty());
        assertTrue(cache().find(device("driver 2"), FORTY_TWO).isPresent());
    }

    @Test
    void theFolderIsTheEnvironments() {
        assertEquals(
                Optional.empty(),
                ProgramCache.of(Map.of("LEAPFROG_CACHE", "off")).folder());
        assertEquals(
                Optional.of(Path.of("/a", "opencl")),
                ProgramCache.of(Map.of("LEAPFROG_CACHE", "/a", "HOME", "/h")).folder());
        assertEquals(
                Optional.of(Path.of("/c", "leapfrog", "opencl")),
                ProgramCache.of(Map.of("XDG_CACHE_HOME", "/c", "HOME", "/h")).folder());
        assertEquals(
                Optional.of(Path.of("/h", ".cache", "leapfrog", "opencl")),
                ProgramCache.of(Map.of("HOME", "/h")).folder());
    }

    /** The second program is made of a source that does not compile: only the binary can have given it. */
    @Test
    void aProgramThatIsKeptComputesTheSame() throws IOException {
        OpenClDevice device = RequiredDevice.find();
        int before = Handle.live();
        try (Handle<cl_context> context = OpenCl.context(device)) {
            try (Handle<cl_program> compiled = OpenCl.program(context.get(), device, FORTY_TWO, cache())) {
                assertEquals(42, run(context.get(), device, compiled.get()));
            }
            byte[] binary = cache().find(device, FORTY_TWO).orElseThrow();
            ProgramSource wrong = new ProgramSource("this is no program", FORTY_TWO.options());
            cache().keep(device, wrong, binary);
            try (Handle<cl_program> kept = OpenCl.program(context.get(), device, wrong, cache())) {
                assertEquals(42, run(context.get(), device, kept.get()));
            }
        }
        assertEquals(before, Handle.live());
    }

    @Test
    void aBinaryThatTheDriverDoesNotTakeIsCompiledAgain() {
        OpenClDevice device = RequiredDevice.find();
        try (Handle<cl_context> context = OpenCl.context(device)) {
            byte[] nonsense = {7, 7, 7};
            cache().keep(device, FORTY_TWO, nonsense);
            try (Handle<cl_program> compiled = OpenCl.program(context.get(), device, FORTY_TWO, cache())) {
                assertEquals(42, run(context.get(), device, compiled.get()));
            }
            assertFalse(java.util.Arrays.equals(
                    nonsense, cache().find(device, FORTY_TWO).orElseThrow()));
        }
    }

    private static int run(cl_context context, OpenClDevice device, cl_program program) {
        int[] answer = new int[1];
        try (Handle<cl_command_queue> queue = OpenCl.queue(context, device);
                Handle<cl_kernel> kernel = OpenCl.kernel(program, "f");
                Handle<cl_mem> memory = OpenCl.buffer(context, CL.CL_MEM_READ_WRITE, Sizeof.cl_int, null)) {
            OpenCl.check("clSetKernelArg", CL.clSetKernelArg(kernel.get(), 0, Sizeof.cl_mem, Pointer.to(memory.get())));
            OpenCl.launch(queue.get(), kernel.get(), 1, 1);
            OpenCl.check(
                    "clEnqueueReadBuffer",
                    CL.clEnqueueReadBuffer(
                            queue.get(), memory.get(), true, 0, Sizeof.cl_int, Pointer.to(answer), 0, null, null));
        }
        return answer[0];
    }
}
