/*
 * Defines the normal family with all population coefficients integrated out where there are no group effects: of rows there
 * are sums alone, in coordinates in which their products and the priors' precisions are diagonal.
 * leapfrog.model.CoefficientMarginal has the formulas. The host defines MARGINAL_COLUMNS, the coefficients.
 */
enum { SIGMA };

/* Numbers of a task: TASK_MARGINAL_NUMBERS points at these, then at COLUMN_NUMBERS of each coefficient. */
enum { MARGINAL_OBSERVATIONS, MARGINAL_CONSTANT, MARGINAL_SQUARES, MARGINAL_PRIOR_SQUARES, MARGINAL_TOTALS };
enum { COLUMN_GRAM, COLUMN_WITH_RESPONSE, COLUMN_PRECISION, COLUMN_MOMENT, COLUMN_NUMBERS };

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

INLINE real finish_family(const Point *p, const Family *family, const real *sums, real *score_scale) {
    *score_scale = (real)(0.0);
    __global const double *numbers = p->numbers + p->task[TASK_MARGINAL_NUMBERS];
    __global const double *column = numbers + MARGINAL_TOTALS;
    real tau = family->tau;
    real quadratic = fma(tau, (real)(numbers[MARGINAL_SQUARES]), (real)(numbers[MARGINAL_PRIOR_SQUARES]));
    real residual = (real)(numbers[MARGINAL_SQUARES]);
    real logarithm = (real)(0.0);
    for (int m = 0; m < MARGINAL_COLUMNS; m++, column += COLUMN_NUMBERS) {
        double gram = column[COLUMN_GRAM];
        double response = column[COLUMN_WITH_RESPONSE];
        real precision = fma(tau, (real)(gram), (real)(column[COLUMN_PRECISION]));
        real moment = fma(tau, (real)(response), (real)(column[COLUMN_MOMENT]));
        real mean = moment / precision;
        quadratic = fma(-moment, mean, quadratic);
        residual += mean * (gram * mean - 2.0 * response) + gram / precision;
        logarithm += log(precision);
    }
    double count = numbers[MARGINAL_OBSERVATIONS];
    add_by_parameter(p, SIGMA, tau * residual - count);
    return numbers[MARGINAL_CONSTANT] - count * parameter_logarithm(p, SIGMA) - 0.5 * (logarithm + quadratic);
}
