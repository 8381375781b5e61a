package leapfrog.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import leapfrog.backend.BackendChoice;
import leapfrog.data.FitFolder;
import leapfrog.data.SavedFit;
import leapfrog.engine.Problem;
import leapfrog.model.Model;
import leapfrog.sample.Diagnosis;
import leapfrog.sample.Fit;
import leapfrog.sample.PartialFitException;
import leapfrog.sample.Progress;
import leapfrog.sample.Sampler;
import leapfrog.sample.Summary;
import leapfrog.sample.SummaryRow;
import org.jspecify.annotations.Nullable;

/**
 * Runs a fit from an open table to a written folder, whatever ends it: the last draw, a signal, a failing device.
 *
 * @param strict whether a bad diagnosis is an error
 * @param errors where to say that a run ended early
 */
record FitRun(
        BackendArguments backend,
        Path target,
        boolean overwrite,
        boolean strict,
        FitOutput output,
        PrintWriter errors) {

    /**
     * Returns the exit code.
     *
     * @param earlier the fit to continue, or null for a new one
     */
    int run(Sampler.Request request, @Nullable Fit earlier) {
        Model model = request.model();
        int chains = request.settings().chains();
        long transitions = request.transitionsAfter(earlier);
        try (Interruption interruption = Interruption.watch()) {
            long before = System.nanoTime();
            OpenBackend opened = OpenBackend.open(
                    wanted(earlier),
                    new Problem(model.structure(), List.of(model.data())),
                    backend.options(chains, transitions / chains));
            double compileSeconds = (System.nanoTime() - before) * 1e-9;
            output.start(request, opened.use(), earlier);
            Progress progress = new Progress(chains, transitions);
            int code = ExitCode.DONE;
            Fit fit;
            try (var session = opened.session();
                    ProgressLine line = new ProgressLine(progress, System.err, output.showsProgress())) {
                Sampler sampler = new Sampler(session, opened.use(), compileSeconds, System::nanoTime, interruption);
                fit = earlier == null ? sampler.fit(request, progress) : sampler.resume(request, earlier, progress);
            } catch (PartialFitException e) {
                errors.println("leapfrog: " + e.getMessage());
                errors.flush();
                code = interruption.requested() ? ExitCode.INTERRUPTED : ExitCode.DEVICE;
                if (e.fit() == null) {
                    return code;
                }
                fit = e.fit();
            }
            boolean good = write(fit);
            if (interruption.requested()) {
                return ExitCode.INTERRUPTED;
            }
            return code == ExitCode.DONE && strict && !good ? ExitCode.BAD : code;
        }
    }

    /** A continued fit stays on its backend, whose bits it continues, unless another is asked for by name. */
    private String wanted(@Nullable Fit earlier) {
        return earlier != null && backend.backend().equals(BackendChoice.AUTO)
                ? earlier.run().backend()
                : backend.backend();
    }

    /** Says whether the diagnosis is good. */
    private boolean write(Fit fit) {
        List<SummaryRow> summary = Summary.of(fit.draws());
        Diagnosis diagnosis = Diagnosis.of(fit, summary);
        String now = Instant.now().toString();
        FitFolder.write(target, new SavedFit(fit, summary, diagnosis, Main.version(), now), overwrite);
        output.end(fit, summary, diagnosis, target);
        return diagnosis.good();
    }
}
