/*
 * Defines the Poisson family, y events in weight rows on the log scale: a row adds y eta - weight exp(eta).
 */
enum { LOG_LIKELIHOOD };

/* No parameters. */
typedef int Family;

INLINE Family begin_family(const Point *p) {
    return 0;
}

INLINE real row_score(const Family *family, Row row, real eta, real *sums) {
    real mean = row.weight * fast_exp(eta);
    sums[LOG_LIKELIHOOD] += fma((real)(row.response), eta, -mean);
    return row.response - mean;
}

INLINE real finish_family(const Point *p, const Family *family, const real *sums, real *score_scale) {
    *score_scale = (real)(1.0);
    return sums[LOG_LIKELIHOOD];
}
