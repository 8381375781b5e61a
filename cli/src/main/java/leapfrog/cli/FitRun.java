package leapfrog.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import leapfrog.data.DrawsFormat;
import leapfrog.data.FitFolder;
import leapfrog.data.GrowingFit;
import leapfrog.data.SavedFit;
import leapfrog.regression.Compute;
import leapfrog.regression.OpenFit;
import leapfrog.sample.Fit;
import leapfrog.sample.PartialFitException;
import leapfrog.sample.Progress;
import leapfrog.sample.Sampler;
import org.jspecify.annotations.Nullable;

/**
 * Runs a fit from an open table to a written folder, whatever ends it: the last draw, a signal, a failing device.
 *
 * @param strict whether a bad diagnosis is an error
 * @param errors where to say that a run ended early
 * @param afterwards what else is done with a fit that is written, however it ended
 */
record FitRun(
        Compute compute, Place place, boolean strict, FitOutput output, PrintWriter errors, Afterwards afterwards) {
    /** Works on with a fit that is written. */
    interface Afterwards {
        /**
         * Works on.
         *
         * @param folder where the fit is
         * @param steps fits what else there is to fit
         */
        void accept(SavedFit saved, Path folder, FitSteps steps);
    }

    /**
     * Where a fit goes.
     *
     * @param overwrite whether a fit that is there may be replaced
     * @param formats of the draws, besides Zarr
     */
    record Place(Path folder, boolean overwrite, Set<DrawsFormat> formats) {}

    /**
     * Returns the exit code.
     *
     * @param earlier the fit to continue, or null for a new one
     */
    int run(Sampler.Request request, @Nullable Fit earlier) {
        boolean grows = !request.fitsInMemory(earlier);
        if (grows) {
            request.requireMemoryToHandOn(earlier);
        }
        try (Interruption interruption = Interruption.watch();
                OpenFit opened = OpenFit.open(request, earlier, compute);
                GrowingFit growing =
                        grows ? GrowingFit.begin(place.folder(), place.overwrite(), request.storedBytes()) : null) {
            output.start(opened.request(), opened.use(), earlier);
            Progress progress = opened.progress();
            int code = ExitCode.DONE;
            Fit fit;
            try (ProgressLine line = new ProgressLine("sampling", progress, System.err, output.showsProgress())) {
                fit = growing == null
                        ? opened.sample(progress, interruption)
                        : opened.sample(progress, interruption, growing);
            } catch (PartialFitException e) {
                errors.println("leapfrog: " + e.getMessage());
                errors.flush();
                code = interruption.requested() ? ExitCode.INTERRUPTED : ExitCode.DEVICE;
                if (e.fit() == null) {
                    return code;
                }
                fit = e.fit();
            }
            boolean good;
            try {
                Saved saved = growing == null
                        ? write(fit)
                        : new Saved(growing.complete(fit, place.formats()), place.folder());
                good = show(saved, new FitSteps(compute, interruption));
            } catch (FitSteps.Stopped e) {
                errors.println("leapfrog: " + e.getMessage());
                errors.flush();
                return e.code();
            }
            if (interruption.requested()) {
                return ExitCode.INTERRUPTED;
            }
            return code == ExitCode.DONE && strict && !good ? ExitCode.BAD : code;
        }
    }

    /** A fit that is written, and where. */
    private record Saved(SavedFit fit, Path folder) {}

    /** Writes a fit to its place; where another process has made that folder meanwhile, beside it. */
    private Saved write(Fit fit) {
        SavedFit saved = SavedFit.of(fit);
        Path folder = place.folder();
        if (Files.exists(folder) && !place.overwrite()) {
            folder = FreshFolder.of(folder);
            errors.println("leapfrog: '" + place.folder() + "' was made by another process meanwhile; this fit is in '"
                    + folder + "'");
            errors.flush();
        }
        FitFolder.write(folder, saved, place.overwrite(), place.formats());
        return new Saved(saved, folder);
    }

    /** Says whether the diagnosis is good. */
    private boolean show(Saved saved, FitSteps steps) {
        output.end(saved.fit(), saved.folder());
        afterwards.accept(saved.fit(), saved.folder(), steps);
        return saved.fit().diagnosis().good();
    }
}
