package leapfrog.mixed;

/** Says what a fit maximises. */
public enum Criterion {
    /** The restricted likelihood: that of contrasts free of the fixed effects. */
    REML,
    /** The likelihood. */
    ML
}
