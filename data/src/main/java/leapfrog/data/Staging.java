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
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes folders and files appear whole or not at all: they grow in a hidden folder beside their place and are renamed in the end.
 *
 * <p>Everything that is not yet complete is in such a folder, {@code .NAME.leapfrog-new-…}. A locked file in it says that its writer
 * lives. A writer that fails removes it; one that is killed leaves it without the lock, and the next writer of the same place removes
 * it. What is replaced is renamed first and removed last, so the place holds the old folder or the new one, but for the moment between
 * two renames, when the old one stands beside it as {@code .NAME.leapfrog-old-…}.
 */
public final class Staging implements AutoCloseable {
    private static final String GROWING = ".leapfrog-new-";
    private static final String REPLACED = ".leapfrog-old-";
    private static final String LOCK = ".lock";
    private static final String OLD = ".old";
    /** A folder gets its lock in less. */
    private static final Duration TO_LOCK = Duration.ofMinutes(1);

    /** Held while places change, and for good once everything has been abandoned. */
    private static final ReentrantLock CHANGING = new ReentrantLock();

    private static final Set<Staging> OPEN = new HashSet<>();

    private final Path place;
    private final Path folder;
    private final FileChannel channel;
    private boolean keep;

    private Staging(Path place, Path folder, FileChannel channel) {
        this.place = place;
        this.folder = folder;
        this.channel = channel;
    }

    /** Changes places. */
    interface Change {
        void make() throws IOException;
    }

    /** Makes changes that a signal does not part. */
    static void whole(Change change) throws IOException {
        CHANGING.lock();
        try {
            change.make();
        } finally {
            CHANGING.unlock();
        }
    }

    /**
     * Removes all that is not complete, for a process that ends while its threads still write. From here on none of them gets to change a
     * place, or to say that it could not.
     */
    public static void abandonAll() {
        CHANGING.lock();
        for (Staging staging : OPEN) {
            try {
                staging.discard();
            } catch (IOException e) {
                // The next writer of the place removes it.
            }
        }
    }

    /** An absolute path in which links are followed as far as it exists, as the system does it: before it takes {@code ..} away. */
    static Path followed(Path path) throws IOException {
        Path whole = path.toAbsolutePath();
        Path existing = whole;
        while (!Files.exists(existing)) {
            existing = existing.resolveSibling("");
        }
        int depth = existing.getNameCount();
        return depth == whole.getNameCount()
                ? existing.toRealPath()
                : existing.toRealPath()
                        .resolve(whole.subpath(depth, whole.getNameCount()))
                        .normalize();
    }

    /** Begins a folder for a place, an absolute path; makes the place's parents. */
    static Staging begin(Path place) throws IOException {
        CHANGING.lock();
        try {
            Path parent = Files.createDirectories(place.resolveSibling(""));
            removeStale(parent, place);
            Path folder = Files.createDirectory(hidden(place, GROWING));
            try {
                Staging staging = new Staging(place, folder, locked(folder.resolve(LOCK)));
                OPEN.add(staging);
                return staging;
            } catch (IOException e) {
                remove(folder);
                throw e;
            }
        } finally {
            CHANGING.unlock();
        }
    }

