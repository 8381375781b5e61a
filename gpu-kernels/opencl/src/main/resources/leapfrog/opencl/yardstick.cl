/*
 * What a device does at most: multiply-adds that stay in registers, and a copy. The host defines WIDTH, numbers of a work-item.
 */
#pragma OPENCL EXTENSION cl_khr_fp64 : enable

#if WIDTH == 1
typedef double real;
#elif WIDTH == 8
typedef double8 real;
#else
#error "WIDTH is 1 or 8"
#endif

/* Eight sequences x = x · factor + summand side by side, for one waits for its last element. */
__kernel void multiply_add(__global real *values, double factor, double summand, int rounds) {
    size_t item = get_global_id(0);
    real f = factor;
    real s = summand;
    real a = values[item];
    real b = a + 1;
    real c = a + 2;
    real d = a + 3;
    real e = a + 4;
    real g = a + 5;
    real h = a + 6;
    real i = a + 7;
    for (int round = 0; round < rounds; round++) {
        a = fma(a, f, s);
        b = fma(b, f, s);
        c = fma(c, f, s);
        d = fma(d, f, s);
        e = fma(e, f, s);
        g = fma(g, f, s);
        h = fma(h, f, s);
        i = fma(i, f, s);
    }
    values[item] = ((a + b) + (c + d)) + ((e + g) + (h + i));
}

__kernel void copy(__global const real *from, __global real *to) {
    size_t item = get_global_id(0);
    to[item] = from[item];
}
