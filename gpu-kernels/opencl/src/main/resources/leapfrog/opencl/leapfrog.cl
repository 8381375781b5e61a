/*
 * Makes leapfrog steps of a chain with whitened momenta, under either metric: DENSE says which.
 */

/*
 * Under a dense metric L' g is kept beside g; a diagonal one makes it again. A dense metric is held as L and, in the upper triangle, L': neighbours in a team read neighbours
 * either way.
 */
#if DENSE
/* Element d of L' g, g the gradient just computed. */
INLINE double whitened_element(const Chain *c, int d) {
    double sum = 0.0;
    for (int row = d; row < c->dimension; row++) {
        sum = fma(c->metric[(size_t)row * c->dimension + d], c->point.gradient[row], sum);
    }
    return sum;
}

/* Element d of L p. */
INLINE double drift_element(const Chain *c, __global const double *momentum, int d) {
    double sum = 0.0;
    for (int column = 0; column <= d; column++) {
        sum = fma(c->metric[(size_t)column * c->dimension + d], momentum[column], sum);
    }
    return sum;
}
#define WHITENED(c, d) whitened_element(c, d)
#define KEPT(c, point, d) whitened_of(c, point)[d]
#define KEEP(c, point, d, slope) whitened_of(c, point)[d] = slope
#define DRIFT(c, momentum, d) drift_element(c, momentum, d)
#define SYNC_MOMENTUM SYNC
#else
#define WHITENED(c, d) (vector_of(c, VECTOR_SCALE)[d] * (c)->point.gradient[d])
#define KEPT(c, point, d) (vector_of(c, VECTOR_SCALE)[d] * gradient_of(c, point)[d])
#define KEEP(c, point, d, slope)
#define DRIFT(c, momentum, d) (vector_of(c, VECTOR_SCALE)[d] * (momentum)[d])
#define SYNC_MOMENTUM
#endif

/* The log density at a point of the chain, by the model's coordinates; the gradient by the chain's is in c->point. */
INLINE double evaluate(const Chain *c, int point) {
    __global const double *position = position_of(c, point);
    for EACH(d, c) {
        c->wanted[d] = position[d];
    }
    SYNC;
    scale_position(c, position);
    double log_density = density_of(&c->point);
    SYNC;
    scale_gradient(c);
    return log_density;
}

/* Keeps the gradient at a point; kicks the momentum by half a step; returns this member's part of the sum of p^2. */
INLINE double kick(const Chain *c, int point, __global double *momentum, double step_size) {
    __global double *gradient = gradient_of(c, point);
    double half_step = 0.5 * step_size;
    double squares = 0.0;
    for EACH(d, c) {
        double slope = WHITENED(c, d);
        gradient[d] = c->point.gradient[d];
        KEEP(c, point, d, slope);
        double p = fma(half_step, slope, momentum[d]);
        momentum[d] = p;
        squares = fma(p, p, squares);
    }
    return squares;
}

/* Kicks by half a step and drifts by a whole one, from a point and momentum to others. */
INLINE void kick_and_drift(
    const Chain *c, int from, __global const double *momentum, double step_size, int to,
    __global double *next_momentum) {
    __global const double *position = position_of(c, from);
    __global double *next = position_of(c, to);
    double half_step = 0.5 * step_size;
    for EACH(d, c) {
        next_momentum[d] = fma(half_step, KEPT(c, from, d), momentum[d]);
    }
    SYNC_MOMENTUM;
    for EACH(e, c) {
        next[e] = fma(step_size, DRIFT(c, next_momentum, e), position[e]);
    }
}

/* Draws numbers first, first + 1, ... of a purpose; returns this member's part of the sum of their squares. */
INLINE double draw_momentum(
    const Chain *c, uint purpose, ulong transition, ulong first, __global double *momentum) {
    double squares = 0.0;
    for EACH(d, c) {
        double z = random_normal(c->stream, purpose, transition, first + d);
        momentum[d] = z;
        squares = fma(z, z, squares);
    }
    return squares;
}
