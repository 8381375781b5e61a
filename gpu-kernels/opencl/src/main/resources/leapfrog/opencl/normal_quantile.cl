/*
 * Computes quantiles of the standard normal distribution: algorithm AS 241, PPND16 (Wichura 1988, Applied Statistics 37,
 * 477-484, doi:10.2307/2347330), with the operations of the host's NormalQuantile, so with its bits.
 */

/* The logarithm of a positive normal number, as the host's FusedLog. */
INLINE double fused_log(double x) {
    long word = as_long(x);
    long exponent = (word - SQRT_HALF_BITS) >> 52;
    double n = (double)(exponent);
    double f = as_double(word - (exponent << 52)) - 1.0;
    double s = f / (f + 2.0);
    double z = s * s;
    double p = fma(1.479819860511658591e-01, z, 1.531383769920937332e-01);
    p = fma(p, z, 1.818357216161805012e-01);
    p = fma(p, z, 2.222219843214978396e-01);
    p = fma(p, z, 2.857142874366239149e-01);
    p = fma(p, z, 3.999999999940941908e-01);
    p = fma(p, z, 6.666666666666735130e-01);
    double half_square = 0.5 * f * f;
    double tail = fma(s, fma(p, z, half_square), n * LN2_LOW);
    return fma(n, LN2_HIGH, f - (half_square - tail));
}

/* For |q| <= 0.425, q = u - 1/2. */
INLINE double quantile_central(double q) {
    double r = fma(-q, q, 0.180625);
    double top = 2.5090809287301226727e+3;
    top = fma(top, r, 3.3430575583588128105e+4);
    top = fma(top, r, 6.7265770927008700853e+4);
    top = fma(top, r, 4.5921953931549871457e+4);
    top = fma(top, r, 1.3731693765509461125e+4);
    top = fma(top, r, 1.9715909503065514427e+3);
    top = fma(top, r, 1.3314166789178437745e+2);
    top = fma(top, r, 3.3871328727963666080e0);
    double bottom = 5.2264952788528545610e+3;
    bottom = fma(bottom, r, 2.8729085735721942674e+4);
    bottom = fma(bottom, r, 3.9307895800092710610e+4);
    bottom = fma(bottom, r, 2.1213794301586595867e+4);
    bottom = fma(bottom, r, 5.3941960214247511077e+3);
    bottom = fma(bottom, r, 6.8718700749205790830e+2);
    bottom = fma(bottom, r, 4.2313330701600911252e+1);
    bottom = fma(bottom, r, 1.0);
    return q * top / bottom;
}

/* For s = sqrt(-log p) <= 5, p the smaller tail probability. */
INLINE double quantile_near(double s) {
    double r = s - 1.6;
    double top = 7.74545014278341407640e-4;
    top = fma(top, r, 2.27238449892691845833e-2);
    top = fma(top, r, 2.41780725177450611770e-1);
    top = fma(top, r, 1.27045825245236838258e0);
    top = fma(top, r, 3.64784832476320460504e0);
    top = fma(top, r, 5.76949722146069140550e0);
    top = fma(top, r, 4.63033784615654529590e0);
    top = fma(top, r, 1.42343711074968357734e0);
    double bottom = 1.05075007164441684324e-9;
    bottom = fma(bottom, r, 5.47593808499534494600e-4);
    bottom = fma(bottom, r, 1.51986665636164571966e-2);
    bottom = fma(bottom, r, 1.48103976427480074590e-1);
    bottom = fma(bottom, r, 6.89767334985100004550e-1);
    bottom = fma(bottom, r, 1.67638483018380384940e0);
    bottom = fma(bottom, r, 2.05319162663775882187e0);
    bottom = fma(bottom, r, 1.0);
    return top / bottom;
}

/* For s beyond. */
INLINE double quantile_far(double s) {
    double r = s - 5.0;
    double top = 2.01033439929228813265e-7;
    top = fma(top, r, 2.71155556874348757815e-5);
    top = fma(top, r, 1.24266094738807843860e-3);
    top = fma(top, r, 2.65321895265761230930e-2);
    top = fma(top, r, 2.96560571828504891230e-1);
    top = fma(top, r, 1.78482653991729133580e0);
    top = fma(top, r, 5.46378491116411436990e0);
    top = fma(top, r, 6.65790464350110377720e0);
    double bottom = 2.04426310338993978564e-15;
    bottom = fma(bottom, r, 1.42151175831644588870e-7);
    bottom = fma(bottom, r, 1.84631831751005468180e-5);
    bottom = fma(bottom, r, 7.86869131145613259100e-4);
    bottom = fma(bottom, r, 1.48753612908506148525e-2);
    bottom = fma(bottom, r, 1.36929880922735805310e-1);
    bottom = fma(bottom, r, 5.99832206555887937690e-1);
    bottom = fma(bottom, r, 1.0);
    return top / bottom;
}

/* u lies in the open interval (0, 1), 1 - u is exact. */
INLINE double normal_quantile(double u) {
    double q = u - 0.5;
    if (fabs(q) <= 0.425) {
        return quantile_central(q);
    }
    double s = sqrt(-fused_log(fmin(u, 1.0 - u)));
    return copysign(s <= 5.0 ? quantile_near(s) : quantile_far(s), q);
}

INLINE double random_normal(Stream stream, uint purpose, ulong transition, ulong index) {
    return normal_quantile(random_uniform(stream, purpose, transition, index));
}
