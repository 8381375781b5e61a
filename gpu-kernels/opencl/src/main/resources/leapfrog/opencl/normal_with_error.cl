/*
 * Defines the normal family with known standard errors s: with v = sigma^2 + s^2 a row adds -weight [1/2 log v + 1/2 log
 * 2 pi + (y - eta)^2 / (2 v)].
 */
enum { SIGMA };
enum {
    LOG_LIKELIHOOD, /* times -2, without the constant 2 pi */
    BY_LOG_SIGMA
};

typedef struct {
    real variance;
} Family;

INLINE Family begin_family(const Point *p) {
    real sigma = parameter_value(p, SIGMA);
    Family family = {sigma * sigma};
    return family;
}

INLINE real row_score(const Family *family, Row row, real eta, real *sums) {
    real variance = fma((real)(row.error), (real)(row.error), family->variance);
    real residual = row.response - eta;
    real precision = row.weight / variance;
    real score = precision * residual;
    real scaled = score * residual;
    sums[LOG_LIKELIHOOD] += fma((real)(row.weight), log(variance), scaled);
    sums[BY_LOG_SIGMA] = fma(scaled - row.weight, family->variance / variance, sums[BY_LOG_SIGMA]);
    return score;
}

INLINE real finish_family(const Point *p, const Family *family, const real *sums, real *score_scale) {
    *score_scale = (real)(1.0);
    add_by_parameter(p, SIGMA, sums[BY_LOG_SIGMA]);
    return -0.5 * sums[LOG_LIKELIHOOD] - observations(p) * HALF_LOG_TWO_PI;
}
