package leapfrog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import leapfrog.data.FitFolder;
import leapfrog.sample.Fit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stops real processes, and watches what they show meanwhile. */
class InterruptionTest {
    /** Transitions done and to do, rate, divergences, step size, time left. */
    private static final Pattern PROGRESS =
            Pattern.compile("sampling ([0-9]+)/[0-9]+, [0-9]+/s, [0-9]+ divergent, step size [0-9.e-]+, [0-9:]+ left");

    @TempDir
    private Path folder;

    /** Many transitions a draw: a second of sampling makes tens of draws, which the comparison repeats in a moment. */
    @ParameterizedTest
    @ValueSource(strings = {"chain", "pooled"})
    void anInterruptedFitKeepsItsDrawsAndGoesOnAsIfItHadNeverStopped(String adapt) throws Exception {
        Path data = Tables.line(folder);
        Path stopped = folder.resolve("stopped");
        Object[] options = {
            "--backend", "scalar", "--warmup", 50, "--thin", 200, "--seed", 7, "--adapt", adapt, "--threads", 2
        };
        try (ChildRun child = ChildRun.start(
                folder,
                true,
                join("fit", data, "y ~ x", "--out", stopped, "--draws", 200_000).with(options))) {
            child.awaitError(InterruptionTest::isUnderWay);
            child.terminate();
            assertEquals(ExitCode.INTERRUPTED, child.awaitEnd(), child::toString);
            assertTrue(child.out().contains("interrupted after"), child::toString);
            assertTrue(child.out().contains("written to"), child::toString);
        }
        Fit fit = FitFolder.read(stopped).fit();
        int kept = fit.draws().draws();
        assertTrue(fit.run().interrupted());
        assertTrue(kept > 0 && kept < 200_000, () -> kept + " draws");
        assertTrue(CommandRun.of("summary", stopped).expect(ExitCode.DONE).out().contains("b_x"));
        CommandRun diagnosis = CommandRun.of("diagnose", "--strict", stopped).expect(ExitCode.BAD);
        assertTrue(diagnosis.out().contains("interrupted after " + kept + " of 200000"), diagnosis.out());

        Path whole = folder.resolve("whole");
        CommandRun.of(join("fit", data, "y ~ x", "--out", whole, "--draws", kept + 5)
                        .with(options))
                .expect(ExitCode.DONE);
        CommandRun.of("fit", "--resume", stopped, "--draws", 5, "--backend", "scalar")
                .expect(ExitCode.DONE);
        assertEquals(Bits.of(whole), Bits.of(stopped));
        assertFalse(FitFolder.read(stopped).fit().run().interrupted());
    }

    /** Meanwhile it shows its progress, but only on a terminal and unless it is to be quiet. */
    @Test
    void inWarmUpThereIsNothingToKeep() throws Exception {
        Path data = Tables.line(folder);
        Object[] fit = {"fit", data, "y ~ x", "--backend", "scalar", "--warmup", 100_000_000, "--out"};
        String stopped = "leapfrog: stopped before every chain had its first new draw; nothing was kept\n";
        try (ChildRun piped = ChildRun.start(folder, false, join(fit).with("piped"));
                ChildRun quiet = ChildRun.start(folder, true, join(fit).with("quiet", "--quiet"));
                ChildRun shown = ChildRun.start(folder, true, join(fit).with("shown"))) {
            shown.awaitError(InterruptionTest::isUnderWay);
            for (ChildRun run : new ChildRun[] {piped, quiet, shown}) {
                run.terminate();
                assertEquals(ExitCode.INTERRUPTED, run.awaitEnd(), run::toString);
            }
            assertEquals(stopped, piped.err());
            assertEquals(stopped, quiet.err());
            assertEquals("", quiet.out());
            assertTrue(shown.err().endsWith("left\r\033[K" + stopped), "the line must go away: " + shown.err());
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(0, left.filter(Files::isDirectory).count());
        }
    }

