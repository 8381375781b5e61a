/*
 * Defines the binomial family, y successes of weight trials on the logit scale: a row adds -y softplus(-eta) - (weight -
 * y) softplus(eta).
 */
enum { LOG_LIKELIHOOD };

/* No parameters. */
typedef int Family;

INLINE Family begin_family(const Point *p) {
    return 0;
}

INLINE real row_score(const Family *family, Row row, real eta, real *sums) {
    real successes = (real)(row.response);
    real failures = (real)(row.weight - row.response);
    Tails tails = tails_of(eta);
    sums[LOG_LIKELIHOOD] -= fma(successes, tails.softplus_minus, failures * tails.softplus);
    return fma(successes, tails.logistic_minus, -failures * tails.logistic);
}

INLINE real finish_family(const Point *p, const Family *family, const real *sums, real *score_scale) {
    *score_scale = (real)(1.0);
    return sums[LOG_LIKELIHOOD];
}
