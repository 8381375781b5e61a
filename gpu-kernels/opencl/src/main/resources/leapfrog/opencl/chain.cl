/*
 * Keeps what a chain has on the device: its vectors, its state, and what it is to do.
 *
 * A member of the team reads and writes elements MEMBER, MEMBER + TEAM, ... of every vector: so passes over vectors need
 * no SYNC, but where a whole vector meets a matrix.
 */

/* Points of a trajectory: one for each role, and one that is free. */
#define POINTS 6

/* The vectors of a chain's slot, in units of `stride` numbers. */
enum Vector {
    VECTOR_POINTS,                                        /* [POINTS] position, gradient, and L' g of a dense metric */
    VECTOR_SCALE = 3 * POINTS,                            /* the diagonal of L, of a diagonal metric */
    VECTOR_POSITION_MEAN = VECTOR_SCALE + 1,              /* moments of positions and, with them, of gradients */
    VECTOR_GRADIENT_MEAN = VECTOR_POSITION_MEAN + 1,
    VECTOR_POSITION_SQUARES = VECTOR_GRADIENT_MEAN + 1,
    VECTOR_GRADIENT_SQUARES = VECTOR_POSITION_SQUARES + 1,
    VECTOR_MOMENTA = VECTOR_GRADIENT_SQUARES + 1          /* [MOMENTA of the largest depth] */
};

/* What a launch has a chain do, in longs; the host's Order writes it. */
enum Order {
    ORDER_SLOT,        /* where the chain stands */
    ORDER_TASK,        /* its task */
    ORDER_SEED,        /* key of its random numbers */
    ORDER_CHAIN,       /* its number in its fit */
    ORDER_TRANSITION,  /* number of its next transition */
    ORDER_TRANSITIONS, /* how many to make */
    ORDER_MAX_DEPTH,
    ORDER_AVERAGES, /* whether dual averaging sets the step size */
    ORDER_TARGET,   /* bits of the mean acceptance it aims at */
    ORDER_SEARCHES, /* whether to search a step size first; for kernel begin */
    ORDER_MOMENTS,  /* vectors of moments that are summed: 0, 1 for positions, 2 for gradients too */
    ORDER_SCALING,  /* where its scaling stands, see Scaling */
    ORDER_METRIC,   /* where its dense metric stands in `metrics` */
    ORDER_FIELDS
};

/* What stays of a chain from launch to launch beside its vectors. */
enum State {
    STATE_STEP_SIZE,
    STATE_MU, /* five numbers of dual averaging */
    STATE_COUNT,
    STATE_ERROR_MEAN,
    STATE_LOG_STEP,
    STATE_LOG_STEP_MEAN,
    STATE_LOG_DENSITY, /* at its point */
    STATE_POINT,       /* which of its points it is at */
    STATE_LEAPFROGS,   /* gradients evaluated in this stage */
    STATE_POSITIONS,   /* positions in the moments */
    STATE_STARTED,     /* 1 if the gradient where it started was finite, else 0 */
    STATE_FIELDS
};

#define CHAIN_ARGUMENTS \
    __global const int *scalings, __global const double *scaling_numbers, __global const double *metrics, \
        __global double *vectors, long slot_length, __global double *states, __global const long *orders

typedef struct {
    Point point;
    SPACE double *wanted; /* point.position */
    __global double *vectors;
    int stride;
    int dimension;
    __global const int *scaling;
    __global const double *scaling_numbers;
    __global const double *metric;
    Stream stream;
} Chain;

#define CHAIN_OF(order) \
    { \
        .point = POINT_OF((order)[ORDER_TASK], (order)[ORDER_SLOT]), .wanted = WORK_PLACE, \
        .vectors = vectors + (order)[ORDER_SLOT] * slot_length, .stride = stride, \
        .dimension = tables[(order)[ORDER_TASK] * TASK_FIELDS + TASK_DIMENSION], \
        .scaling = scalings + (order)[ORDER_SCALING], .scaling_numbers = scaling_numbers, \
        .metric = metrics + (order)[ORDER_METRIC], .stream = {(order)[ORDER_SEED], (order)[ORDER_CHAIN]} \
    }

#define EACH(d, c) (int d = MEMBER; d < (c)->dimension; d += TEAM)

INLINE __global double *vector_of(const Chain *c, int vector) {
    return c->vectors + (size_t)vector * c->stride;
}

INLINE __global double *position_of(const Chain *c, int point) {
    return vector_of(c, VECTOR_POINTS + 3 * point);
}

INLINE __global double *gradient_of(const Chain *c, int point) {
    return vector_of(c, VECTOR_POINTS + 3 * point + 1);
}

INLINE __global double *whitened_of(const Chain *c, int point) {
    return vector_of(c, VECTOR_POINTS + 3 * point + 2);
}

INLINE __global double *momentum_of(const Chain *c, int momentum) {
    return vector_of(c, VECTOR_MOMENTA + momentum);
}