    /** The second model takes many times the first's time and the second after which a run shows itself; it is stopped as soon as it does. */
    @Test
    void anInterruptedComparisonKeepsWholeFitsAndAPart() throws Exception {
        Path data = Tables.line(folder);
        Path out = folder.resolve("out");
        String[] options =
                "--marginalize off --backend scalar --chains 2 --warmup 50 --thin 200 --draws 10000".split(" ");
        Object[] comparison = {"compare", data, "first=y ~ 1", "second=y ~ x + (1 | x)", "--out", out};
        try (ChildRun child = ChildRun.start(
                folder, true, join(join(comparison).with(options)).with("--report", out.resolve("page.html")))) {
            child.awaitError(err -> err.contains("second "));
            child.terminate();
            assertEquals(ExitCode.INTERRUPTED, child.awaitEnd(), child::toString);
            assertEquals("", child.out());
            String said = "leapfrog: stopped before the comparison was done; kept are " + out.resolve("first-fit")
                    + " (whole), " + out.resolve("second-fit") + " (";
            assertTrue(child.err().contains(said), child::toString);
        }
        Fit second = FitFolder.read(out.resolve("second-fit")).fit();
        assertTrue(second.run().interrupted());
        assertFalse(FitFolder.read(out.resolve("first-fit")).fit().run().interrupted());
        assertFalse(Files.exists(out.resolve("page.html")) || Files.exists(out.resolve("compare.csv")));
        String compared = CommandRun.of("compare", out.resolve("first-fit"), out.resolve("second-fit"))
                .expect(ExitCode.DONE)
                .out();
        String stopped = "second was stopped after " + second.draws().draws() + " of 10000 draws a chain";
        assertTrue(compared.contains(stopped), compared);
    }

    /** A killed command leaves a hidden folder, which is no part of the fit and which the next one removes; a stopped one leaves nothing. */
    @ParameterizedTest
    @CsvSource({
        "., .chains, export --format cmdstan",
        "., .draws.csv, export --format csv",
        "draws.zarr, .groups, predict --save"
    })
    void whatIsWrittenIsWholeOrGone(String place, String name, String command) throws Exception {
        Path fit = folder.resolve("fit");
        CommandRun.fit(Tables.groups(folder), Tables.GROUPS, fit, "--draws", 20_000);
        List<Path> before = entries(fit);
        String[] words = command.split(" ");
        Object[] arguments = join(words[0], fit).with((Object[]) Arrays.copyOfRange(words, 1, words.length));
        Path into = fit.resolve(place);
        try (ChildRun child = ChildRun.start(folder, false, arguments)) {
            awaitUnfinished(child, into, name);
        }
        assertEquals(1, unfinished(into, name).size());
        FitFolder.check(fit, true);
        try (ChildRun child = ChildRun.start(folder, false, arguments)) {
            awaitUnfinished(child, into, name);
            child.terminate();
            assertEquals(128 + 15, child.awaitEnd(), child::toString);
            assertEquals("", child.out() + child.err());
        }
        assertEquals(before, entries(fit));
    }

    /** Waits until a writer has begun a folder that was not there, and locked it. */
    private static void awaitUnfinished(ChildRun child, Path place, String name) throws Exception {
        Set<Path> left = Set.copyOf(unfinished(place, name));
        while (left.containsAll(unfinished(place, name))) {
            assertTrue(child.isAlive(), child::toString);
            Thread.sleep(5);
        }
    }

    private static List<Path> unfinished(Path place, String name) throws IOException {
        try (Stream<Path> files = Files.list(place)) {
            return files.filter(file -> file.getFileName().toString().startsWith(name + ".leapfrog-new-"))
                    .filter(file -> Files.exists(file.resolve(".lock")))
                    .toList();
        }
    }

    private static List<Path> entries(Path fit) throws IOException {
        try (Stream<Path> files = Files.walk(fit)) {
            return files.sorted().toList();
        }
    }

    /** Whether a progress line shows that transitions were made. */
    private static boolean isUnderWay(String err) {
        Matcher line = PROGRESS.matcher(err);
        while (line.find()) {
            if (Long.parseLong(line.group(1)) > 1000) {
                return true;
            }
        }
        return false;
    }

    private static Arguments join(Object... arguments) {
        return new Arguments(arguments);
    }

    private record Arguments(Object[] first) {
        Object[] with(Object... more) {
            return Stream.concat(Stream.of(first), Stream.of(more)).toArray();
        }
    }
}
