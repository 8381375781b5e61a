package leapfrog.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Makes a group of a fit's {@code draws.zarr} appear whole or not at all: it grows under a hidden name and is renamed in the end. */
final class GroupStaging implements AutoCloseable {
    private final Path store;
    private final Path hidden;
    private final String group;
    private final ZarrWriter zarr;

    private GroupStaging(Path store, Path hidden, String group) throws IOException {
        this.store = store;
        this.hidden = hidden;
        this.group = group;
        zarr = new ZarrWriter(hidden, ZarrWriter.CHUNK);
    }

    /** @throws leapfrog.model.InputException if the folder is not a fit */
    static GroupStaging begin(Path fit, String group) throws IOException {
        FitFolder.requireFit(fit);
        Path store = fit.resolve(FitFolder.DRAWS);
        Path hidden = store.resolve("." + group + ".leapfrog-new-" + Long.toHexString(System.nanoTime()));
        return new GroupStaging(store, hidden, group);
    }

    /** Writes the group. */
    ZarrWriter zarr() {
        return zarr;
    }

    /** Puts the group in its place, and an older one of its name away. */
    void commit() throws IOException {
        Path place = store.resolve(group);
        if (Files.exists(place)) {
            Files.move(place, hidden.resolve("old"), StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(hidden.resolve(group), place, StandardCopyOption.ATOMIC_MOVE);
        ZarrMetadata.consolidate(store);
    }

    @Override
    public void close() throws IOException {
        if (Files.exists(hidden)) {
            Staging.remove(hidden);
        }
    }
}
