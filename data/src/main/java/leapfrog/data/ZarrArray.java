package leapfrog.data;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Describes one array to be stored: its type, shape, named dimensions, attributes, and where its elements come from.
 *
 * @param dtype NumPy's name of the type: {@code <f8}, {@code <i4}, {@code <U12}
 * @param itemSize bytes of an element
 * @param attributes writes what is said about it besides its dimensions
 */
record ZarrArray(
        String dtype,
        int itemSize,
        int[] shape,
        List<String> dimensions,
        Consumer<JsonWriter> attributes,
        Elements elements) {

    /** Puts the elements {@code [from, from + count)}, in row-major order, little-endian into a buffer. */
    interface Elements {
        void put(long from, int count, ByteBuffer buffer);
    }

    static ZarrArray doubles(List<String> dimensions, int[] shape, Elements elements) {
        return new ZarrArray("<f8", Double.BYTES, shape, dimensions, _ -> {}, elements);
    }

    static ZarrArray doubles(List<String> dimensions, int[] shape, double[] values) {
        return doubles(dimensions, shape, (from, count, buffer) -> {
            buffer.asDoubleBuffer().put(values, (int) from, count);
            buffer.position(buffer.position() + count * Double.BYTES);
        });
    }

    /** An array [rows × width] whose rows stand apart. */
    static ZarrArray rows(List<String> dimensions, int[] shape, IntFunction<double[]> row) {
        int width = 1;
        for (int i = 1; i < shape.length; i++) {
            width = Math.multiplyExact(width, shape[i]);
        }
        long stride = width;
        return doubles(dimensions, shape, (from, count, buffer) -> {
            for (long at = from; at < from + count; at++) {
                buffer.putDouble(row.apply((int) (at / stride))[(int) (at % stride)]);
            }
        });
    }

    static ZarrArray longs(List<String> dimensions, int[] shape, long[] values) {
        return new ZarrArray("<i8", Long.BYTES, shape, dimensions, _ -> {}, (from, count, buffer) -> {
            for (int i = 0; i < count; i++) {
                buffer.putLong(values[(int) from + i]);
            }
        });
    }

    static ZarrArray ints(List<String> dimensions, int[] shape, int[] values) {
        return new ZarrArray("<i4", Integer.BYTES, shape, dimensions, _ -> {}, (from, count, buffer) -> {
            for (int i = 0; i < count; i++) {
                buffer.putInt(values[(int) from + i]);
            }
        });
    }

    static ZarrArray truths(List<String> dimensions, int[] shape, boolean[] values) {
        return new ZarrArray("|b1", 1, shape, dimensions, _ -> {}, (from, count, buffer) -> {
            for (int i = 0; i < count; i++) {
                buffer.put(values[(int) from + i] ? (byte) 1 : (byte) 0);
            }
        });
    }

    /**
     * Text of fixed length, in UTF-32, padded with NUL.
     *
     * @throws IllegalArgumentException if a value ends with NUL, which this type cannot hold
     */
    static ZarrArray texts(String dimension, String[] values) {
        int longest = 1;
        for (String value : values) {
            if (value.endsWith("\0")) {
                throw new IllegalArgumentException("text that ends with NUL cannot be stored");
            }
            longest = Math.max(longest, value.codePointCount(0, value.length()));
        }
        int length = longest;
        int[] shape = {values.length};
        Elements elements = (from, count, buffer) -> {
            for (int i = 0; i < count; i++) {
                int end = buffer.position() + length * Integer.BYTES;
                values[(int) from + i].codePoints().forEach(buffer::putInt);
                while (buffer.position() < end) {
                    buffer.putInt(0);
                }
            }
        };
        return new ZarrArray("<U" + length, length * Integer.BYTES, shape, List.of(dimension), _ -> {}, elements);
    }

    ZarrArray with(Consumer<JsonWriter> more) {
        return new ZarrArray(dtype, itemSize, shape, dimensions, attributes.andThen(more), elements);
    }
}
