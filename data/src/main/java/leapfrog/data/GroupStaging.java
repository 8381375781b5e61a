package leapfrog.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Makes groups of a fit's {@code draws.zarr} appear whole or not at all: they grow in a hidden folder of it and are renamed in the end. */
final class GroupStaging implements AutoCloseable {
    /** All groups grow under this name, so that whoever adds one removes what was left of any. */
    private static final String NAME = "groups";

    private final Path store;
    private final Staging staging;
    private final List<String> groups;
    private final ZarrWriter zarr;

    private GroupStaging(Path store, Staging staging, List<String> groups) throws IOException {
        this.store = store;
        this.staging = staging;
        this.groups = groups;
        zarr = new ZarrWriter(staging.folder(), ZarrWriter.CHUNK);
    }

    /** @throws leapfrog.model.InputException if the folder is not a fit */
    static GroupStaging begin(Path fit, List<String> groups) throws IOException {
        FitFolder.requireFit(fit);
        Path store = fit.toRealPath().resolve(FitFolder.DRAWS);
        Staging staging = Staging.begin(store.resolve(NAME));
        try {
            return new GroupStaging(store, staging, List.copyOf(groups));
        } catch (IOException e) {
            staging.close();
            throw e;
        }
    }

    /** Writes the groups. */
    ZarrWriter zarr() {
        return zarr;
    }

    /** Puts the groups in their places, and older ones of their names away. */
    void commit() throws IOException {
        staging.publish(
                groups,
                groups.stream().map(store::resolve).filter(Files::exists).toList(),
                () -> ZarrMetadata.consolidate(store));
    }

    @Override
    public void close() throws IOException {
        staging.close();
    }
}
