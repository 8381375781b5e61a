/*
 * Takes chains through stages, a work-group each: kernel begin starts a stage, kernel advance makes transitions of it.
 */

/* What the host gets of a transition, after the position. */
enum Statistic {
    STATISTIC_LOG_DENSITY,
    STATISTIC_ENERGY,
    STATISTIC_ACCEPTANCE,
    STATISTIC_STEP_SIZE,
    STATISTIC_DEPTH,
    STATISTIC_LEAPFROGS,
    STATISTIC_DIVERGENT,
    STATISTIC_FIELDS
};

#define LOG_ACCEPTANCE -0.22314355131420976 /* log 0.8 */
#define SMALLEST_STEP 1e-300
#define LARGEST_STEP 1e7

/* Dual averaging as the host's DualAveraging: from a step size. */
INLINE void restart_averages(double *state, double step_size) {
    state[STATE_STEP_SIZE] = step_size;
    state[STATE_MU] = log(10.0 * step_size);
    state[STATE_COUNT] = 0.0;
    state[STATE_ERROR_MEAN] = 0.0;
    state[STATE_LOG_STEP] = log(step_size);
    state[STATE_LOG_STEP_MEAN] = state[STATE_LOG_STEP];
}

/* Takes the acceptance of a transition. */
INLINE void update_averages(double *state, double acceptance, double target) {
    double count = state[STATE_COUNT] + 1.0;
    double share = 1.0 / (count + 10.0);
    state[STATE_COUNT] = count;
    state[STATE_ERROR_MEAN] = (1.0 - share) * state[STATE_ERROR_MEAN] + share * (target - fmin(acceptance, 1.0));
    state[STATE_LOG_STEP] = state[STATE_MU] - state[STATE_ERROR_MEAN] * sqrt(count) / 0.05;
    double weight = pow(count, -0.75);
    state[STATE_LOG_STEP_MEAN] = (1.0 - weight) * state[STATE_LOG_STEP_MEAN] + weight * state[STATE_LOG_STEP];
    state[STATE_STEP_SIZE] = exp(state[STATE_LOG_STEP]);
}

/* Adds a vector to the moments of `count` vectors, itself included, as the host's Welford. */
INLINE void add_moments(
    const Chain *c, __global const double *values, __global double *mean, __global double *squares, double count) {
    for EACH(d, c) {
        double delta = values[d] - mean[d];
        mean[d] += delta / count;
        squares[d] += (count - 1.0) / count * delta * delta;
    }
}

/*
 * Starts a stage. Row i of starts: the position, the diagonal of the metric, each of `stride` numbers, the state. The
 * search of a step size is that of the host's StepSizeSearch; the first gradient is the one where the chain starts.
 */
TEAM_KERNEL void begin(
    DATA_ARGUMENTS, WORK_ARGUMENTS, CHAIN_ARGUMENTS, __global const double *starts) {
    size_t arrival = get_group_id(0);
    __global const long *order = orders + arrival * ORDER_FIELDS;
    size_t slot = order[ORDER_SLOT];
    const Chain chain = CHAIN_OF(order);
    const Chain *c = &chain;
    __global const double *start = starts + arrival * (2 * stride + STATE_FIELDS);
    for EACH(d, c) {
        position_of(c, 0)[d] = start[d];
        vector_of(c, VECTOR_SCALE)[d] = start[stride + d];
        for (int moment = VECTOR_POSITION_MEAN; moment < VECTOR_MOMENTA; moment++) {
            vector_of(c, moment)[d] = 0.0;
        }
    }
    double state[STATE_FIELDS];
    for (int i = 0; i < STATE_FIELDS; i++) {
        state[i] = start[2 * stride + i];
    }
    ulong transition = order[ORDER_TRANSITION];
    double step_size = state[STATE_STEP_SIZE] > 0.0 ? state[STATE_STEP_SIZE] : 1.0;
    __global double *momentum = momentum_of(c, 0);
    bool growing = false;
    bool searching = true;
    for (int tried = -1; searching; tried++) {
        double sums[3] = {0.0, 0.0, 0.0};
        int point = 0;
        if (tried >= 0) {
            point = 1;
            sums[0] = draw_momentum(c, STEP_SIZE, transition, (ulong)(tried) * c->dimension, momentum);
            kick_and_drift(c, 0, momentum, step_size, 1, momentum);
        } else {
            for EACH(d, c) {
                momentum[d] = 0.0;
            }
        }
        double log_density = evaluate(c, point);
        sums[1] = kick(c, point, momentum, step_size);
        for EACH(d, c) {
            sums[2] += 0.0 * c->point.gradient[d];
        }
        team_sums(&c->point, sums, 3);
        state[STATE_LEAPFROGS] += 1.0;
        if (tried < 0) {
            state[STATE_LOG_DENSITY] = log_density;
            state[STATE_STARTED] = isfinite(log_density) && sums[2] == 0.0 ? 1.0 : 0.0;
            searching = state[STATE_STARTED] == 1.0 && order[ORDER_SEARCHES] != 0;
        } else {
            double change = (0.5 * sums[0] - state[STATE_LOG_DENSITY]) - (0.5 * sums[1] - log_density);
            bool above = change > LOG_ACCEPTANCE;
            growing = tried == 0 ? above : growing;
            double next = tried == 0 ? step_size : growing ? 2.0 * step_size : 0.5 * step_size;
            searching = above == growing && next <= LARGEST_STEP && next >= SMALLEST_STEP;
            step_size = searching ? next : step_size;
            if (!searching) {
                restart_averages(state, step_size);
            }
        }
    }
    if (MEMBER == 0) {
        for (int i = 0; i < STATE_FIELDS; i++) {
            states[slot * STATE_FIELDS + i] = state[i];
        }
    }
}

