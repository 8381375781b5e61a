package leapfrog.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Makes groups of a fit's {@code draws.zarr} appear whole or not at all: they grow under a hidden name and are renamed in the end. */
final class GroupStaging implements AutoCloseable {
    private final Path store;
    private final Path hidden;
    private final List<String> groups;
    private final ZarrWriter zarr;

    private GroupStaging(Path store, Path hidden, List<String> groups) throws IOException {
        this.store = store;
        this.hidden = hidden;
        this.groups = groups;
        zarr = new ZarrWriter(hidden, ZarrWriter.CHUNK);
    }

    /** @throws leapfrog.model.InputException if the folder is not a fit */
    static GroupStaging begin(Path fit, List<String> groups) throws IOException {
        FitFolder.requireFit(fit);
        Path store = fit.resolve(FitFolder.DRAWS);
        Path hidden = store.resolve("." + groups.getFirst() + ".leapfrog-new-" + Long.toHexString(System.nanoTime()));
        return new GroupStaging(store, hidden, List.copyOf(groups));
    }

    /** Writes the groups. */
    ZarrWriter zarr() {
        return zarr;
    }

    /** Puts the groups in their places, and older ones of their names away. */
    void commit() throws IOException {
        for (String group : groups) {
            Path place = store.resolve(group);
            if (Files.exists(place)) {
                Files.move(place, hidden.resolve(group + ".old"), StandardCopyOption.ATOMIC_MOVE);
            }
        }
        for (String group : groups) {
            Files.move(hidden.resolve(group), store.resolve(group), StandardCopyOption.ATOMIC_MOVE);
        }
        ZarrMetadata.consolidate(store);
    }

    @Override
    public void close() throws IOException {
        if (Files.exists(hidden)) {
            Staging.remove(hidden);
        }
    }
}
