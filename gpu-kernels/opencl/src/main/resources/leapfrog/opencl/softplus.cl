/*
 * Computes softplus(t) = log(1 + exp t) and its derivative, the logistic function, at t and at -t, without overflow
 * and without cancellation for any t.
 */
typedef struct {
    real softplus;       /* log(1 + exp t) */
    real softplus_minus; /* log(1 + exp -t) */
    real logistic;       /* 1 / (1 + exp -t) */
    real logistic_minus; /* 1 / (1 + exp t) */
} Tails;

/*
 * With e = exp(-|t|): log(1 + e) as log1p of f = e, or as log 2 + log1p of f = (e - 1) / 2 where e is nearer to 1. One
 * quotient makes both 1 / (1 + e) and f / (2 + f).
 */
INLINE Tails tails_of(real t) {
    real zero = (real)(0.0);
    real small = fast_exp(-fabs(t));
    real f = small > (real)(0.4142135623730950) ? 0.5 * (small - 1.0) : small;
    real n = small > (real)(0.4142135623730950) ? (real)(1.0) : zero;
    real inverse = 1.0 / ((1.0 + small) * (2.0 + f));
    real both = log_of_parts(n, f, f * (1.0 + small) * inverse, zero);
    real larger = (2.0 + f) * inverse;
    real smaller = small * larger;
    Tails tails;
    tails.softplus = t >= zero ? t + both : both;
    tails.softplus_minus = t >= zero ? both : both - t;
    tails.logistic = t >= zero ? larger : smaller;
    tails.logistic_minus = t >= zero ? smaller : larger;
    return tails;
}
