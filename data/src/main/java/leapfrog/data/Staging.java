package leapfrog.data;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes a folder appear whole or not at all: it grows under a hidden name beside its place and is renamed in the end.
 *
 * <p>A locked file in it says that its writer lives. A writer that dies leaves the folder without the lock, and the next writer of
 * the same place removes it. What is replaced is renamed first and removed last, so the place holds the old folder or the new one,
 * but for the moment between two renames, when the old one stands beside it as {@code .NAME.leapfrog-old-…}.
 */
final class Staging implements AutoCloseable {
    private static final String GROWING = ".leapfrog-new-";
    private static final String REPLACED = ".leapfrog-old-";
    private static final String LOCK = ".lock";

    private final Path place;
    private final Path folder;
    private final FileChannel channel;
    private boolean keep;

    private Staging(Path place, Path folder, FileChannel channel) {
        this.place = place;
        this.folder = folder;
        this.channel = channel;
    }

    /** Begins a folder for a place, an absolute path; makes the place's parents. */
    static Staging begin(Path place) throws IOException {
        Path parent = Files.createDirectories(place.resolveSibling(""));
        removeStale(parent, place);
        Path folder = Files.createDirectory(hidden(place, GROWING));
        FileChannel channel =
                FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        channel.lock();
        return new Staging(place, folder, channel);
    }

    /** A name beside a place that nobody else uses. */
    private static Path hidden(Path place, String kind) {
        return place.resolveSibling("." + place.getFileName() + kind + Long.toHexString(System.nanoTime()));
    }

    Path folder() {
        return folder;
    }

    /** Renames the folder to its place; what stands there is replaced if asked. From here on it is never removed. */
    void commit(boolean overwrite) throws IOException {
        Files.delete(folder.resolve(LOCK));
        keep = true;
        if (!overwrite || !Files.exists(place)) {
            Files.move(folder, place, StandardCopyOption.ATOMIC_MOVE);
            return;
        }
        Path old = hidden(place, REPLACED);
        Files.move(place, old, StandardCopyOption.ATOMIC_MOVE);
        try {
            Files.move(folder, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.move(old, place, StandardCopyOption.ATOMIC_MOVE);
            throw e;
        }
        remove(old);
    }

    /** Whether the folder is complete; then it is kept, under its hidden name, even if it could not be renamed. */
    boolean isComplete() {
        return keep;
    }

    @Override
    public void close() throws IOException {
        channel.close();
        if (!keep) {
            remove(folder);
        }
    }

    private static void removeStale(Path parent, Path place) throws IOException {
        String growing = "." + place.getFileName() + GROWING;
        String replaced = "." + place.getFileName() + REPLACED;
        List<Path> stale;
        try (Stream<Path> siblings = Files.list(parent)) {
            stale = siblings.filter(Files::isDirectory)
                    .filter(sibling -> {
                        String name = sibling.getFileName().toString();
                        return name.startsWith(growing) && isAbandoned(sibling)
                                || name.startsWith(replaced) && Files.exists(place);
                    })
                    .toList();
        }
        for (Path folder : stale) {
            remove(folder);
        }
    }

    /** Whether there is a lock file that nobody holds. */
    private static boolean isAbandoned(Path folder) {
        try (FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock != null;
        } catch (IOException | OverlappingFileLockException e) {
            return false;
        }
    }

    static void remove(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e) throws IOException {
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
