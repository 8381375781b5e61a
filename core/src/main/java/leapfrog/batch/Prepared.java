package leapfrog.batch;

import leapfrog.model.ModelStructure;
import leapfrog.sample.Sampler;

/**
 * Holds a fit whose model is made.
 *
 * @param attempt 1, or 2 if a first fit was bad
 */
record Prepared(PlannedFit planned, Sampler.Request request, int attempt) {
    /** What fits must have in common to be run together. */
    ModelStructure structure() {
        return request.sampled().structure();
    }

    /** The same once more, with smaller steps. */
    Prepared again() {
        PlannedFit smaller = planned.withSmallerSteps();
        Sampler.Request other = new Sampler.Request(
                request.model(), request.sampled(), request.recipe(), request.data(), smaller.settings());
        return new Prepared(smaller, other, attempt + 1);
    }
}
