package leapfrog.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import leapfrog.model.InputException;

/** Makes a file appear whole or not at all: it grows in a hidden folder beside its place and is renamed in the end. */
public final class WholeFile {
    private WholeFile() {}

    /** What fills the file, which is not there yet. */
    public interface Content {
        /** Makes the file. */
        void writeTo(Path file) throws IOException;
    }

    /** @throws InputException if there is a file that must not be replaced, or a folder */
    static void check(Path file, boolean overwrite) {
        if (Files.isDirectory(file)) {
            throw new InputException("'" + file + "' is a folder; name a file");
        }
        if (Files.exists(file) && !overwrite) {
            throw new InputException("'" + file + "' exists; name another file, or overwrite it with --overwrite");
        }
    }

    /**
     * Writes a file, and the folder for it if need be.
     *
     * @param overwrite whether a file that is there may be replaced
     * @throws InputException if it may not, or if writing fails; then nothing is left
     */
    public static void write(Path file, boolean overwrite, Content content) {
        check(file, overwrite);
        try {
            // A link in the file's own place is replaced.
            Path place = Staging.followed(file.resolveSibling("")).resolve(file.getFileName());
            try (Staging staging = Staging.begin(place)) {
                Path growing = staging.folder().resolve(place.getFileName());
                content.writeTo(growing);
                Staging.whole(() -> Files.move(growing, place, StandardCopyOption.ATOMIC_MOVE));
            }
        } catch (IOException e) {
            throw FitFolder.failure(file, e);
        }
    }
}
