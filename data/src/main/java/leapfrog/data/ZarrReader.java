package leapfrog.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import leapfrog.model.InputException;

/** Reads a Zarr store as {@link ZarrWriter} wrote it; what is missing, cut short or laid out otherwise is an error that names the file. */
final class ZarrReader {
    private static final String METADATA = ".zmetadata";

    private final Path root;
    private final JsonObject metadata;

    ZarrReader(Path root) {
        this.root = root;
        Path file = root.resolve(METADATA);
        try {
            metadata =
                    JsonObject.parse(file.toString(), Files.readAllBytes(file)).object("metadata");
        } catch (IOException e) {
            throw damaged(file, e instanceof NoSuchFileException ? "is missing" : "cannot be read: " + e.getMessage());
        }
    }

    /** What the metadata say of an array. */
    record Described(String name, JsonObject attributes, String dtype, int[] shape, int[] chunk) {
        List<String> dimensions() {
            return attributes.texts("_ARRAY_DIMENSIONS");
        }
    }

    /** One stored array whose chunks are ranges of it, not read yet. */
    record Stored(Described of, ChunkLayout layout) {
        String name() {
            return of.name();
        }

        String dtype() {
            return of.dtype();
        }

        int[] shape() {
            return of.shape();
        }

        JsonObject attributes() {
            return of.attributes();
        }
    }

    /** All arrays of a group, in the order of their attribute {@code position}; those without are left out. */
    List<Described> positioned(String group) {
        return metadata.names().stream()
                .filter(key -> key.startsWith(group + "/") && key.endsWith("/.zarray"))
                .map(key -> described(group, key.substring(group.length() + 1, key.length() - "/.zarray".length())))
                .filter(array -> array.attributes().has("position"))
                .sorted(Comparator.comparingInt(array -> array.attributes().small("position")))
                .toList();
    }

    boolean has(String group) {
        return metadata.has(group + "/.zgroup");
    }

    JsonObject attributes(String group) {
        return metadata.object(group + "/.zattrs");
    }

    boolean has(String group, String name) {
        return metadata.has(group + "/" + name + "/.zarray");
    }

    Stored stored(String group, String name) {
        return stored(described(group, name));
    }

    Stored stored(Described array) {
        try {
            ChunkLayout layout = ChunkLayout.existing(array.shape(), array.chunk());
            layout.length();
            layout.chunkLength();
            return new Stored(array, layout);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw damaged(array, "is not stored as Leapfrog stores it");
        }
    }

    Described described(String group, String name) {
        String place = group + "/" + name;
        JsonObject array = metadata.object(place + "/.zarray");
        if (!array.isNull("compressor")
                || !array.isNull("filters")
                || !array.text("order").equals("C")) {
            throw damaged(root.resolve(place), "is not stored as Leapfrog stores it");
        }
        return new Described(
                place,
                metadata.object(place + "/.zattrs"),
                array.text("dtype"),
                array.smalls("shape"),
                array.smalls("chunks"));
    }

    double[] doubles(String group, String name, int... shape) {
        return doubles(checked(stored(group, name), shape));
    }

    double[] doubles(Stored array) {
        double[] values = new double[array.layout().length()];
        read(
                array,
                "<f8",
                Double.BYTES,
                (from, count, buffer) -> buffer.asDoubleBuffer().get(values, (int) from, count));
        return values;
    }

    /** Reads an array of doubles chunk by chunk; what takes them gets buffers at their first element. */
    void doubles(Stored array, ZarrArray.Elements taker) {
        read(array, "<f8", Double.BYTES, taker);
    }

    long[] longs(String group, String name, int... shape) {
        Stored array = checked(stored(group, name), shape);
        long[] values = new long[array.layout().length()];
        read(
                array,
                "<i8",
                Long.BYTES,
                (from, count, buffer) -> buffer.asLongBuffer().get(values, (int) from, count));
        return values;
    }

    int[] ints(String group, String name, int... shape) {
        Stored array = checked(stored(group, name), shape);
        int[] values = new int[array.layout().length()];
        read(
                array,
                "<i4",
                Integer.BYTES,
                (from, count, buffer) -> buffer.asIntBuffer().get(values, (int) from, count));
        return values;
    }

