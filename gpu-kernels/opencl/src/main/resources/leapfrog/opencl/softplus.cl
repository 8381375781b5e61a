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

INLINE Tails tails_of(real t) {
    real zero = (real)(0.0);
    real small = exp(-fabs(t));
    real both = log1p(small);
    real larger = 1.0 / (1.0 + small);
    real smaller = small * larger;
    Tails tails;
    tails.softplus = fmax(t, zero) + both;
    tails.softplus_minus = fmax(-t, zero) + both;
    tails.logistic = t >= zero ? larger : smaller;
    tails.logistic_minus = t >= zero ? smaller : larger;
    return tails;
}
