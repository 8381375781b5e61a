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
        MemoryPlan plan = MemoryPlan.of(device, shape(100), tables(), new EngineOptions(100, 4, ""));
        assertEquals(1, plan.workers());
        assertEquals(4, plan.tileBlocks()); // blocks of 32 chains
        assertEquals(4L * 32 * 8 * 14, plan.positionBytes());
        assertEquals(4L * 32 * 8 * ROWS, plan.residualBytes());
    }

    /** Eight chains of 10,000 rows: a block of eight, in work-groups of four partitions each, 79 of them. */
    @Test
    void fewChainsTakeNoMoreThanTheirs() {
        OpenClDevice device = device(1L << 33, 1L << 31);
        MemoryPlan plan = MemoryPlan.of(device, shape(8), tables(), new EngineOptions(8, 4, ""));
        assertEquals(1, plan.tileBlocks());
        assertEquals(8L * 8 * ROWS, plan.residualBytes());
        assertEquals(4, shape(8).groupPartitions(79));
        assertEquals(1, shape(8).groupPartitions(1));
        assertEquals(1, shape(4096).groupPartitions(79));
        assertEquals(1526, shape(8).rowsOfPartition(100_000_000));
        assertEquals(128, shape(8).rowsOfPartition(200_000));
    }

    /** One half is moved while the other is computed, from as many chains on as are worth two launches. */
    @Test
    void halvesOfManyChainsTakeTurns() {
        OpenClDevice device = device(1L << 36, 1L << 33);
        MemoryPlan few = MemoryPlan.of(device, shape(511), tables(), new EngineOptions(511, 1, ""));
        assertEquals(1, few.tiles());
        assertEquals(16, few.tileBlocks());
        MemoryPlan many = MemoryPlan.of(device, shape(4096), tables(), new EngineOptions(4096, 1, ""));
        assertEquals(2, many.tiles());
        assertEquals(64, many.tileBlocks());
        MemoryPlan shared = MemoryPlan.of(device, shape(4096), tables(), new EngineOptions(4096, 4, ""));
        assertEquals(4, shared.workers());
        assertEquals(2, shared.tiles());
        assertEquals(16, shared.tileBlocks());
    }

    @Test
    void theLargestBufferLimitsATile() {
        long limit = 32L * 8 * ROWS * 3 + 1;
        OpenClDevice device = device(1L << 33, limit);
        MemoryPlan plan = MemoryPlan.of(device, shape(100_000), tables(), new EngineOptions(100_000, 1, ""));
        assertEquals(3, plan.tileBlocks());
        assertTrue(plan.residualBytes() <= limit);
    }

    @Test
    void dataThatCannotFitAreRefusedWithTheSizes() {
        OpenClDevice device = device(1 << 19, 1 << 18);
        DeviceException error = assertThrows(
                DeviceException.class, () -> MemoryPlan.of(device, shape(4), tables(), new EngineOptions(4, 1, "")));
        assertTrue(error.getMessage().contains("test device has 384.0 KiB to use"), error::getMessage);
        assertTrue(error.isOutOfMemory());
    }

    /** Scores of 100,000,000 rows and eight chains take 6.4 GB, which a large device has in one buffer, and 20 blocks' places are beyond 32 bits. */
    @Test
    void buffersOfTheDeviceAloneMayBeLarge() {
        TaskTables.Size size =
                new TaskTables.Size(14, 1000, 100_000_000, new TaskTables.Parts(65536, new int[] {1, 0}, 0, 0));
        TaskTables large = new TaskTables(new int[1], new double[1], new TaskTables.Size[] {size}, 2, 100_000_000);
        OpenClDevice device = device(1L << 42, 1L << 40);
        MemoryPlan few = MemoryPlan.of(device, shape(8), large, new EngineOptions(8, 1, ""));
        assertEquals(1, few.tileBlocks());
        assertEquals(8L * 8 * 100_000_000, few.residualBytes());
        MemoryPlan many = MemoryPlan.of(device, shape(32), large, new EngineOptions(3200, 1, ""));
        assertEquals(Integer.MAX_VALUE / 100_000_000, many.tileBlocks());
        OpenClDevice small = device(1L << 42, 1L << 32);
        DeviceException error = assertThrows(
                DeviceException.class, () -> MemoryPlan.of(small, shape(8), large, new EngineOptions(8, 1, "")));
        assertTrue(error.getMessage().contains("at most 4.0 GiB in one buffer"), error::getMessage);
    }

    /** What elimination keeps of levels are partial sums: 25.6 MB a block of 32 chains, of which a buffer holds five. */
    @Test
    void partialSumsLimitATileToo() {
        TaskTables.Size size = new TaskTables.Size(3, 100_000, 0, new TaskTables.Parts(0, new int[] {0, 0}, 100, 50));
        TaskTables tables = new TaskTables(new int[1], new double[1], new TaskTables.Size[] {size}, 1, 0);
        OpenClDevice device = device(1L << 33, 5L * 32 * 8 * 100_000);
        MemoryPlan plan = MemoryPlan.of(device, shape(100), tables, new EngineOptions(1000, 1, ""));
        assertEquals(5, plan.tileBlocks());
        assertEquals(5L * 32 * 8 * 100_000, plan.sumBytes());
    }

    @Test
    void sizesAreGivenInWords() {
        assertEquals("1023 bytes", MemoryPlan.words(1023));
        assertEquals("1.0 KiB", MemoryPlan.words(1024));
        assertEquals("2.5 GiB", MemoryPlan.words(5L << 29));
    }

    private static KernelShape shape(int chains) {
        return KernelShape.of(DeviceOffer.Kind.GPU, chains);
    }

    private static TaskTables tables() {
        return TaskTables.of(TestProblems.crossed(ROWS), shape(1));
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
                4,
                "");
    }
}
