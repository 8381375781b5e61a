package leapfrog.batch;

import java.util.List;
import java.util.function.Consumer;
import leapfrog.engine.DeviceException;
import leapfrog.engine.Problem;
import leapfrog.sample.OpenBackend;
import leapfrog.sample.Sampler;
import org.jspecify.annotations.Nullable;

/**
 * Opens the backend of a batch for one problem after the other, and decides what follows a failure: it is opened once more; if it fails again
 * before another fit has ended, the stand-in takes its place, or the batch ends.
 */
final class Device {
    private final @Nullable BackendOpener standIn;
    private final Consumer<String> notices;
    private BackendOpener opener;
    private boolean opened;
    private boolean failedBefore;

    /**
     * @param standIn what computes after the second failure, or null for nothing
     * @param notices takes what the user must be told
     */
    Device(BackendOpener opener, @Nullable BackendOpener standIn, Consumer<String> notices) {
        this.opener = opener;
        this.standIn = standIn;
        this.notices = notices;
    }

    /** The fit with its coefficients sampled, where the backend cannot integrate them out. */
    Prepared supported(Prepared fit) {
        return new Prepared(fit.planned(), opener.supported(fit.request()), fit.attempt());
    }

    /** @throws DeviceException if it cannot be opened */
    OpenBackend open(List<Prepared> fits) {
        int chains =
                fits.stream().mapToInt(fit -> fit.request().settings().chains()).sum();
        Sampler.Request first = fits.getFirst().request();
        Problem problem = new Problem(
                first.sampled().structure(),
                fits.stream().map(fit -> fit.request().sampled().data()).toList());
        OpenBackend backend = opener.open(problem, chains, first.transitionsOfEach(null));
        opened = true;
        return backend;
    }

    /** Notes that a fit has ended. */
    void succeeded() {
        failedBefore = false;
    }

    /**
     * Decides what follows a failure; returns if there is something to go on with.
     *
     * @throws DeviceException the failure itself if there is not, or if the device has never worked
     */
    void failed(DeviceException failure) {
        if (!opened) {
            throw failure;
        }
        if (!failedBefore) {
            failedBefore = true;
            notices.accept("the device failed (" + failure.getMessage() + "); it is opened once more");
        } else if (standIn != null && opener != standIn) {
            failedBefore = false;
            opener = standIn;
            notices.accept("the device failed again (" + failure.getMessage()
                    + "); FROM HERE ON THE PROCESSOR COMPUTES, slower perhaps, and with other last digits");
        } else {
            throw failure;
        }
    }
}
