package leapfrog.batch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import leapfrog.engine.Cancellation;
import leapfrog.engine.DeviceException;
import leapfrog.model.InputException;
import leapfrog.sample.BackendUse;
import leapfrog.sample.Diagnosis;
import leapfrog.sample.Fit;
import leapfrog.sample.FitRun;
import leapfrog.sample.FitSettings;
import leapfrog.sample.OpenBackend;
import leapfrog.sample.Progress;
import leapfrog.sample.Sampler;
import leapfrog.sample.Summary;
import leapfrog.sample.SummaryRow;

/** Runs fits of one structure on one session, and what a failure has left of them again. */
final class SharedRuns {
    private final Batch batch;
    private final Device device;
    private final Harvesters harvesters;
    private final Alone alone;
    private final ConcurrentLinkedQueue<Prepared> again = new ConcurrentLinkedQueue<>();

    SharedRuns(Batch batch, Device device, Harvesters harvesters, Alone alone) {
        this.batch = batch;
        this.device = device;
        this.harvesters = harvesters;
        this.alone = alone;
    }

    /** Fits that are to be made once more, each given out once. */
    Collection<Prepared> toBeMadeAgain() {
        List<Prepared> fits = new ArrayList<>();
        for (Prepared fit = again.poll(); fit != null; fit = again.poll()) {
            fits.add(fit);
        }
        return fits;
    }

    /**
     * Makes fits. A failing device is for {@link Device} to deal with; if memory is too small for all of them, or there is any other error,
     * each half is tried by itself, down to the fit that cannot be made.
     *
     * @throws DeviceException if the device fails for good
     */
    void run(List<Prepared> fits) {
        List<Prepared> left = fits;
        while (!left.isEmpty() && !stop().requested()) {
            Session session = new Session(left);
            try {
                session.run();
                return;
            } catch (LedgerException e) {
                throw e;
            } catch (DeviceException e) {
                left = session.left();
                if (e.isOutOfMemory()) {
                    split(left, fit -> fail(fit, String.valueOf(e.getMessage())));
                    return;
                }
                if (left.size() < session.fits.size()) {
                    device.succeeded();
                }
                device.failed(e);
            } catch (OutOfMemoryError e) {
                split(session.left(), fit -> alone.hadNoMemory(fit.planned(), fit.attempt()));
                return;
            } catch (RuntimeException e) {
                split(session.left(), fit -> fail(fit, Batch.unexpected(e)));
                return;
            }
        }
    }

    private void fail(Prepared fit, String reason) {
        batch.record(new FitRecord.Failed(fit.planned(), reason));
    }

    private void split(List<Prepared> fits, Consumer<Prepared> single) {
        if (fits.size() == 1) {
            single.accept(fits.getFirst());
        } else if (!fits.isEmpty()) {
            int half = fits.size() / 2;
            run(fits.subList(0, half));
            run(fits.subList(half, fits.size()));
        }
    }

    private Cancellation stop() {
        return () -> batch.surroundings().stop().requested() || harvesters.hasFailed();
    }

    private void harvest(Prepared prepared, FitRun run, BackendUse use) {
        FitRecord record;
        try {
            record = made(prepared, run, use);
        } catch (OutOfMemoryError e) {
            alone.hadNoMemory(prepared.planned(), prepared.attempt());
            return;
        }
        Optional<FitSettings> other = record instanceof FitRecord.Fitted fitted
                ? batch.options().refit().of(fitted)
                : Optional.empty();
        if (other.isPresent()) {
            again.add(prepared.again(other.get()));
        } else {
            batch.record(record);
        }
    }

    private static FitRecord made(Prepared prepared, FitRun run, BackendUse use) {
        try {
            Fit fit = run.fit(use);
            List<SummaryRow> summary = Summary.of(fit);
            return new FitRecord.Fitted(
                    prepared.planned(),
                    prepared.request().model(),
                    fit,
                    summary,
                    Diagnosis.of(fit, summary),
                    prepared.attempt());
        } catch (RuntimeException e) {
            return new FitRecord.Failed(prepared.planned(), Batch.unexpected(e));
        }
    }

    /** Holds the fits of one session, and which of them have ended. */
    private final class Session {
        private final List<Prepared> fits;
        private final AtomicIntegerArray ended;

        Session(List<Prepared> fits) {
            this.fits = fits;
            ended = new AtomicIntegerArray(fits.size());
        }

        void run() {
            try (OpenBackend backend = device.open(fits)) {
                List<Sampler.Request> requests =
                        fits.stream().map(Prepared::request).toList();
                int chains = requests.getFirst().settings().chains();
                long transitions = requests.stream()
                        .mapToLong(request -> request.transitionsAfter(null))
                        .sum();
                new Sampler(
                                backend.session(),
                                backend.use(),
                                0,
                                batch.surroundings().ticker(),
                                stop())
                        .fitAll(requests, new Progress(chains, transitions), ending(backend.use()));
            }
        }

        private Sampler.Fits ending(BackendUse use) {
            return new Sampler.Fits() {
                @Override
                public void over(FitRun run) {
                    if (run.isComplete()) {
                        ended.set(run.task(), 1);
                        Prepared fit = fits.get(run.task());
                        harvesters.add(() -> harvest(fit, run, use));
                    }
                }

                @Override
                public void failed(int task, InputException reason) {
                    ended.set(task, 1);
                    batch.record(new FitRecord.Failed(fits.get(task).planned(), String.valueOf(reason.getMessage())));
                }
            };
        }

        List<Prepared> left() {
            return IntStream.range(0, fits.size())
                    .filter(task -> ended.get(task) == 0)
                    .mapToObj(fits::get)
                    .toList();
        }
    }
}
