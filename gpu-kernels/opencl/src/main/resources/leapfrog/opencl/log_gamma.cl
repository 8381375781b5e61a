/*
 * Computes the differences of log Gamma, and of its derivative psi, that densities are made of, without the
 * cancellation of two large logarithms: FEW steps of the recurrence, the same number for every chain, then Stirling's
 * series (Abramowitz and Stegun 6.1.40, 6.3.18), which is exact to rounding for arguments from 10 on.
 */
#define FEW 16

/* log Gamma(x) - [(x - 1/2) log x - x + 1/2 log 2 pi] for x >= 10. */
INLINE real stirling(real x) {
    real r = 1.0 / (x * x);
    real series = fma(r, (real)(1.0 / 156), (real)(-691.0 / 360360));
    series = fma(r, series, (real)(1.0 / 1188));
    series = fma(r, series, (real)(-1.0 / 1680));
    series = fma(r, series, (real)(1.0 / 1260));
    series = fma(r, series, (real)(-1.0 / 360));
    return fma(r, series, (real)(1.0 / 12)) / x;
}

/* log x - 1 / (2 x) - psi(x) for x >= 10. */
INLINE real psi_series(real x) {
    real r = 1.0 / (x * x);
    real series = fma(r, (real)(1.0 / 12), (real)(-691.0 / 32760));
    series = fma(r, series, (real)(1.0 / 132));
    series = fma(r, series, (real)(-1.0 / 240));
    series = fma(r, series, (real)(1.0 / 252));
    series = fma(r, series, (real)(-1.0 / 120));
    return r * fma(r, series, (real)(1.0 / 12));
}

/*
 * The sum over n_i, ascending whole numbers above 0 in count pairs (n_i, weight), of weight times log Gamma(a + n_i) -
 * log Gamma(a) = log a + log(a + 1) + ... + log(a + n_i - 1); slope is its derivative by a.
 */
INLINE real sum_of_rising(real a, int count, __global const double *pairs, real *slope) {
    real sum = (real)(0.0);
    real slope_sum = (real)(0.0);
    real head = (real)(0.0);
    real head_slope = (real)(0.0);
    int heads = 0;
    real low = a + (double)(FEW);
    real low_stirling = stirling(low);
    real low_psi = psi_series(low);
    for (int i = 0; i < count; i++) {
        double n = pairs[2 * i];
        double weight = pairs[2 * i + 1];
        for (; heads < FEW && heads < n; heads++) {
            real step = a + (double)(heads);
            head += log(step);
            head_slope += 1.0 / step;
        }
        real rising = head;
        real rising_slope = head_slope;
        if (n > FEW) {
            real rest = (real)(n - FEW);
            real high = low + rest;
            real ratio = log1p(rest / low);
            rising += fma(low - 0.5, ratio, rest * (log(high) - 1.0)) + (stirling(high) - low_stirling);
            rising_slope += ratio + 0.5 * rest / (low * high) + (low_psi - psi_series(high));
        }
        sum = fma((real)(weight), rising, sum);
        slope_sum = fma((real)(weight), rising_slope, slope_sum);
    }
    *slope = slope_sum;
    return sum;
}

/* log Gamma(a + 1/2) - log Gamma(a); slope is its derivative by a. */
INLINE real half_step(real a, real *slope) {
    real product = (real)(1.0);
    real sum = (real)(0.0);
    for (int k = 0; k < FEW; k++) {
        real step = a + (double)(k);
        real ratio = 0.5 / step;
        product = fma(product, ratio, product);
        sum += ratio / (step + 0.5);
    }
    real high = a + (double)(FEW);
    real r = 1.0 / (high * high);
    real series = fma(r, (real)(-31.0 / 18432), (real)(17.0 / 14336));
    series = fma(r, series, (real)(-1.0 / 640));
    series = fma(r, series, (real)(1.0 / 192));
    series = fma(r, series, (real)(-1.0 / 8));
    real slopes = fma(r, (real)(-279.0 / 18432), (real)(119.0 / 14336));
    slopes = fma(r, slopes, (real)(-5.0 / 640));
    slopes = fma(r, slopes, (real)(3.0 / 192));
    slopes = fma(r, slopes, (real)(-1.0 / 8));
    *slope = sum + 0.5 / high - slopes * r;
    return fma((real)(0.5), log(high), series / high) - log(product);
}
