package leapfrog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs fits that must have the same bits: continued or not, on any number of threads, with more chains beside them. */
class SameBitsTest {
    @TempDir
    private Path folder;

    private Path data;

    @BeforeEach
    void makeTable() throws IOException {
        data = Tables.groups(folder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--backend scalar --threads 1",
                "--backend scalar --threads 2 --thin 2",
                "--backend simd --threads 1 --metric dense",
                "--backend simd --threads 2",
                "--backend scalar --adapt pooled --metric dense --thin 2",
                "--backend simd --adapt pooled --chains 9",
                "--backend scalar --parametrization centered --chains 2",
            })
    void aContinuedFitIsTheFitThatNeverStopped(String options) {
        Path whole = fit("whole", options + " --draws 17");
        Path part = fit("part", options + " --draws 6");
        Path copy = folder.resolve("copy");
        assertNotEquals(Bits.of(whole), Bits.of(part));
        CommandRun.of(resume(part, 4, options, "--out", copy)).expect(ExitCode.DONE);
        CommandRun.of(resume(copy, 7, options)).expect(ExitCode.DONE);
        assertEquals(Bits.of(whole), Bits.of(copy));
    }

    @ParameterizedTest
    @ValueSource(strings = {"scalar", "simd"})
    void theNumberOfThreadsDoesNotMatter(String backend) {
        for (String adapt : List.of("chain", "pooled")) {
            String options = "--draws 9 --chains 5 --backend " + backend + " --adapt " + adapt;
            List<Object> one = Bits.of(fit("one-" + adapt, options + " --threads 1"));
            assertEquals(one, Bits.of(fit("two-" + adapt, options + " --threads 2")));
            assertEquals(one, Bits.of(fit("three-" + adapt, options + " --threads 3")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"scalar", "simd"})
    void aChainThatAdaptsAloneDoesNotKnowTheOthers(String backend) {
        Path one = fit("one", "--adapt chain --draws 9 --chains 1 --backend " + backend);
        Path many = fit("many", "--adapt chain --draws 9 --chains 50 --backend " + backend);
        assertEquals(Bits.ofFirstChain(one), Bits.ofFirstChain(many));
    }

    @Test
    void theSeedMattersAndIsNewUnlessGiven() {
        Path seven = fit("seven", "--seed 7");
        assertEquals(Bits.of(seven), Bits.of(fit("again", "--seed 7")));
        assertNotEquals(Bits.ofFirstChain(seven), Bits.ofFirstChain(fit("eight", "--seed 8")));
        CommandRun a = unseeded("a");
        CommandRun b = unseeded("b");
        assertNotEquals(seed(a), seed(b));
        fit("repeated", "--seed " + seed(a));
        assertEquals(Bits.of(folder.resolve("a")), Bits.of(folder.resolve("repeated")));
    }

    private CommandRun unseeded(String name) {
        return CommandRun.of(
                        "fit",
                        data,
                        Tables.GROUPS,
                        "--out",
                        folder.resolve(name),
                        "--backend",
                        "scalar",
                        "--warmup",
                        30,
                        "--draws",
                        20)
                .expect(ExitCode.DONE);
    }

    /** The seed that a fit printed. */
    private static String seed(CommandRun run) {
        return run.out().replaceAll("(?s).*seed ([0-9]+)\n.*", "$1");
    }

    private Path fit(String name, String options) {
        Path out = folder.resolve(name);
        CommandRun.fit(data, Tables.GROUPS, out, (Object[]) (options + " --warmup 30").split(" "));
        return out;
    }

    /** A command line that continues a fit on the backend and threads of these options. */
    private static Object[] resume(Path fit, int draws, String options, Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("fit", "--resume", fit, "--draws", draws));
        String[] words = options.split(" ");
        for (int i = 0; i < words.length; i += 2) {
            if (words[i].equals("--backend") || words[i].equals("--threads")) {
                arguments.addAll(List.of(words[i], words[i + 1]));
            }
        }
        arguments.addAll(Arrays.asList(more));
        return arguments.toArray();
    }
}
