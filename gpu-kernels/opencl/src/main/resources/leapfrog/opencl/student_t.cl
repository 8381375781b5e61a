/*
 * Defines Student's t with scale sigma and nu degrees of freedom: with q = ((y - eta) / sigma)^2 / nu a row adds -weight
 * (nu + 1) / 2 log(1 + q); scores are times nu sigma^2 / (nu + 1).
 */
enum { SIGMA, NU };
enum {
    LOGARITHMS, /* sum of weight log(1 + q) */
    SHARES      /* sum of weight q / (1 + q) */
};

typedef struct {
    real inverse_sigma;
    real inverse_nu;
} Family;

INLINE Family begin_family(const Point *p) {
    Family family = {1.0 / parameter_value(p, SIGMA), 1.0 / parameter_value(p, NU)};
    return family;
}

INLINE real row_score(const Family *family, Row row, real eta, real *sums) {
    real residual = row.response - eta;
    real x = residual * family->inverse_sigma;
    real q = x * x * family->inverse_nu;
    real share;
    real logarithm = fast_log1p(q, &share);
    share *= row.weight;
    sums[LOGARITHMS] = fma((real)(row.weight), logarithm, sums[LOGARITHMS]);
    sums[SHARES] = fma(share, q, sums[SHARES]);
    return share * residual;
}

INLINE real finish_family(const Point *p, const Family *family, const real *sums, real *score_scale) {
    double n = observations(p);
    real nu = parameter_value(p, NU);
    *score_scale = (nu + 1.0) * family->inverse_nu * family->inverse_sigma * family->inverse_sigma;
    real shares = (nu + 1.0) * sums[SHARES];
    real slope;
    real normaliser = half_step(0.5 * nu, &slope) - 0.5 * (parameter_logarithm(p, NU) + LOG_PI);
    add_by_parameter(p, SIGMA, shares - n);
    add_by_parameter(p, NU, 0.5 * (fma((real)(n), fma(nu, slope, (real)(-1.0)), shares - nu * sums[LOGARITHMS])));
    return n * (normaliser - parameter_logarithm(p, SIGMA)) - 0.5 * (nu + 1.0) * sums[LOGARITHMS];
}
