package leapfrog.batch;

import leapfrog.model.ModelStructure;
import leapfrog.sample.FitSettings;
import leapfrog.sample.Sampler;

/**
 * Holds a fit whose model is made.
 *
 * @param attempt 1, or how often it was made before and one
 */
record Prepared(PlannedFit planned, Sampler.Request request, int attempt) {
    /** What fits must have in common to be run together. */
    ModelStructure structure() {
        return request.sampled().structure();
    }

    /** The same once more, with other settings. */
    Prepared again(FitSettings settings) {
        Sampler.Request other =
                new Sampler.Request(request.model(), request.sampled(), request.recipe(), request.data(), settings);
        return new Prepared(planned.with(settings), other, attempt + 1);
    }
}
