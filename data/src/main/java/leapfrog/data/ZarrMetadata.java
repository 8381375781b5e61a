package leapfrog.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Gathers a store's metadata into {@code .zmetadata} again, after a group was added to it. */
final class ZarrMetadata {
    private static final String FILE = ".zmetadata";

    private ZarrMetadata() {}

    /** Replaces the file at once. */
    static void consolidate(Path root) throws IOException {
        List<Path> files;
        try (Stream<Path> entries = Files.walk(root)) {
            files = entries.filter(file -> file.getFileName().toString().matches("\\.z(group|attrs|array)"))
                    .filter(file -> !root.relativize(file).toString().startsWith(".") || root.equals(file.getParent()))
                    .sorted()
                    .toList();
        }
        JsonWriter json = new JsonWriter().object("metadata");
        for (Path file : files) {
            String name =
                    Stream.of(root.relativize(file).toString().split("[/\\\\]")).collect(Collectors.joining("/"));
            json.raw(name, Files.readString(file).strip());
        }
        json.end().number("zarr_consolidated_format", 1);
        WholeFile.write(root.resolve(FILE), true, file -> Files.writeString(file, json.finishAscii()));
    }
}
