package leapfrog.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Writes a Zarr v2 store into a folder: groups of arrays with named dimensions, without compressor, with consolidated metadata.
 *
 * <p>Format: zarr-specs v2 ({@code .zgroup}, {@code .zattrs}, {@code .zarray}, {@code .zmetadata}) with xarray's
 * {@code _ARRAY_DIMENSIONS}. {@code fill_value} is null everywhere: all chunks are written, and readers then mask nothing.
 */
final class ZarrWriter {
    /** Largest chunk in bytes, as long as one row of an array is smaller. */
    static final int CHUNK = 16 << 20;

    private final Path root;
    private final int limit;
    private final JsonWriter consolidated = new JsonWriter();
    private ByteBuffer buffer = ByteBuffer.allocate(0);

    /** @param root a folder that is there */
    ZarrWriter(Path root, int limit) throws IOException {
        this.root = root;
        this.limit = limit;
        consolidated.object("metadata");
        metadata("", ".zgroup", new JsonWriter().number("zarr_format", 2));
    }

    /** Makes a folder, but not the one above it: a store that was removed meanwhile does not come back. */
    private static void make(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectory(folder);
        }
    }

    void group(String name, Consumer<JsonWriter> attributes) throws IOException {
        make(root.resolve(name));
        metadata(name + "/", ".zgroup", new JsonWriter().number("zarr_format", 2));
        JsonWriter json = new JsonWriter();
        attributes.accept(json);
        metadata(name + "/", ".zattrs", json);
    }

    void array(String group, String name, ZarrArray array) throws IOException {
        ChunkLayout layout = ChunkLayout.of(array.shape(), array.itemSize(), limit);
        begin(group, name, array, layout.chunk());
        int size = Math.multiplyExact(layout.chunkLength(), array.itemSize());
        layout.forEach((key, from, count) ->
                chunk(group, name, key, size, into -> array.elements().put(from, count, into)));
    }

    /** Begins an array whose chunks, of a shape of the caller's, come one by one through {@link #chunk}. */
    void begin(String group, String name, ZarrArray array, int[] chunk) throws IOException {
        make(root.resolve(group));
        make(root.resolve(group).resolve(name));
        String place = group + "/" + name + "/";
        metadata(
                place,
                ".zarray",
                new JsonWriter()
                        .numbers("chunks", chunk)
                        .nothing("compressor")
                        .text("dtype", array.dtype())
                        .nothing("fill_value")
                        .nothing("filters")
                        .text("order", "C")
                        .numbers("shape", array.shape())
                        .number("zarr_format", 2));
        JsonWriter attributes = new JsonWriter().texts("_ARRAY_DIMENSIONS", array.dimensions());
        array.attributes().accept(attributes);
        metadata(place, ".zattrs", attributes);
    }

    /**
     * Writes one chunk; what the elements leave of it is zeros.
     *
     * @param size of a whole chunk in bytes
     */
    void chunk(String group, String name, String key, int size, Consumer<ByteBuffer> elements) throws IOException {
        clear(size);
        elements.accept(buffer);
        while (buffer.hasRemaining()) {
            buffer.put((byte) 0);
        }
        write(root.resolve(group).resolve(name).resolve(key));
    }

    /** Writes the consolidated metadata, without which the store is not complete. */
    void finish() throws IOException {
        consolidated.end().number("zarr_consolidated_format", 1);
        Files.writeString(root.resolve(".zmetadata"), consolidated.finishAscii());
    }

    private void metadata(String place, String name, JsonWriter json) throws IOException {
        consolidated.put(place + name, json);
        Files.writeString(root.resolve(place + name), json.finishAscii());
    }

    private void clear(int size) {
        if (buffer.capacity() < size) {
            buffer = ByteBuffer.allocateDirect(size).order(ByteOrder.LITTLE_ENDIAN);
        }
        buffer.clear().limit(size);
    }

    private void write(Path chunk) throws IOException {
        buffer.flip();
        try (SeekableByteChannel file =
                Files.newByteChannel(chunk, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
            while (buffer.hasRemaining()) {
                file.write(buffer);
            }
        }
    }
}
