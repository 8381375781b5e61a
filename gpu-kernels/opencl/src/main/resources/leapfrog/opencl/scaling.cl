/*
 * Maps the coordinates in which a chain moves to its model's, and gradients back: b = T u for the population coefficients
 * of its table, then what stands for the intercept minus the sum of mean_k b_k.
 */

/* A scaling, in ints; offsets point into scaling_numbers. */
enum ScalingField {
    SCALING_SOURCES, /* number of population coefficients; 0 where all coordinates are the same in both */
    SCALING_TARGETS, /* number of coordinates that stand for the intercept */
    SCALING_FACTOR,  /* [sources x sources] upper-triangular T */
    SCALING_MEANS,   /* [targets x sources] */
    SCALING_PLACES   /* [sources + targets] their coordinates */
};

/* Writes the model's coordinates; the chain's stand in both. All of the team see them after. */
INLINE void scale_position(const Chain *c, __global const double *position) {
    int sources = c->scaling[SCALING_SOURCES];
    int targets = c->scaling[SCALING_TARGETS];
    __global const double *factor = c->scaling_numbers + c->scaling[SCALING_FACTOR];
    __global const double *means = c->scaling_numbers + c->scaling[SCALING_MEANS];
    __global const int *source = c->scaling + SCALING_PLACES;
    __global const int *target = source + sources;
    for (int row = MEMBER; row < sources; row += TEAM) {
        double b = 0.0;
        for (int column = row; column < sources; column++) {
            b = fma(factor[row * sources + column], position[source[column]], b);
        }
        c->wanted[source[row]] = b;
    }
    SYNC;
    for (int t = MEMBER; t < targets; t += TEAM) {
        double shift = 0.0;
        for (int k = 0; k < sources; k++) {
            shift = fma(means[(size_t)t * sources + k], c->wanted[source[k]], shift);
        }
        c->wanted[target[t]] -= shift;
    }
    SYNC;
}

/* Turns the gradient by the model's coordinates into one by the chain's. All of the team see it after. */
INLINE void scale_gradient(const Chain *c) {
    SPACE double *gradient = c->point.gradient;
    int sources = c->scaling[SCALING_SOURCES];
    int targets = c->scaling[SCALING_TARGETS];
    __global const double *factor = c->scaling_numbers + c->scaling[SCALING_FACTOR];
    __global const double *means = c->scaling_numbers + c->scaling[SCALING_MEANS];
    __global const int *source = c->scaling + SCALING_PLACES;
    __global const int *target = source + sources;
    for (int k = 0; k < sources; k++) {
        double by_targets = 0.0;
        for (int t = MEMBER; t < targets; t += TEAM) {
            by_targets = fma(means[(size_t)t * sources + k], gradient[target[t]], by_targets);
        }
        team_sums(&c->point, &by_targets, 1);
        if (MEMBER == 0) {
            gradient[source[k]] -= by_targets;
        }
    }
    SYNC;
    /* From the last columns on: each needs the rows above it as they were. */
    for (int first = (sources - 1) / TEAM * TEAM; sources > 0 && first >= 0; first -= TEAM) {
        int column = first + MEMBER;
        double sum = 0.0;
        for (int row = 0; row <= column && column < sources; row++) {
            sum = fma(factor[row * sources + column], gradient[source[row]], sum);
        }
        SYNC;
        if (column < sources) {
            gradient[source[column]] = sum;
        }
    }
    SYNC;
}
