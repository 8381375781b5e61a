package leapfrog.tornado;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import leapfrog.engine.DeviceException;
import leapfrog.engine.EngineOptions;
import org.junit.jupiter.api.Test;

/** Checks how many points are taken at once. */
class MemoryPlanTest {
    private static final MemoryPlan.Limits LARGE = new MemoryPlan.Limits("large", 16L << 30, 4L << 30);

    private static MemoryPlan plan(MemoryPlan.Limits limits, int rows, long tables, int chains, int threads) {
        TaskSize size = new TaskSize(0, 100, rows, 50, 100, 10, 0, 3);
        return MemoryPlan.of(limits, size, tables, new EngineOptions(chains, threads, ""));
    }

    @Test
    void allChainsAreTakenWhereTheyFit() {
        assertEquals(new MemoryPlan(1, 4), plan(LARGE, 1000, 1 << 20, 4, 8));
        assertEquals(new MemoryPlan(2, 256), plan(LARGE, 1000, 1 << 20, 512, 2));
        assertEquals(new MemoryPlan(1, 4096), plan(LARGE, 1000, 1 << 20, 10_000, 1));
    }

    @Test
    void ofManyRowsFewerPointsAreTaken() {
        // 8 MB a point: 64 in 512 MiB, of which 51 are sure to fit with their strides; from 63 on those need none.
        assertEquals(new MemoryPlan(1, 63), plan(LARGE, (1 << 20) - 250, 1 << 20, 4096, 1));
        assertEquals(new MemoryPlan(1, 1), plan(LARGE, 100 << 20, 1 << 20, 4096, 1));
    }

    @Test
    void placesOfAPlanHoldItsPoints() {
        for (int places = 1; places < 10_000; places++) {
            assertTrue(Tile.places((int) Tile.pointsIn(places)) <= places, "places " + places);
        }
    }

    @Test
    void whatCannotFitIsRefusedWithTheSizes() {
        MemoryPlan.Limits small = new MemoryPlan.Limits("small", 64 << 20, 16 << 20);
        String tables = assertThrows(DeviceException.class, () -> plan(small, 1000, 30 << 20, 4, 1))
                .getMessage();
        assertTrue(tables.startsWith("the data need 30 MiB twice and each point 1 MiB"), tables);
        String rows = assertThrows(DeviceException.class, () -> plan(small, 4 << 20, 1 << 20, 4, 1))
                .getMessage();
        assertTrue(rows.endsWith("small has 48 MiB to use, and at most 16 in one array"), rows);
    }
}