    private static FileChannel locked(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            channel.lock();
        } catch (IOException e) {
            // A file system without locks: nobody can find that this one is held by no one, so the folder counts as a
            // living writer's.
        }
        return channel;
    }

    /** A name beside a place that nobody else uses. */
    private static Path hidden(Path place, String kind) {
        return place.resolveSibling("." + place.getFileName() + kind + Long.toHexString(System.nanoTime()));
    }

    /** Whether this is what a writer left; not if it lives, nor a complete fit that could not be renamed. */
    static boolean isUnfinished(Path entry) {
        String name = entry.getFileName().toString();
        return name.startsWith(".")
                && name.contains(GROWING)
                && (Files.isRegularFile(entry) || isAbandoned(entry) || isEmpty(entry));
    }

    /** As a folder is before it has its lock. */
    private static boolean isEmpty(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    Path folder() {
        return folder;
    }

    /** Renames the folder to its place; what stands there is replaced if asked. From here on it is never removed. */
    void commit(boolean overwrite) throws IOException {
        whole(() -> {
            Files.delete(folder.resolve(LOCK));
            keep = true;
            if (overwrite && Files.exists(place)) {
                replace();
            } else {
                Files.move(folder, place, StandardCopyOption.ATOMIC_MOVE);
            }
        });
    }

    private void replace() throws IOException {
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

    private record Move(Path from, Path to) {}

    /**
     * Moves entries of the folder beside it, in the place of what stands there. If one cannot be moved, or what follows fails, everything stands
     * as before. A process that is killed between two moves leaves a part, and what it replaced is lost with the folder: what is published so can
     * be made again.
     *
     * @param entries names
     * @param replaced what goes away for them, beside the folder
     * @param then what belongs to it
     */
    void publish(List<String> entries, List<Path> replaced, Change then) throws IOException {
        whole(() -> {
            Path old = Files.createDirectories(folder.resolve(OLD));
            List<Move> moves = Stream.concat(
                            replaced.stream().map(one -> new Move(one, old.resolve(one.getFileName()))),
                            entries.stream().map(one -> new Move(folder.resolve(one), folder.resolveSibling(one))))
                    .toList();
            int made = 0;
            try {
                for (Move move : moves) {
                    Files.move(move.from(), move.to(), StandardCopyOption.ATOMIC_MOVE);
                    made++;
                }
                then.make();
            } catch (IOException | RuntimeException e) {
                for (Move move : moves.subList(0, made).reversed()) {
                    takeBack(move, e);
                }
                throw e;
            }
        });
    }

    private void takeBack(Move move, Exception cause) {
        try {
            Files.move(move.to(), move.from(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            cause.addSuppressed(e);
            // What stood there is not lost, though hidden.
            keep = true;
            try {
                Files.deleteIfExists(folder.resolve(LOCK));
            } catch (IOException other) {
                cause.addSuppressed(other);
            }
        }
    }

    /** Whether the folder is complete; then it is kept, under its hidden name, even if it could not be renamed. */
    boolean isComplete() {
        return keep;
    }

    @Override
    public void close() throws IOException {
        whole(() -> {
            if (OPEN.remove(this)) {
                discard();
            }
        });
    }

    /** Removes what is not to be kept: renamed first, so that a thread that still writes adds nothing to it. */
    private void discard() throws IOException {
        try (channel) {
            if (!keep && Files.exists(folder)) {
                Path away = hidden(place, GROWING);
                Files.move(folder, away, StandardCopyOption.ATOMIC_MOVE);
                remove(away);
            }
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
                        return name.startsWith(growing) && (isAbandoned(sibling) || isForgotten(sibling))
                                || name.startsWith(replaced) && Files.exists(place);
                    })
                    .toList();
        }
        for (Path folder : stale) {
            remove(folder);
        }
    }

    /** Whether there is a lock file that nobody holds. To open and close one that this process holds would give the lock back. */
    private static boolean isAbandoned(Path folder) {
        if (isOpen(folder)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock != null;
        } catch (IOException | OverlappingFileLockException e) {
            return false;
        }
    }

    private static boolean isOpen(Path folder) {
        CHANGING.lock();
        try {
            Path name = folder.toAbsolutePath().getFileName();
            return OPEN.stream()
                    .anyMatch(staging -> staging.folder.getFileName().equals(name));
        } finally {
            CHANGING.unlock();
        }
    }

    /** Whether there is nothing, and has been for so long that its writer must have died before it had a lock. */
    private static boolean isForgotten(Path folder) {
        try {
            Instant changed = Files.getLastModifiedTime(folder).toInstant();
            return isEmpty(folder) && changed.isBefore(Instant.now().minus(TO_LOCK));
        } catch (IOException e) {
            return false;
        }
    }

    /** Removes the lock file last: a folder that is half removed still says what it is. */
    private static void remove(Path folder) throws IOException {
        Path lock = folder.resolve(LOCK);
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!file.equals(lock)) {
                    Files.deleteIfExists(file);
                }
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
                if (visited.equals(folder)) {
                    Files.deleteIfExists(lock);
                }
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
