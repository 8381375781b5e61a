package leapfrog.model;

/** Names the distributions of a response given its linear predictor η. */
public enum Family {
    /** y ~ Normal(η, sigma). */
    GAUSSIAN
}
