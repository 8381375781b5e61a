package leapfrog.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Checks that chunks cover an array once, in order, under the keys that the Zarr specification gives them. */
final class ChunkLayoutTest {
    @Property(seed = "1")
    void chunksCoverTheArrayOnce(
            @ForAll @Size(min = 1, max = 4) List<@IntRange(min = 0, max = 7) Integer> sizes,
            @ForAll @IntRange(min = 1, max = 3000) int limit)
            throws IOException {
        int[] shape = sizes.stream().mapToInt(size -> size).toArray();
        ChunkLayout layout = ChunkLayout.of(shape, 8, limit);
        assertTrue(layout.chunkLength() * 8 <= Math.max(8, limit), "small enough");
        List<Long> next = new ArrayList<>(List.of(0L));
        Set<String> keys = new HashSet<>();
        layout.forEach((key, from, count) -> {
            assertTrue(keys.add(key), key);
            assertEquals(next.getLast(), from);
            assertTrue(count > 0 && count <= layout.chunkLength());
            assertEquals(keyOf(from, shape, layout.chunk()), key, "of the first element");
            assertEquals(keyOf(from + count - 1, shape, layout.chunk()), key, "of the last element");
            next.add(from + count);
        });
        assertEquals(layout.length(), next.getLast());
        List<String> again = new ArrayList<>();
        ChunkLayout.existing(shape, layout.chunk()).forEach((key, from, count) -> {
            assertEquals(next.get(again.size()), from);
            again.add(key);
        });
        assertEquals(keys, new HashSet<>(again));
    }

    /** By the specification: index along each axis divided by the chunk's length. */
    private static String keyOf(long flat, int[] shape, int[] chunk) {
        List<String> key = new ArrayList<>();
        for (int i = shape.length - 1; i >= 0; i--) {
            key.addFirst(Long.toString(flat % shape[i] / chunk[i]));
            flat /= shape[i];
        }
        return String.join(".", key);
    }

    @Example
    void manyChainsShareAChunkAndALongOneHasMany() {
        assertArrayEquals(
                new int[] {4, 1000, 85, 2},
                ChunkLayout.of(new int[] {4, 1000, 85, 2}, 8, 16 << 20).chunk());
        assertArrayEquals(
                new int[] {12, 1000, 170},
                ChunkLayout.of(new int[] {4096, 1000, 170}, 8, 16 << 20).chunk());
        assertArrayEquals(
                new int[] {1, 12196, 170},
                ChunkLayout.of(new int[] {2, 1_000_000, 170}, 8, 16 << 20).chunk());
    }

    @Example
    void otherLayoutsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> ChunkLayout.existing(new int[] {4, 10}, new int[] {2, 5}));
        assertThrows(IllegalArgumentException.class, () -> ChunkLayout.existing(new int[] {4}, new int[] {0}));
        assertThrows(IllegalArgumentException.class, () -> ChunkLayout.existing(new int[] {4}, new int[] {4, 1}));
    }
}
