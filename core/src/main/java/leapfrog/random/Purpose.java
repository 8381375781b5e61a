package leapfrog.random;

/** Tells streams of one chain and transition apart. The codes are part of every stream's definition and never change. */
public enum Purpose {
    /** Momenta at the start of a transition. */
    MOMENTUM(0),
    /** Directions of a transition's doublings. */
    DIRECTION(1),
    /** Choices among the points of a trajectory. */
    SELECTION(2),
    /** Starting positions. */
    INIT(3),
    /** Momenta of the step-size search. */
    STEP_SIZE(4),
    /** Posterior predictive draws. */
    PREDICT(5),
    /** Quantities drawn again after sampling. */
    RECOVER(6),
    /** Points of a variational approximation. */
    ADVI(7),
    /** Rows drawn with replacement. */
    RESAMPLE(8);

    final int code;

    Purpose(int code) {
        this.code = code;
    }
}
