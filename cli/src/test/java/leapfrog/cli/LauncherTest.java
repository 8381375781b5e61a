package leapfrog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the launcher itself, in a distribution whose only jar names the class path of this test. */
class LauncherTest {
    private static final long PATIENCE_SECONDS = 100;
    private static final String SEVERAL = "log_radon ~ floor + (1 + floor | county)";

    @TempDir
    private Path folder;

    private Path home;
    private Path bin;

    /** Whoever has an older JDK as the default finds another one by the link {@code java} on PATH. */
    @BeforeEach
    void install() throws IOException {
        home = Files.createDirectories(folder.resolve("home of leapfrog"));
        Files.copy(Path.of("..", "leapfrog"), home.resolve("leapfrog")).toFile().setExecutable(true);
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        String urls = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toUri().toString())
                .collect(Collectors.joining(" "));
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, urls);
        Path jar = Files.createDirectory(home.resolve("lib")).resolve("all.jar");
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        bin = Files.createDirectory(folder.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("java"), Path.of(System.getProperty("java.home"), "bin", "java"));
    }

    /** JUnit has a warning for each link that it deletes. */
    @AfterEach
    void unlink() throws IOException {
        Files.delete(bin.resolve("java"));
    }

    /** A JDK that is too old, and is not what a test should run. */
    private Path old() throws IOException {
        Path old = folder.resolve("jdk-17");
        script(Files.createDirectories(old.resolve("bin")).resolve("java"), "exit 99");
        Files.writeString(old.resolve("release"), "IMPLEMENTOR=\"somebody\"\nJAVA_VERSION=\"17.0.12\"\n");
        return old;
    }

    private static void script(Path file, String line) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + line + "\n");
        assertTrue(file.toFile().setExecutable(true));
    }

    private Process start(Map<String, String> environment, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(home.resolve("leapfrog").toString()));
        Arrays.stream(arguments).map(Object::toString).forEach(command::add);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("out.txt").toFile())
                .redirectError(folder.resolve("err.txt").toFile());
        Map<String, String> variables = builder.environment();
        variables.keySet().removeIf(name -> name.startsWith("LEAPFROG_") || name.startsWith("TORNADOVM_"));
        variables.put("JAVA_HOME", old().toString());
        variables.put("PATH", bin + File.pathSeparator + variables.get("PATH"));
        // What is chosen depends on the number of processors.
        variables.put("LEAPFROG_JAVA_OPTS", "-XX:ActiveProcessorCount=2");
        variables.put("LEAPFROG_CALIBRATION", "shipped");
        variables.putAll(environment);
        return builder.start();
    }

    private int end(Process process) throws InterruptedException {
        try {
            assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "it does not end");
            return process.exitValue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private String run(int code, Object... arguments) throws IOException, InterruptedException {
        int ended = end(start(Map.of(), arguments));
        assertEquals(code, ended, () -> said("out") + said("err"));
        return said("out");
    }

    private String said(String stream) {
        try {
            return Files.readString(folder.resolve(stream + ".txt"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void aNewJdkIsFoundBehindAnOldOne() throws IOException, InterruptedException {
        assertTrue(run(ExitCode.DONE, "--version").startsWith("leapfrog "));
        assertEquals("", said("err"));
    }

    @Test
    void aJdkThatIsNamedIsNotPassedOver() throws IOException, InterruptedException {
        int code = end(start(Map.of("LEAPFROG_JAVA_HOME", old().toString()), "--version"));
        assertEquals(ExitCode.WRONG_INPUT, code);
        assertTrue(said("err").contains("jdk-17 is not a JDK 25 or newer"), said("err"));
    }

    @Test
    void argumentsArriveAsTheyAre() throws IOException, InterruptedException {
        Path table = Tables.write(
                folder, "a, b* & c.csv", Files.readString(Tables.line(folder)).strip());
        run(ExitCode.DONE, "fit", table, "  y  ~  x  ", "--seed", "1", "--out", "fit of 'a, b'");
        assertTrue(Files.exists(folder.resolve("fit of 'a, b'").resolve("fit.json")));
        run(ExitCode.WRONG_INPUT, "fit", table, "y ~ `$HOME *`", "--out", "no");
        assertTrue(said("err").contains("no column '$HOME *'"), said("err"));
    }

    @Test
    void aFitTakesTheSameBackendHoweverTheCommandIsSpelled() throws IOException, InterruptedException {
        requireSame("scalar", Tables.line(folder), "y ~ x");
        requireSame("simd", Tables.counts(folder), "y ~ x", "--family", "poisson");
    }

    private void requireSame(String backend, Object... model) throws IOException, InterruptedException {
        List<Object> arguments = new ArrayList<>(List.of("fit"));
        arguments.addAll(List.of(model));
        arguments.addAll(List.of("--seed", 1, "--overwrite", "--out", "usual"));
        run(ExitCode.DONE, arguments.toArray());
        assertEquals("", said("err"));
        arguments.set(arguments.size() - 1, "spelled");
        arguments.addAll(List.of("--chains", 4));
        run(ExitCode.DONE, arguments.toArray());
        assertEquals("", said("err"));
        String json = Files.readString(folder.resolve("usual/fit.json"));
        assertTrue(json.contains("\"backend\": \"" + backend + "\""), json);
        for (String file : List.of("summary.csv", "fit.json")) {
            assertEquals(withoutTimes("spelled", file), withoutTimes("usual", file));
        }
    }

    private List<String> withoutTimes(String fit, String file) throws IOException {
        try (var lines = Files.lines(folder.resolve(fit).resolve(file))) {
            return lines.filter(line -> !line.matches(" *\"(created|total|compile|warmup|sampling)\": [\"0-9].*"))
                    .toList();
        }
    }

    /** A pipe cannot be read again. */
    @Test
    void aTableMayComeThroughAPipe() throws IOException, InterruptedException {
        Path table = Tables.counts(folder);
        Process process =
                start(Map.of(), "fit", "/dev/stdin", "y ~ x", "--family", "poisson", "--seed", 1, "--out", "fit");
        try (var pipe = process.getOutputStream()) {
            Files.copy(table, pipe);
        }
        assertEquals(ExitCode.DONE, end(process), () -> said("err"));
        assertTrue(said("out").contains("backend   simd"), said("out"));
    }

    @Test
    void exitCodesPassThrough() throws IOException, InterruptedException {
        Path table = Tables.line(folder);
        run(ExitCode.WRONG_INPUT, "fit", table, "y ~ z");
        run(ExitCode.BAD, "fit", table, "y ~ x", "--warmup", 2, "--draws", 4, "--seed", 1, "--strict", "--out", "bad");
        run(ExitCode.DEVICE, "fit", table, "y ~ x", "--backend", "opencl", "--device", "abacus");
    }

    /** The launcher waits for a small job, and must pass on what it is sent. */
    @Test
    void aSignalStopsASmallJobWhichKeepsWhatItHas() throws IOException, InterruptedException {
        Process process = start(
                Map.of(),
                "compare",
                Tables.RADON,
                "a=log_radon ~ floor",
                "b=" + SEVERAL,
                "c=" + SEVERAL,
                "d=" + SEVERAL,
                "--out",
                "compared");
        await(process, folder.resolve("compared/a-fit"));
        List<ProcessHandle> children = process.children().toList();
        assertFalse(children.isEmpty());
        process.destroy();
        assertEquals(ExitCode.INTERRUPTED, end(process), () -> said("err"));
        assertTrue(said("err").contains("kept are compared/a-fit (whole)"), said("err"));
        assertTrue(children.stream().noneMatch(ProcessHandle::isAlive));
    }

    /** A JVM that is sent the signal while it ends to hand over. */
    @Test
    void aJobThatIsStoppedIsNotHandedOver() throws IOException, InterruptedException {
        Path jdk = folder.resolve("jdk");
        script(
                Files.createDirectories(jdk.resolve("bin")).resolve("java"),
                "case $* in *handover*) trap 'exit 75' TERM; : >began; while :; do sleep 0.05; done ;; esac; : >full");
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
        Process process = start(
                Map.of("LEAPFROG_JAVA_HOME", jdk.toString()), "fit", Tables.line(folder), "y ~ x", "--out", "fit");
        await(process, folder.resolve("began"));
        process.destroy();
        assertEquals(ExitCode.INTERRUPTED, end(process), () -> said("err"));
        assertFalse(Files.exists(folder.resolve("full")));
        assertEquals("", said("err"));
    }

    private void await(Process process, Path file) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!Files.exists(file)) {
            assertTrue(process.isAlive() && System.nanoTime() < end, () -> said("err"));
            Thread.sleep(20);
        }
    }

    @Test
    void aBuildThatFailsIsToldFromWrongInput() throws IOException, InterruptedException {
        Files.createFile(home.resolve("pom.xml"));
        script(bin.resolve("mvn"), "echo '[ERROR] a class is missing'; exit 1");
        run(ExitCode.DEVICE, "--version");
        assertEquals(
                "building leapfrog (first run)…\n[ERROR] a class is missing\n"
                        + "leapfrog: it cannot be built: Maven says above what is wrong in " + home.toRealPath() + "\n",
                said("err"));
    }
}
