package leapfrog.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import leapfrog.model.InputException;

/** Makes a file appear whole or not at all: it grows under a hidden name beside its place and is renamed in the end. */
final class WholeFile {
    private WholeFile() {}

    /** What fills the file, which is not there yet. */
    interface Content {
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

    /** @throws InputException as {@link #check}, or if writing fails; then nothing is left */
    static void write(Path file, boolean overwrite, Content content) {
        check(file, overwrite);
        Path place = file.toAbsolutePath().normalize();
        Path hidden = place.resolveSibling(
                "." + place.getFileName() + ".leapfrog-new-" + Long.toHexString(System.nanoTime()));
        try {
            Files.createDirectories(place.resolveSibling(""));
            try {
                content.writeTo(hidden);
                Files.move(hidden, place, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(hidden);
            }
        } catch (IOException e) {
            throw FitFolder.failure(file, e);
        }
    }
}
