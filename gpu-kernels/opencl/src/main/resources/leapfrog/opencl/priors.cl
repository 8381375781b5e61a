/*
 * Adds the priors on scalars to the log density, and their derivatives to the gradient.
 */

/* In the order of the host's Shape. */
enum PriorShape {
    PRIOR_NORMAL,
    PRIOR_STUDENT_T,
    PRIOR_EXPONENTIAL,
    PRIOR_GAMMA,
    PRIOR_INVERSE_GAMMA,
    PRIOR_UNIFORM,
    PRIOR_CORRELATION
};

/* What a prior's tables say of it. */
typedef struct {
    int shape;
    int count;
    __global const int *scalars;
    double power;
    double location;
    double scale;
    double df;
    __global const double *weights;
} Prior;

/* The log kernel of a prior at x = (v^power - location) / scale; slope is its derivative by x. */
INLINE real located_kernel(const Prior *prior, real x, real *slope) {
    double df = prior->df;
    switch (prior->shape) {
        case PRIOR_NORMAL:
            *slope = -x;
            return -0.5 * x * x;
        case PRIOR_STUDENT_T:
            *slope = -(df + 1.0) * x / (df + x * x);
            return -0.5 * (df + 1.0) * log1p(x * x / df);
        default:
            *slope = (real)(-1.0);
            return -x;
    }
}

/* Normal, Student's t or exponential. */
INLINE real add_located(const Point *p, const Prior *prior) {
    real slope;
    if (prior->power == 1.0) {
        real value = (real)(0.0);
        for (int i = 0; i < prior->count; i++) {
            value = fma((real)(prior->weights[i]), scalar_magnitude(p, prior->scalars[i]), value);
        }
        real log_kernel = located_kernel(prior, (value - prior->location) / prior->scale, &slope);
        slope /= prior->scale;
        for (int i = 0; i < prior->count; i++) {
            int scalar = prior->scalars[i];
            gather_own(p, scalar, carried_by_magnitude(p, scalar, prior->weights[i] * slope));
        }
        return log_kernel;
    }
    double others = prior->power - 1.0;
    real logarithm = scalar_logarithm(p, prior->scalars[0]);
    real u = exp(prior->power * logarithm);
    real log_kernel = located_kernel(prior, (u - prior->location) / prior->scale, &slope);
    gather_own(p, prior->scalars[0], prior->power / prior->scale * u * slope + others);
    return fma((real)(others), logarithm, log_kernel);
}

/* Gamma or inverse gamma, of log x. */
INLINE real add_gamma(const Point *p, const Prior *prior) {
    double others = prior->power - 1.0;
    real logarithm = scalar_logarithm(p, prior->scalars[0]);
    real log_x = prior->power * logarithm - log(prior->scale);
    double sign = prior->shape == PRIOR_GAMMA ? 1.0 : -1.0;
    double exponent = prior->shape == PRIOR_GAMMA ? prior->df - 1.0 : -(prior->df + 1.0);
    real x = exp(sign * log_x);
    gather_own(p, prior->scalars[0], prior->power * (exponent - sign * x) + others);
    return fma((real)(others), logarithm, fma((real)(exponent), log_x, -x));
}

/* (df - 1) log(1 - v^2), whose derivative by the coordinate is -2 (df - 1) v. */
INLINE real add_correlation(const Point *p, const Prior *prior) {
    double exponent = prior->df - 1.0;
    int scalar = prior->scalars[0];
    gather_own(p, scalar, -2.0 * exponent * scalar_value(p, scalar));
    return exponent * scalar_logarithm(p, scalar);
}

INLINE real add_prior(const Point *p, const Prior *prior) {
    switch (prior->shape) {
        case PRIOR_UNIFORM:
            return (real)(0.0);
        case PRIOR_CORRELATION:
            return add_correlation(p, prior);
        case PRIOR_GAMMA:
        case PRIOR_INVERSE_GAMMA:
            return add_gamma(p, prior);
        default:
            return add_located(p, prior);
    }
}

/*
 * A team shares the priors on one scalar out by scalars, so that no two members add to one; its first member has the others,
 * after them.
 */
#define TURNS min(TEAM, 2)

INLINE bool falls_to(const Prior *prior, int turn) {
    int owner = prior->count == 1 ? prior->scalars[0] % TEAM : 0;
    int due = prior->count == 1 ? 0 : TURNS - 1;
    return owner == MEMBER && due == turn;
}

INLINE real add_priors(const Point *p) {
    real log_density = (real)(0.0);
    for (int turn = 0; turn < TURNS; turn++) {
        __global const int *table = p->tables + p->task[TASK_PRIOR_TABLE];
        __global const double *number = p->numbers + p->task[TASK_PRIOR_NUMBERS];
        for (int k = 0; k < p->task[TASK_PRIORS]; k++) {
            Prior prior = {table[0], table[2], table + 3, table[1], number[0], number[1], number[2], number + 4};
            if (falls_to(&prior, turn)) {
                log_density += number[3] + add_prior(p, &prior);
            }
            table = prior.scalars + prior.count;
            number = prior.weights + prior.count;
        }
        SYNC;
    }
    team_sums(p, &log_density, 1);
    return log_density;
}
