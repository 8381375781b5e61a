/*
 * Defines the normal family with all population coefficients integrated out where there are no group effects: of rows there
 * are sums alone, in coordinates in which their products and the priors' precisions are diagonal.
 * leapfrog.model.CoefficientMarginal has the formulas. The host defines MARGINAL_COLUMNS, the coefficients, and MARGINAL_GIVEN, how
 * many of them, the last ones, are scalars and not integrated out.
 */
enum { SIGMA };

#define MARGINAL_INTEGRATED (MARGINAL_COLUMNS - MARGINAL_GIVEN)

/*
 * Numbers of a task: TASK_MARGINAL_NUMBERS points at these, then at COLUMN_NUMBERS of each coefficient, after which come two for each that
 * is given, the products of both columns and what priors add to that; then at the shifts of those. TASK_MARGINAL_TABLE points at
 * the scalars that these are.
 */
enum { MARGINAL_OBSERVATIONS, MARGINAL_CONSTANT, MARGINAL_SQUARES, MARGINAL_PRIOR_SQUARES, MARGINAL_TOTALS };
enum { COLUMN_GRAM, COLUMN_WITH_RESPONSE, COLUMN_PRECISION, COLUMN_MOMENT, COLUMN_NUMBERS };
#define COLUMN_STRIDE (COLUMN_NUMBERS + 2 * MARGINAL_GIVEN)

/* tau = 1 / sigma^2. */
typedef struct {
    real tau;
} Family;

INLINE Family begin_family(const Point *p) {
    real inverse = 1.0 / parameter_value(p, SIGMA);
    Family family = {inverse * inverse};
    return family;
}

/* There are no rows. */
INLINE real row_score(const Family *family, Row row, real eta, real *sums) {
    return (real)(0.0);
}

/* A column with the response, and the priors' moment, less what columns of coefficients that are given take out. */
typedef struct {
    real response;
    real moment;
} Side;

#if MARGINAL_GIVEN > 0
INLINE int given_scalar(const Point *p, int k) {
    return p->tables[p->task[TASK_MARGINAL_TABLE] + k];
}
#endif

INLINE Side side_of(__global const double *column, const real *given) {
    Side side = {(real)(column[COLUMN_WITH_RESPONSE]), (real)(column[COLUMN_MOMENT])};
#if MARGINAL_GIVEN > 0
    for (int k = 0; k < MARGINAL_GIVEN; k++) {
        side.response = fma(given[k], (real)(-column[COLUMN_NUMBERS + 2 * k]), side.response);
        side.moment = fma(given[k], (real)(-column[COLUMN_NUMBERS + 2 * k + 1]), side.moment);
    }
#endif
    return side;
}

INLINE real finish_family(const Point *p, const Family *family, const real *sums, real *score_scale) {
    *score_scale = (real)(0.0);
    __global const double *numbers = p->numbers + p->task[TASK_MARGINAL_NUMBERS];
    __global const double *column = numbers + MARGINAL_TOTALS;
    real tau = family->tau;
    real residual = (real)(numbers[MARGINAL_SQUARES]);
    real quadratic = (real)(numbers[MARGINAL_PRIOR_SQUARES]);
    real given[MARGINAL_GIVEN + 1];
#if MARGINAL_GIVEN > 0
    real by_given[MARGINAL_GIVEN];
    __global const double *first = column + MARGINAL_INTEGRATED * COLUMN_STRIDE;
    for (int k = 0; k < MARGINAL_GIVEN; k++) {
        given[k] = scalar_value(p, given_scalar(p, k)) - column[MARGINAL_COLUMNS * COLUMN_STRIDE + k];
    }
    for (int k = 0; k < MARGINAL_GIVEN; k++) {
        __global const double *own = first + k * COLUMN_STRIDE;
        Side side = side_of(own, given);
        residual -= given[k] * (own[COLUMN_WITH_RESPONSE] + side.response);
        quadratic -= given[k] * (own[COLUMN_MOMENT] + side.moment);
        by_given[k] = fma(tau, side.response, side.moment);
    }
#endif
    quadratic = fma(tau, residual, quadratic);
    real logarithm = (real)(0.0);
    for (int m = 0; m < MARGINAL_INTEGRATED; m++, column += COLUMN_STRIDE) {
        double gram = column[COLUMN_GRAM];
        Side side = side_of(column, given);
        real precision = fma(tau, (real)(gram), (real)(column[COLUMN_PRECISION]));
        real moment = fma(tau, side.response, side.moment);
        real mean = moment / precision;
        quadratic = fma(-moment, mean, quadratic);
        residual += mean * (gram * mean - 2.0 * side.response) + gram / precision;
        logarithm += log(precision);
#if MARGINAL_GIVEN > 0
        for (int k = 0; k < MARGINAL_GIVEN; k++) {
            __global const double *both = column + COLUMN_NUMBERS + 2 * k;
            by_given[k] = fma(-mean, fma(tau, (real)(both[0]), (real)(both[1])), by_given[k]);
        }
#endif
    }
#if MARGINAL_GIVEN > 0
    for (int k = 0; k < MARGINAL_GIVEN; k++) {
        add_by_value(p, given_scalar(p, k), by_given[k]);
    }
#endif
    double count = numbers[MARGINAL_OBSERVATIONS];
    add_by_parameter(p, SIGMA, tau * residual - count);
    return numbers[MARGINAL_CONSTANT] - count * parameter_logarithm(p, SIGMA) - 0.5 * (logarithm + quadratic);
}
