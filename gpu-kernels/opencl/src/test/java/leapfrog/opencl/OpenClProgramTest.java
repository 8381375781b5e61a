package leapfrog.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import leapfrog.engine.DeviceException;
import org.jocl.cl_context;
import org.junit.jupiter.api.Test;

/** Tests what a program that fails to compile says, and that failures release what they made. */
class OpenClProgramTest {
    @Test
    void aProgramThatDoesNotCompileGivesTheBuildLog() {
        OpenClDevice device = RequiredDevice.find();
        ProgramSource wrong = new ProgramSource("__kernel void f(__global int *x) { x[0] = undeclared_name; }", "");
        int before = Handle.live();
        try (Handle<cl_context> context = OpenCl.context(device)) {
            DeviceException error = assertThrows(
                    DeviceException.class, () -> OpenCl.program(context.get(), device, wrong, ProgramCache.NONE));
            assertTrue(error.getMessage().contains("clBuildProgram"), error::getMessage);
            assertTrue(error.getMessage().contains("CL_BUILD_PROGRAM_FAILURE"), error::getMessage);
            assertTrue(error.getMessage().contains("undeclared_name"), error::getMessage);
        }
        assertEquals(before, Handle.live());
    }

    @Test
    void aFailedCallNamesTheCallAndTheError() {
        OpenClDevice device = RequiredDevice.find();
        try (Handle<cl_context> context = OpenCl.context(device)) {
            DeviceException error = assertThrows(DeviceException.class, () -> OpenCl.buffer(context.get(), 0, 0, null));
            assertTrue(
                    error.getMessage().contains("clCreateBuffer of 0 bytes failed: CL_INVALID_BUFFER_SIZE"),
                    error::getMessage);
        }
    }
}