/*
 * Makes transitions. Of entry i the host gets results: [entries x most] rows of `stride` coordinates and
 * STATISTIC_FIELDS statistics; then [entries] states; then [entries] moments of 4 vectors.
 */
TEAM_KERNEL void advance(
    DATA_ARGUMENTS, WORK_ARGUMENTS, CHAIN_ARGUMENTS, __global double *results, int most) {
    size_t entry = get_group_id(0);
    size_t entries = get_num_groups(0);
    __global const long *order = orders + entry * ORDER_FIELDS;
    size_t slot = order[ORDER_SLOT];
    const Chain chain = CHAIN_OF(order);
    const Chain *c = &chain;
    double state[STATE_FIELDS];
    for (int i = 0; i < STATE_FIELDS; i++) {
        state[i] = states[slot * STATE_FIELDS + i];
    }
    SYNC;
    Trajectory t;
    t.selected = (int)(state[STATE_POINT]);
    t.log_density[t.selected] = state[STATE_LOG_DENSITY];
    int transitions = state[STATE_STARTED] == 1.0 ? order[ORDER_TRANSITIONS] : 0;
    size_t row_length = stride + STATISTIC_FIELDS;
    for (int i = 0; i < transitions; i++) {
        double step_size = state[STATE_STEP_SIZE];
        Made made = make_transition(c, &t, step_size, order[ORDER_TRANSITION] + i, order[ORDER_MAX_DEPTH]);
        state[STATE_LEAPFROGS] += made.leapfrogs;
        if (order[ORDER_AVERAGES] != 0) {
            update_averages(state, made.acceptance, as_double(order[ORDER_TARGET]));
        }
        if (order[ORDER_MOMENTS] > 0) {
            state[STATE_POSITIONS] += 1.0;
            add_moments(
                c, position_of(c, t.selected), vector_of(c, VECTOR_POSITION_MEAN),
                vector_of(c, VECTOR_POSITION_SQUARES), state[STATE_POSITIONS]);
        }
        if (order[ORDER_MOMENTS] > 1) {
            add_moments(
                c, gradient_of(c, t.selected), vector_of(c, VECTOR_GRADIENT_MEAN),
                vector_of(c, VECTOR_GRADIENT_SQUARES), state[STATE_POSITIONS]);
        }
        __global double *row = results + (entry * most + i) * row_length;
        for EACH(d, c) {
            row[d] = position_of(c, t.selected)[d];
        }
        if (MEMBER == 0) {
            row[stride + STATISTIC_LOG_DENSITY] = t.log_density[t.selected];
            row[stride + STATISTIC_ENERGY] = t.energy[t.selected];
            row[stride + STATISTIC_ACCEPTANCE] = made.acceptance;
            row[stride + STATISTIC_STEP_SIZE] = step_size;
            row[stride + STATISTIC_DEPTH] = made.depth;
            row[stride + STATISTIC_LEAPFROGS] = made.leapfrogs;
            row[stride + STATISTIC_DIVERGENT] = made.divergent;
        }
    }
    state[STATE_POINT] = t.selected;
    state[STATE_LOG_DENSITY] = t.log_density[t.selected];
    __global double *end = results + entries * most * row_length + entry * STATE_FIELDS;
    if (MEMBER == 0) {
        for (int i = 0; i < STATE_FIELDS; i++) {
            states[slot * STATE_FIELDS + i] = state[i];
            end[i] = state[i];
        }
    }
    __global double *moments =
        results + entries * (most * row_length + STATE_FIELDS) + entry * (VECTOR_MOMENTA - VECTOR_POSITION_MEAN) * stride;
    for EACH(e, c) {
        for (int moment = VECTOR_POSITION_MEAN; moment < VECTOR_MOMENTA; moment++) {
            moments[(moment - VECTOR_POSITION_MEAN) * stride + e] = vector_of(c, moment)[e];
        }
    }
}
