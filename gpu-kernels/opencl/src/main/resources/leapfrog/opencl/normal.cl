/*
 * Defines the normal family: a row adds -weight (y - eta)^2 / (2 sigma^2); scores are times sigma^2.
 */
enum { SIGMA };
enum { SQUARES }; /* sum of weight (y - eta)^2 */

typedef struct {
    real inverse_sigma;
} Family;

INLINE Family begin_family(const Point *p) {
    Family family = {1.0 / parameter_value(p, SIGMA)};
    return family;
}

INLINE real row_score(const Family *family, Row row, real eta, real *sums) {
    real residual = row.response - eta;
    real score = row.weight * residual;
    sums[SQUARES] = fma(score, residual, sums[SQUARES]);
    return score;
}

INLINE real finish_family(const Point *p, const Family *family, const real *sums, real *score_scale) {
    *score_scale = family->inverse_sigma * family->inverse_sigma;
    real squares = p->numbers[p->task[TASK_TOTALS] + TOTAL_RESIDUAL_SQUARES] + sums[SQUARES];
    real scaled = squares * *score_scale;
    add_by_parameter(p, SIGMA, scaled - observations(p));
    return -fma((real)(observations(p)), parameter_logarithm(p, SIGMA) + HALF_LOG_TWO_PI, 0.5 * scaled);
}
