package leapfrog.batch;

import java.util.Optional;
import leapfrog.sample.FitSettings;

/** Says whether a fit is to be made again, and with which settings; a pure function of the fit, so that a batch that goes on says the same. */
@FunctionalInterface
public interface Refit {
    /** Never. */
    Refit NEVER = _ -> Optional.empty();

    /** Once, if the diagnosis is bad, with smaller steps: at a target acceptance of 0.95, or half way from its own to 1 if that is more. */
    Refit BAD = fitted -> {
        if (fitted.attempt() > 1 || fitted.diagnosis().good()) {
            return Optional.empty();
        }
        FitSettings settings = fitted.planned().settings();
        return Optional.of(settings.withTargetAccept(Math.max(0.95, (1 + settings.targetAccept()) / 2)));
    };

    /** The settings to make it with again; nothing if it stays as it is. */
    Optional<FitSettings> of(FitRecord.Fitted fitted);
}
