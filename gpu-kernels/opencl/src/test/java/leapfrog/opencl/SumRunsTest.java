package leapfrog.opencl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests how partial sums are cut into runs. */
class SumRunsTest {
    @Test
    void fewSumsAreLeftAsTheyAre() {
        SumPlaces places = new SumPlaces();
        int sums = places.reserve(SumRuns.RUN);
        SumRuns runs = new SumRuns(places);
        assertEquals(sums, runs.add(sums, new int[] {0, SumRuns.RUN}));
        assertEquals(0, runs.count(0));
        assertEquals(SumRuns.RUN, places.size());
        assertArrayEquals(new int[] {0, SumRuns.RUN}, SumRuns.left(new int[] {0, SumRuns.RUN}));
    }

    /** Quantities of 65, 0 and 1 sums, from place 7 on, become runs of 64 and 1, none, and 1. */
    @Test
    void aQuantityOfManySumsTakesTheOthersAlong() {
        SumPlaces places = new SumPlaces();
        places.reserve(7 + 66);
        SumRuns runs = new SumRuns(places);
        assertEquals(73, runs.add(7, new int[] {0, 65, 65, 66}));
        assertArrayEquals(new int[] {7, 64, 73, 71, 1, 74, 72, 1, 75}, runs.table(0));
        assertArrayEquals(new int[] {0, 2, 2, 3}, SumRuns.left(new int[] {0, 65, 65, 66}));
    }

    /** Of as many sums as there may be partitions every one is added once, in two stages, and 16 sums are left. */
    @Test
    void stagesSufficeForAllPartitions() {
        int[] starts = {0, 65536, 2 * 65536};
        SumPlaces places = new SumPlaces();
        int sums = places.reserve(starts[2]);
        SumRuns runs = new SumRuns(places);
        int left = runs.add(sums, starts);
        assertArrayEquals(new int[] {0, 16, 32}, SumRuns.left(starts));
        int[] values = IntStream.range(0, places.size())
                .map(place -> place < starts[2] ? 1 + place / starts[1] : 0)
                .toArray();
        for (int stage = 0; stage < SumRuns.STAGES; stage++) {
            int[] table = runs.table(stage);
            assertEquals(3 * runs.count(stage), table.length);
            for (int run = 0; run < table.length; run += 3) {
                values[table[run + 2]] = Arrays.stream(values, table[run], table[run] + table[run + 1])
                        .sum();
            }
        }
        assertEquals(65536, Arrays.stream(values, left, left + 16).sum());
        assertEquals(2 * 65536, Arrays.stream(values, left + 16, left + 32).sum());
    }
}
