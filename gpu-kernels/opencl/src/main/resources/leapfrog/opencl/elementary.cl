/*
 * Computes exp and log1p of rows with additions, products, quotients and fma alone: quicker in vectors than a device's
 * own, and the same on every device.
 */
#define LN2_HIGH 0x1.62e42feep-1
#define LN2_LOW 0x1.a39ef35793c76p-33
#define INVERSE_LN2 0x1.71547652b82fep0
/* Adding it rounds a double of magnitude below 2^51 to an integer, which stands in the low bits of the sum. */
#define ROUND 0x1.8p52
#define SQRT_HALF_BITS 0x3fe6a09e667f3bcdL
#define ROUND_BITS 0x4338000000000000L

/* 2^n of a whole n, -1022 <= n <= 1023. */
INLINE real power_of_two(real n) {
    return AS_REAL(AS_BITS(n + (ROUND + 1023.0)) << 52);
}

/*
 * exp(x): x = n ln 2 + r with |r| <= 1/2 ln 2; e^r by its Taylor polynomial of degree 13 (truncation below 5e-18); 2^n
 * in two factors, so that overflow and gradual underflow are rounded once.
 */
INLINE real fast_exp(real x) {
    real low = (real)(-746.0);
    real high = (real)(710.0);
    x = x < low ? low : x;
    x = x > high ? high : x;
    real n = fma(x, (real)(INVERSE_LN2), (real)(ROUND)) - ROUND;
    real r = fma(n, (real)(-LN2_LOW), fma(n, (real)(-LN2_HIGH), x));
    real r2 = r * r;
    real r4 = r2 * r2;
    /* In pairs of pairs, which do not wait for one another as one chain of products would. */
    real p2 = fma(fma(r, (real)(1.0 / 120), (real)(1.0 / 24)), r2, fma(r, (real)(1.0 / 6), (real)(0.5)));
    real p6 = fma(fma(r, (real)(1.0 / 362880), (real)(1.0 / 40320)), r2, fma(r, (real)(1.0 / 5040), (real)(1.0 / 720)));
    real p10 = fma(
        fma(r, (real)(1.0 / 6227020800), (real)(1.0 / 479001600)), r2,
        fma(r, (real)(1.0 / 39916800), (real)(1.0 / 3628800)));
    real p = fma(fma(fma(p10, r4, p6), r4, p2) * r, r, r) + 1.0;
    real first = fma(n, (real)(0.5), (real)(ROUND)) - ROUND;
    return p * power_of_two(first) * power_of_two(n - first);
}

/*
 * n ln 2 + log(1 + f) + error for sqrt(1/2) <= 1 + f <= sqrt(2) and s = f / (2 + f), by the polynomial of fdlibm's
 * __ieee754_log (Sun Microsystems, 1993).
 */
INLINE real log_of_parts(real n, real f, real s, real error) {
    real z = s * s;
    real p = fma((real)(1.479819860511658591e-01), z, (real)(1.531383769920937332e-01));
    p = fma(p, z, (real)(1.818357216161805012e-01));
    p = fma(p, z, (real)(2.222219843214978396e-01));
    p = fma(p, z, (real)(2.857142874366239149e-01));
    p = fma(p, z, (real)(3.999999999940941908e-01));
    p = fma(p, z, (real)(6.666666666666735130e-01));
    real half_square = 0.5 * f * f;
    real tail = fma(n, (real)(LN2_LOW), fma(s, fma(p, z, half_square), error));
    return fma(n, (real)(LN2_HIGH), f - (half_square - tail));
}

/* log(1 + x) for x >= 0; inverse is 1 / (1 + x). */
INLINE real fast_log1p(real x, real *inverse) {
    real u = 1.0 + x;
    real rounded = u - 1.0;
    real error = (x - rounded) + (1.0 - (u - rounded));
    *inverse = 1.0 / u;
    bits word = AS_BITS(u);
    bits exponent = (word - SQRT_HALF_BITS) >> 52;
    real n = AS_REAL(exponent + ROUND_BITS) - ROUND;
    real f = AS_REAL(word - (exponent << 52)) - 1.0;
    real result = log_of_parts(n, f, f / (2.0 + f), error * *inverse);
    return x < (real)(INFINITY) ? result : x;
}
