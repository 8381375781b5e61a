/*
 * Defines the negative binomial family, y events in weight rows on the log scale: with t = eta - log shape a row adds
 * -y softplus(-t) - weight shape softplus(t); the distinct responses add their part once.
 */
enum { SHAPE };
enum {
    LOG_LIKELIHOOD,
    BY_LOG_SHAPE /* times -1 */
};

typedef struct {
    real shape;
    real log_shape;
} Family;

INLINE Family begin_family(const Point *p) {
    Family family = {parameter_value(p, SHAPE), parameter_logarithm(p, SHAPE)};
    return family;
}

INLINE real row_score(const Family *family, Row row, real eta, real *sums) {
    real trials = row.weight * family->shape;
    Tails tails = tails_of(eta - family->log_shape);
    real tail = trials * tails.softplus;
    real score = fma((real)(row.response), tails.logistic_minus, -trials * tails.logistic);
    sums[LOG_LIKELIHOOD] -= fma((real)(row.response), tails.softplus_minus, tail);
    sums[BY_LOG_SHAPE] += score + tail;
    return score;
}

INLINE real finish_family(const Point *p, const Family *family, const real *sums, real *score_scale) {
    *score_scale = (real)(1.0);
    real slope;
    __global const double *responses = p->numbers + p->task[TASK_RESPONSE_NUMBERS];
    real rising = sum_of_rising(family->shape, p->task[TASK_RESPONSES], responses, &slope);
    add_by_parameter(p, SHAPE, fma(family->shape, slope, -sums[BY_LOG_SHAPE]));
    return sums[LOG_LIKELIHOOD] + rising;
}
