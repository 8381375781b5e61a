package leapfrog.opencl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keeps compiled programs in a folder of the user's, one file for each source, device and driver. It only saves time: where a file cannot be read or
 * written, programs are compiled as if there were none. A file starts with the SHA-256 digest of the rest, for drivers may crash on what they did
 * not write.
 *
 * @param folder where; empty to keep nothing
 */
record ProgramCache(Optional<Path> folder) {
    private static final String SUFFIX = ".program";
    /** Bytes of a SHA-256 digest. */
    private static final int DIGEST = 32;
    /** Files beyond so many, of some 100 kB each, go, least lately used first. */
    static final int MOST_FILES = 64;

    /** Keeps nothing. */
    static final ProgramCache NONE = new ProgramCache(Optional.empty());

    /** That of the environment: {@code LEAPFROG_CACHE}, a folder or {@code off}, else the user's cache folder. */
    static ProgramCache of(Map<String, String> environment) {
        String given = environment.getOrDefault("LEAPFROG_CACHE", "");
        if (given.equals("off")) {
            return NONE;
        }
        if (!given.isEmpty()) {
            return new ProgramCache(Optional.of(Path.of(given, "opencl")));
        }
        String caches = environment.getOrDefault("XDG_CACHE_HOME", "");
        String home = environment.getOrDefault("HOME", System.getProperty("user.home", ""));
        if (caches.isEmpty() && home.isEmpty()) {
            return NONE;
        }
        Path parent = caches.isEmpty() ? Path.of(home, ".cache") : Path.of(caches);
        return new ProgramCache(Optional.of(parent.resolve("leapfrog").resolve("opencl")));
    }

    /** Whether it keeps anything: a driver may take long to hand out a binary. */
    boolean keeps() {
        return folder.isPresent();
    }

    /** The binary of a program, if it is kept. */
    Optional<byte[]> find(OpenClDevice device, ProgramSource source) {
        return folder.flatMap(in -> {
            Path file = in.resolve(name(device, source));
            try {
                byte[] content = Files.readAllBytes(file);
                Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis()));
                return unsealed(content);
            } catch (IOException e) {
                return Optional.empty();
            }
        });
    }

    /** Keeps the binary of a program, whole or not at all. */
    void keep(OpenClDevice device, ProgramSource source, byte[] binary) {
        if (folder.isEmpty()) {
            return;
        }
        Path in = folder.get();
        try {
            Files.createDirectories(in);
            Path written = Files.createTempFile(in, "new", SUFFIX);
            try {
                Files.write(written, sealed(binary));
                Files.move(
                        written,
                        in.resolve(name(device, source)),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(written);
            }
            prune(in);
        } catch (IOException e) {
            // The next process compiles it again.
        }
    }

    private static void prune(Path in) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(in)) {
            files = all.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted(Comparator.comparing(ProgramCache::lastUsed).reversed())
                    .toList();
        }
        for (Path file : files.subList(Math.min(MOST_FILES, files.size()), files.size())) {
            Files.deleteIfExists(file);
        }
    }

    private static FileTime lastUsed(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }

    private static byte[] sealed(byte[] binary) {
        byte[] digest = digest(binary);
        byte[] content = Arrays.copyOf(digest, digest.length + binary.length);
        System.arraycopy(binary, 0, content, digest.length, binary.length);
        return content;
    }

    private static Optional<byte[]> unsealed(byte[] content) {
        if (content.length < DIGEST) {
            return Optional.empty();
        }
        byte[] binary = Arrays.copyOfRange(content, DIGEST, content.length);
        return Arrays.equals(digest(binary), Arrays.copyOf(content, DIGEST)) ? Optional.of(binary) : Optional.empty();
    }

    private static String name(OpenClDevice device, ProgramSource source) {
        String all = String.join("\0", device.name(), device.driver(), source.options(), source.text());
        return HexFormat.of().formatHex(digest(all.getBytes(StandardCharsets.UTF_8))) + SUFFIX;
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
