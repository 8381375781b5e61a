package leapfrog.regression;

import leapfrog.engine.Cancellation;
import leapfrog.sample.BackendUse;
import leapfrog.sample.DrawBlocks;
import leapfrog.sample.Fit;
import leapfrog.sample.OpenBackend;
import leapfrog.sample.PartialFitException;
import leapfrog.sample.Progress;
import leapfrog.sample.Sampler;
import org.jspecify.annotations.Nullable;

/**
 * Holds a fit that is about to be sampled, for callers who show its progress or may stop it.
 *
 * @param earlier the fit to continue, or null for a new one
 */
public record OpenFit(Sampler.Request request, @Nullable Fit earlier, OpenBackend backend) implements AutoCloseable {
    /**
     * Opens a backend for a fit; where the one that is asked for by name cannot integrate out what the request does, all coefficients
     * are sampled. A continued fit stays on its backend, whose bits it continues, unless another is asked for by name.
     *
     * @param earlier the fit to continue, or null for a new one
     * @throws leapfrog.model.InputException as {@link Compute#open}
     * @throws leapfrog.engine.DeviceException as {@link Compute#open}
     * @throws leapfrog.engine.HandOverException as {@link Compute#open}
     */
    public static OpenFit open(Sampler.Request request, @Nullable Fit earlier, Compute compute) {
        Compute preferred =
                earlier == null ? compute : compute.preferring(earlier.run().backend());
        Sampler.Request supported = earlier == null ? preferred.supported(request) : request;
        return new OpenFit(
                supported,
                earlier,
                preferred.open(supported.problem(), request.settings().chains(), request.transitionsOfEach(earlier)));
    }

    /**
     * What computes on the backend that is chosen for a new fit, which is not opened: for callers who must know, before they write anything, that
     * none is missing and that none makes them hand over to another process; or who make others like it.
     *
     * @throws leapfrog.model.InputException as {@link Compute#open}
     * @throws leapfrog.engine.DeviceException if a named backend cannot be used here, or none can
     * @throws leapfrog.engine.HandOverException as {@link Compute#open}
     */
    public static Compute chosenFor(Sampler.Request request, Compute compute) {
        return compute.chosenFor(
                compute.supported(request).problem(), request.settings().chains(), request.transitionsOfEach(null));
    }

    /** What it runs on and why. */
    public BackendUse use() {
        return backend.use();
    }

    /** A counter for {@link #sample}. */
    public Progress progress() {
        return new Progress(request.settings().chains(), request.transitionsAfter(earlier));
    }

    /**
     * Runs warm-up and sampling, or continues sampling.
     *
     * @param stop asked between transitions; what was drawn so far is kept
     * @throws PartialFitException if the run was stopped before each chain had a draw, or the device failed
     */
    public Fit sample(Progress progress, Cancellation stop) throws PartialFitException {
        return earlier == null
                ? sampler(stop).fit(request, progress)
                : sampler(stop).resume(request, earlier, progress);
    }

    /**
     * Runs warm-up and sampling, or continues sampling, and hands on the draws while chains sample: for fits that do not fit into memory.
     *
     * @param stop as in {@link #sample(Progress, Cancellation)}
     * @throws PartialFitException as {@link #sample(Progress, Cancellation)}
     */
    public Fit sample(Progress progress, Cancellation stop, DrawBlocks blocks) throws PartialFitException {
        return earlier == null
                ? sampler(stop).fit(request, progress, blocks)
                : sampler(stop).resume(request, earlier, progress, blocks);
    }

    private Sampler sampler(Cancellation stop) {
        return new Sampler(backend.session(), backend.use(), backend.seconds(), System::nanoTime, stop);
    }

    @Override
    public void close() {
        backend.close();
    }
}
