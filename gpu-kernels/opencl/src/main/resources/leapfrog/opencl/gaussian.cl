/*
 * Defines the Gaussian family: y ~ Normal(eta, sigma). Rows give scores, the derivative of the log likelihood by
 * eta times sigma^2, and squares; the scale is applied once, in pull_back().
 */

/* weight * (y - eta); adds weight * (y - eta)^2 to the squares. */
INLINE real row_score(double response, real eta, double weight, real *squares) {
    real residual = (real)(response) - eta;
#if HAS_WEIGHTS
    real score = (real)(weight) * residual;
#else
    real score = residual;
#endif
    *squares = fma(score, residual, *squares);
    return score;
}
