package leapfrog.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Runs the command in a process of its own, as on a terminal, its streams going to files that can be read meanwhile. */
final class ChildRun implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    /** What it calls the folder of temporary files: a native library that it has unpacked stays there if it is killed. */
    private final Path temporary;

    private final Path out;
    private final Path err;

    private ChildRun(Process process, Path temporary, Path out, Path err) {
        this.process = process;
        this.temporary = temporary;
        this.out = out;
        this.err = err;
    }

    static ChildRun start(Path folder, boolean terminal, Object... arguments) throws IOException {
        return start(folder, terminal, List.of(), arguments);
    }

    /** @param flags further flags of the JVM */
    static ChildRun start(Path folder, boolean terminal, List<String> flags, Object... arguments) throws IOException {
        return start(folder, terminal, flags, Map.of(), arguments);
    }

    /** In a JVM that was not given the module of the Vector API. */
    static ChildRun startWithoutVectors(Path folder, Object... arguments) throws IOException {
        return startBare(folder, false, List.of(), Map.of(), arguments);
    }

    /** @param environment further variables */
    static ChildRun start(
            Path folder, boolean terminal, List<String> flags, Map<String, String> environment, Object... arguments)
            throws IOException {
        List<String> all = new ArrayList<>(List.of("--add-modules", "jdk.incubator.vector"));
        all.addAll(flags);
        return startBare(folder, terminal, all, environment, arguments);
    }

    /** As the launcher starts a small fit: without vectors, and to hand over if they are what it takes. */
    static ChildRun startSmall(Path folder, Object... arguments) throws IOException {
        return startBare(folder, true, List.of("-Dleapfrog.handover=true"), Map.of(), arguments);
    }

    private static ChildRun startBare(
            Path folder, boolean terminal, List<String> flags, Map<String, String> environment, Object... arguments)
            throws IOException {
        Path temporary = Files.createTempDirectory(folder, "temporary");
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dleapfrog.terminal=" + terminal,
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(flags);
        command.add("leapfrog.cli.Main");
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        return new ChildRun(process, temporary, out, err);
    }

    /** Waits until standard error satisfies this. */
    void awaitError(Predicate<String> condition) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.test(err())) {
            assertTrue(process.isAlive() && System.nanoTime() < end, () -> "it never came; " + this);
            Thread.sleep(50);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Sends SIGTERM. */
    void terminate() {
        process.destroy();
    }

    int awaitEnd() throws InterruptedException {
        assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), () -> "it does not end; " + this);
        return process.exitValue();
    }

    String out() throws IOException {
        return Files.readString(out);
    }

    /** Standard error, without the JVM's own line on the Vector API, which the launcher drops. */
    String err() throws IOException {
        return Files.readString(err).replace("WARNING: Using incubator modules: jdk.incubator.vector\n", "");
    }

    /** Sends SIGKILL if it still runs, and waits until it has gone. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        try (Stream<Path> left = Files.list(temporary)) {
            for (Path file : left.toList()) {
                Files.delete(file);
            }
            Files.delete(temporary);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        try {
            return "standard output:\n" + out() + "standard error:\n" + err();
        } catch (IOException e) {
            return e.toString();
        }
    }
}
