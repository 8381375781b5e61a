package leapfrog.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import leapfrog.engine.DeviceException;
import leapfrog.engine.DeviceOffer;
import leapfrog.engine.EngineOptions;
import org.jocl.cl_device_id;
import org.jocl.cl_platform_id;
import org.junit.jupiter.api.Test;

/** Tests that sizes follow from the device's limits, without a device. */
class MemoryPlanTest {
    private static final int ROWS = 10_000;

    @Test
    void aSmallPopulationGetsASmallTile() {
        OpenClDevice device = device(1L << 33, 1L << 31);
        MemoryPlan plan = MemoryPlan.of(device, tables(device), new EngineOptions(100, 4, ""));
        assertEquals(1, plan.workers());
        assertEquals(4, plan.tileBlocks()); // blocks of 32 chains
        assertEquals(4L * 32 * 8 * 14, plan.positionBytes());
        assertEquals(4L * 32 * 8 * ROWS, plan.residualBytes());
    }

    @Test
    void theLargestBufferLimitsATile() {
        long limit = 32L * 8 * ROWS * 3 + 1;
        OpenClDevice device = device(1L << 33, limit);
        MemoryPlan plan = MemoryPlan.of(device, tables(device), new EngineOptions(100_000, 1, ""));
        assertEquals(3, plan.tileBlocks());
        assertTrue(plan.residualBytes() <= limit);
    }

    @Test
    void dataThatCannotFitAreRefusedWithTheSizes() {
        OpenClDevice device = device(1 << 20, 1 << 19);
        TaskTables tables = tables(device);
        DeviceException error =
                assertThrows(DeviceException.class, () -> MemoryPlan.of(device, tables, new EngineOptions(4, 1, "")));
        assertTrue(error.getMessage().contains("test device has 768.0 KiB to use"), error::getMessage);
        assertTrue(error.isOutOfMemory());
    }

    @Test
    void sizesAreGivenInWords() {
        assertEquals("1023 bytes", MemoryPlan.words(1023));
        assertEquals("1.0 KiB", MemoryPlan.words(1024));
        assertEquals("2.5 GiB", MemoryPlan.words(5L << 29));
    }

    private static TaskTables tables(OpenClDevice device) {
        return TaskTables.of(TestProblems.crossed(ROWS), device.shape());
    }

    private static OpenClDevice device(long memory, long allocation) {
        return new OpenClDevice(
                new cl_platform_id(),
                new cl_device_id(),
                "0:0",
                "test device",
                "test driver",
                DeviceOffer.Kind.GPU,
                true,
                memory,
                allocation,
                48 << 10,
                4);
    }
}
