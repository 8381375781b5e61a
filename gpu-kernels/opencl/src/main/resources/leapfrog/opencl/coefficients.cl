/*
 * Computes coefficients. Those of a pooled term, or of term k of a block of correlated ones, are noncentered as mean +
 * sum over m <= k of loading_m z_m, where the loadings are sd times row k of L, the Cholesky factor of the block's
 * correlation matrix; a pooled term is a block of its own with L = 1.
 */

#if TERMS > 0

/*
 * Keeps the rows of all L. Row k, of its canonical partial correlations p: L_km = p_km sqrt(prod over i < m of (1 -
 * p_ki^2)), and L_kk with 1 in place of p_kk.
 */
INLINE void constrain_correlations(const Point *p) {
#pragma unroll 1
    for (int t = MEMBER; t < TERMS; t += TEAM) {
        if (TERM_SOURCE[t] == CORRELATED) {
            __global const int *term = term_of(p, t);
            real log_rest = (real)(0.0);
#pragma unroll 1
            for (int m = 0; m <= TERM_MEMBER[t]; m++) {
                real entry = exp(0.5 * log_rest);
                if (m < TERM_MEMBER[t]) {
                    entry *= scalar_value(p, term[TERM_PARTIALS] + m);
                    log_rest += scalar_logarithm(p, term[TERM_PARTIALS] + m);
                }
                p->sums[AT(term[TERM_CHOLESKY] + m)] = entry;
            }
        }
    }
}

INLINE void loadings_of(const Point *p, int t, real *loading) {
    __global const int *term = term_of(p, t);
    real sd = scalar_value(p, term[TERM_SD]);
#pragma unroll
    for (int m = 0; m < CORRELATED_LARGEST; m++) {
        if (m <= TERM_MEMBER[t]) {
            loading[m] = TERM_SOURCE[t] == CORRELATED ? sd * p->sums[AT(term[TERM_CHOLESKY] + m)] : sd;
        }
    }
}

/*
 * The coefficient of a level, from its code: k >= 0 is coordinate k itself; -1 is the constant 0; -2 - k is, of a
 * direct term, the value of scalar k, and of the others a noncentered one with its z at coordinate k.
 */
INLINE real coefficient(const Point *p, int t, int level, real mean, const real *loading) {
    __global const int *term = term_of(p, t);
    int code = p->tables[term[TERM_CODES] + level];
    if (code >= 0) {
        return p->position[AT(code)];
    }
    if (TERM_SOURCE[t] == DIRECT) {
        return code == -1 ? (real)(0.0) : scalar_value(p, -2 - code);
    }
    real c = mean;
#pragma unroll
    for (int m = 0; m < CORRELATED_LARGEST; m++) {
        if (m <= TERM_MEMBER[t]) {
            int coordinate = -2 - code - (TERM_MEMBER[t] - m) * term[TERM_LEVELS];
            c = fma(loading[m], p->position[AT(coordinate)], c);
        }
    }
    return c;
}
#endif

/* Keeps what the other passes need of the scalars. */
INLINE void constrain_point(const Point *p) {
    constrain_scalars(p);
    SYNC;
#if CORRELATED_BLOCKS > 0
    constrain_correlations(p);
    SYNC;
#endif
}