    boolean[] truths(String group, String name, int... shape) {
        Stored array = checked(stored(group, name), shape);
        boolean[] values = new boolean[array.layout().length()];
        read(array, "|b1", 1, (from, count, buffer) -> {
            for (int i = 0; i < count; i++) {
                values[(int) from + i] = buffer.get() != 0;
            }
        });
        return values;
    }

    String[] texts(Stored array) {
        if (!array.dtype().matches("<U[0-9]{1,8}")) {
            throw wrongType(array, "<U…");
        }
        int length = Integer.parseInt(array.dtype().substring(2));
        String[] values = new String[array.layout().length()];
        int[] codes = new int[length];
        read(array, array.dtype(), length * Integer.BYTES, (from, count, buffer) -> {
            for (int i = 0; i < count; i++) {
                int end = 0;
                for (int k = 0; k < length; k++) {
                    codes[k] = buffer.getInt();
                    end = codes[k] == 0 ? end : k + 1;
                }
                values[(int) from + i] = new String(codes, 0, end);
            }
        });
        return values;
    }

    private Stored checked(Stored array, int... shape) {
        if (!Arrays.equals(array.shape(), shape)) {
            throw damaged(
                    array.of(), "has shape " + Arrays.toString(array.shape()) + ", not " + Arrays.toString(shape));
        }
        return array;
    }

    private void read(Stored array, String dtype, int itemSize, ZarrArray.Elements taker) {
        if (!array.dtype().equals(dtype)) {
            throw wrongType(array, dtype);
        }
        try {
            Path folder = root.resolve(array.name());
            int size = Math.multiplyExact(array.layout().chunkLength(), itemSize);
            ByteBuffer[] buffer = {ByteBuffer.allocate(0)};
            array.layout().forEach((key, from, count) -> {
                if (buffer[0].capacity() == 0) {
                    buffer[0] = ByteBuffer.allocateDirect(size).order(ByteOrder.LITTLE_ENDIAN);
                }
                fill(buffer[0].clear(), folder.resolve(key));
                taker.put(from, count, buffer[0]);
            });
        } catch (InvalidPathException e) {
            throw new InputException(
                    root + ": '" + array.name()
                            + "' cannot be a file name here; use a UTF-8 locale, for example LC_ALL=C.UTF-8",
                    e);
        } catch (IOException e) {
            throw damaged(array.of(), "cannot be read: " + e.getMessage());
        } catch (ArithmeticException | IllegalArgumentException e) {
            throw damaged(array.of(), "is not stored as Leapfrog stores it");
        }
    }

    private static void fill(ByteBuffer buffer, Path chunk) throws IOException {
        try (SeekableByteChannel file = Files.newByteChannel(chunk)) {
            if (file.size() != buffer.capacity()) {
                throw damaged(chunk, "has " + file.size() + " bytes; it should have " + buffer.capacity());
            }
            while (buffer.hasRemaining() && file.read(buffer) >= 0) {
                // until it is full
            }
            buffer.flip();
        } catch (NoSuchFileException e) {
            throw damaged(chunk, "is missing");
        }
    }

    /** Reads one chunk of an array into a buffer of its size; the buffer's position is then 0. */
    void chunk(Described array, String key, ByteBuffer buffer) {
        try {
            fill(buffer.clear(), root.resolve(array.name()).resolve(key));
        } catch (IOException e) {
            throw damaged(array, "cannot be read: " + e.getMessage());
        }
    }

    private InputException wrongType(Stored array, String dtype) {
        return damaged(array.of(), "has the type " + array.dtype() + ", not " + dtype);
    }

    InputException damaged(Described array, String what) {
        return damaged(root.resolve(array.name()), what);
    }

    InputException damaged(Stored array, String what) {
        return damaged(array.of(), what);
    }

    /** The error of a fit that is not whole. */
    static InputException damaged(Path place, String what) {
        return new InputException("the fit is damaged: " + place + " " + what);
    }
}
