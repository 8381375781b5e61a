package leapfrog.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import leapfrog.backend.BackendChoice;
import leapfrog.backend.Calibration;
import leapfrog.bench.Bench;
import leapfrog.bench.Calibrator;
import leapfrog.bench.Candidate;
import leapfrog.bench.Limits;
import leapfrog.data.CalibrationFile;
import leapfrog.data.CsvFile;
import leapfrog.engine.Backend;
import leapfrog.engine.DeviceException;
import leapfrog.model.InputException;
import leapfrog.regression.Compute;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures this machine: what gradients, transitions and whole fits cost, and how much of its limits they use. */
@Command(
        name = "bench",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = {
            "Times gradients on this machine, one core or one device, for each backend, kind of model and number of"
                    + " chains, and prints nanoseconds a gradient of one chain, nanoseconds a row"
                    + " and term, and the share of what plain loops reach on one core, or plain kernels on the device:"
                    + " fused multiply-adds that wait for no memory, of which a row takes two for each covariate and"
                    + " one for its response (exponentials and logarithms come on top), or a copy's bytes a second"
                    + " where no cache holds the rows. Then the"
                    + " same of leapfrogs, with all that transitions need beside gradients; and whole fits on all"
                    + " cores, the first one of a process and later ones. A few minutes.",
            "",
            "With --calibrate it measures instead what 'auto' chooses backends by, and writes that to a file, which"
                    + " every later fit reads.",
            ""
        })
final class BenchCommand implements Callable<Integer> {
    @Option(
            names = "--backend",
            paramLabel = "NAME",
            defaultValue = "auto",
            description = "time this backend alone: scalar, simd, opencl or tornado (default: all that are here)")
    private String backend = BackendChoice.AUTO;

    @Option(
            names = "--calibrate",
            description = "measure what 'auto' chooses by and write it to FILE; run it on a quiet machine")
    private boolean calibrate;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "with --calibrate: the file (default: $LEAPFROG_CALIBRATION, or leapfrog/calibration.json in"
                    + " $XDG_CONFIG_HOME or ~/.config), which is replaced")
    private @Nullable Path out;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter writer = spec.commandLine().getOut();
        if (out != null && !calibrate) {
            throw new InputException("--out is where --calibrate writes; give both");
        }
        if (calibrate) {
            calibrate(writer);
        } else {
            bench(writer);
        }
        return ExitCode.DONE;
    }

    private void bench(PrintWriter writer) {
        List<Backend> backends = Compute.backends().stream()
                .filter(candidate ->
                        backend.equals(BackendChoice.AUTO) || candidate.name().equals(backend))
                .toList();
        if (backends.isEmpty()) {
            throw new InputException("unknown backend '" + backend + "'; backends are: "
                    + String.join(
                            ", ",
                            Compute.backends().stream()
                                    .map(Backend::name)
                                    .sorted()
                                    .toList()));
        }
        List<Candidate> candidates = Candidate.of(backends);
        if (candidates.isEmpty()) {
            throw new DeviceException("backend " + backend + " has nothing to time here; 'leapfrog devices' says why");
        }
        Limits core = Limits.ofCore();
        print(writer, BenchText.line("one core", core));
        Map<String, Limits> limits = new HashMap<>();
        for (Candidate candidate : candidates) {
            candidate.limits(core).ifPresent(found -> {
                limits.put(candidate.label(), found);
                if (!candidate.host()) {
                    print(writer, BenchText.line(candidate.label(), found));
                }
            });
        }
        print(writer, "\n");
        BenchText text = new BenchText(limits);
        Bench bench = new Bench(candidates);
        print(writer, text.head("a gradient"));
        bench.gradients(timing -> print(writer, text.line(timing)));
        print(writer, "\n" + text.head("a leapfrog"));
        bench.transitions(timing -> print(writer, text.line(timing)));
        print(writer, "\n" + text.headOfFits());
        bench.fits(timing -> print(writer, text.line(timing)));
    }

    private static void print(PrintWriter writer, String text) {
        writer.print(text);
        writer.flush();
    }

    private void calibrate(PrintWriter writer) {
        Path file = out == null ? CalibrationFile.place(System.getenv()) : out;
        CsvFile.check(file, true);
        Calibration measured = Calibrator.measure(Candidate.of(Compute.backends()));
        CalibrationFile.write(file, measured);
        writer.print(BenchText.of(measured));
        writer.println("written to " + file);
        writer.flush();
    }
}
