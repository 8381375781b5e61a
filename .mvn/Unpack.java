import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Moves this machine's native library of DuckDB out of its jar, to beside it, where DuckDB looks when the jar has none.
 *
 * <p>From the jar it would be unpacked into the folder of temporary files at every start: half a second and 70 MB, which stay there if the process
 * is killed. The libraries of other machines stay in the jar, for a distribution that is copied to one.
 *
 * <p>Argument: the folder.
 */
final class Unpack {
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        String library = "libduckdb_java.so_" + system() + "_" + processor();
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "duckdb_jdbc-*.jar")) {
            for (Path jar : jars) {
                try (FileSystem inside = FileSystems.newFileSystem(jar)) {
                    Path packed = inside.getPath(library);
                    if (Files.exists(packed)) {
                        Files.copy(packed, folder.resolve(library));
                        Files.delete(packed);
                    }
                }
            }
        }
    }

    private static String system() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return name.contains("mac") ? "macos" : name.contains("windows") ? "windows" : "linux";
    }

    private static String processor() {
        String name = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return switch (name) {
            case "x86_64" -> "amd64";
            case "aarch64" -> "arm64";
            default -> name;
        };
    }
}
