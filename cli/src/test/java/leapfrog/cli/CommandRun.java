package leapfrog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Holds how one command line, run in this process, ended.
 *
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
record CommandRun(int code, String out, String err) {
    static CommandRun of(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
        return new CommandRun(code, out.toString(), err.toString());
    }

    /** A short fit on the scalar backend, which must succeed; later options win over these. */
    static CommandRun fit(Path data, String formula, Path out, Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("fit", data, formula, "--out", out));
        List<Object> defaults = List.of("--backend", "scalar", "--warmup", 60, "--draws", 20, "--seed", 7);
        for (int i = 0; i < defaults.size(); i += 2) {
            if (!Arrays.asList(more).contains(defaults.get(i))) {
                arguments.addAll(defaults.subList(i, i + 2));
            }
        }
        arguments.addAll(List.of(more));
        return of(arguments.toArray()).expect(ExitCode.DONE);
    }

    /** This run, whose code must be that. */
    CommandRun expect(int expected) {
        assertEquals(expected, code, () -> "exit code; standard output:\n" + out + "standard error:\n" + err);
        return this;
    }
}
