/*
 * Passes over a piece of the levels of the factor that is eliminated: each level is independent of the others until what
 * they leave is added up, piece by piece.
 */

/* The columns that a level has, the response being the last; their number. */
INLINE __global const int *columns_of_level(const Point *p, int level, int *first, int *count) {
    __global const int *starts = elimination_list(p, ELIMINATION_LEVEL_COLUMNS);
    *first = starts[level];
    *count = starts[level + 1] - *first;
    return elimination_list(p, ELIMINATION_MET) + *first;
}

/* G of a level. */
INLINE SPACE real *solved_of(const Point *p, int first) {
    return elimination_sums(p, ELIMINATION_SOLVED) + AT(first * MARGINAL_EFFECTS);
}

/* Makes C of M = I + tau Lambda' A Lambda, inverses on its diagonal, column by column; returns |C|. */
INLINE real condition_level(real tau, const real *lambda, __global const double *gram, real *c) {
    real product = (real)(1.0);
#pragma unroll
    for (int j = 0; j < MARGINAL_EFFECTS; j++) {
        real scaled[MARGINAL_EFFECTS];
#pragma unroll
        for (int k = j; k < MARGINAL_EFFECTS; k++) {
            scaled[k] = (real)(0.0);
#pragma unroll
            for (int l = j; l < MARGINAL_EFFECTS; l++) {
                scaled[k] = fma((real)(gram[k * MARGINAL_EFFECTS + l]), lambda[l * MARGINAL_EFFECTS + j], scaled[k]);
            }
        }
#pragma unroll
        for (int i = j; i < MARGINAL_EFFECTS; i++) {
            real sum = (real)(0.0);
#pragma unroll
            for (int k = i; k < MARGINAL_EFFECTS; k++) {
                sum = fma(lambda[k * MARGINAL_EFFECTS + i], scaled[k], sum);
            }
            real entry = fma(tau, sum, (real)(i == j ? 1.0 : 0.0));
#pragma unroll
            for (int k = 0; k < j; k++) {
                entry = fma(-c[i * MARGINAL_EFFECTS + k], c[j * MARGINAL_EFFECTS + k], entry);
            }
            if (i == j) {
                entry = sqrt(entry);
                product *= entry;
                c[j * MARGINAL_EFFECTS + j] = 1.0 / entry;
            } else {
                c[i * MARGINAL_EFFECTS + j] = entry * c[j * MARGINAL_EFFECTS + j];
            }
        }
    }
    return product;
}

/* Fills G = C^-1 tau Lambda' [B, c] of a level, column by column. */
INLINE void solve_level(const Point *p, int level, real tau, const real *lambda, const real *c) {
    int first;
    int count;
    __global const int *met = columns_of_level(p, level, &first, &count);
    __global const double *products = elimination_numbers(p, ELIMINATION_PRODUCTS) + first * MARGINAL_EFFECTS;
    SPACE const real *scales = elimination_sums(p, ELIMINATION_LAMBDA);
    SPACE real *solved = solved_of(p, first);
    for (int m = 0; m < count; m++) {
        __global const int *scale = scale_of_column(p, met[m]);
        real x[MARGINAL_EFFECTS];
#pragma unroll
        for (int k = 0; k < MARGINAL_EFFECTS; k++) {
            x[k] = (real)(0.0);
        }
        for (int i = 0; i < scale[SCALE_COUNT]; i++) {
            real by = scales[AT(scale[SCALE_FIRST] + i * scale[SCALE_STEP])];
#pragma unroll
            for (int k = 0; k < MARGINAL_EFFECTS; k++) {
                x[k] = fma(by, (real)(products[k * count + m + i]), x[k]);
            }
        }
#pragma unroll
        for (int i = 0; i < MARGINAL_EFFECTS; i++) {
            real sum = (real)(0.0);
#pragma unroll
            for (int k = i; k < MARGINAL_EFFECTS; k++) {
                sum = fma(lambda[k * MARGINAL_EFFECTS + i], x[k], sum);
            }
            sum *= tau;
#pragma unroll
            for (int k = 0; k < i; k++) {
                sum = fma(-c[i * MARGINAL_EFFECTS + k], x[k], sum);
            }
            x[i] = sum * c[i * MARGINAL_EFFECTS + i];
            solved[AT(i * count + m)] = x[i];
        }
    }
}

/* Adds up G'G of the columns that all levels have: those of the population coefficients, and the response. */
INLINE void add_common_products(const Point *p, int piece, int begin, int end) {
    SPACE real *common = elimination_sums(p, ELIMINATION_COMMON) + AT(piece * COMMON_ENTRIES);
    for (int m = 0; m <= MARGINAL_COLUMNS; m++) {
        for (int n = 0; n <= m; n++) {
            real sum = (real)(0.0);
            for (int level = begin; level < end; level++) {
                int first;
                int count;
                columns_of_level(p, level, &first, &count);
                SPACE const real *solved = solved_of(p, first);
                int left = m < MARGINAL_COLUMNS ? m : count - 1;
                int right = n < MARGINAL_COLUMNS ? n : count - 1;
                for (int k = 0; k < MARGINAL_EFFECTS; k++) {
                    sum = fma(solved[AT(k * count + left)], solved[AT(k * count + right)], sum);
                }
            }
            common[AT(TRIANGLE(m, n))] = sum;
        }
    }
}

/* Makes C and G of each level of a piece. */
INLINE void eliminate_levels(const Point *p, int piece) {
    int begin = piece * eliminated(p, ELIMINATION_PIECE_LEVELS);
    int end = min(p->task[TASK_MARGINAL_LEVELS], begin + eliminated(p, ELIMINATION_PIECE_LEVELS));
    real tau = precision_of_rows(p);
    real lambda[MARGINAL_EFFECTS * MARGINAL_EFFECTS];
    real c[MARGINAL_EFFECTS * MARGINAL_EFFECTS];
#pragma unroll
    for (int k = 0; k < MARGINAL_EFFECTS * MARGINAL_EFFECTS; k++) {
        lambda[k] = elimination_sums(p, ELIMINATION_LAMBDA)[AT(1 + k)];
        c[k] = (real)(0.0);
    }
    __global const double *grams = elimination_numbers(p, ELIMINATION_GRAMS);
    SPACE real *roots = elimination_sums(p, ELIMINATION_ROOTS);
    real logarithm = (real)(0.0);
    for (int level = begin; level < end; level++) {
        int at = level * MARGINAL_EFFECTS * MARGINAL_EFFECTS;
        logarithm += log(condition_level(tau, lambda, grams + at, c));
#pragma unroll
        for (int k = 0; k < MARGINAL_EFFECTS * MARGINAL_EFFECTS; k++) {
            roots[AT(at + k)] = c[k];
        }
        solve_level(p, level, tau, lambda, c);
    }
    elimination_sums(p, ELIMINATION_LOGARITHMS)[AT(piece)] = logarithm;
    add_common_products(p, piece, begin, end);
}

/* Turns G into C'^-1 G, and makes zeta, the mean of a level's effects, of that. */
INLINE void predict_level(const Point *p, int first, int count, __global const int *met, const real *c, real *zeta) {
    int width = eliminated(p, ELIMINATION_WIDTH);
    SPACE const real *mean = elimination_sums(p, ELIMINATION_COVARIANCE) + AT(width * width);
    SPACE real *solved = solved_of(p, first);
    for (int m = count - 1; m >= 0; m--) {
        real by = m == count - 1 ? (real)(-1.0) : mean[AT(met[m])];
        real x[MARGINAL_EFFECTS];
#pragma unroll
        for (int i = MARGINAL_EFFECTS - 1; i >= 0; i--) {
            real sum = solved[AT(i * count + m)];
#pragma unroll
            for (int k = i + 1; k < MARGINAL_EFFECTS; k++) {
                sum = fma(-c[k * MARGINAL_EFFECTS + i], x[k], sum);
            }
            x[i] = sum * c[i * MARGINAL_EFFECTS + i];
            solved[AT(i * count + m)] = x[i];
            zeta[i] = fma(-by, x[i], zeta[i]);
        }
    }
}

/* Adds M^-1 and the square of zeta. */
INLINE void add_own_moments(const real *c, const real *zeta, real *moments) {
    real inverse[MARGINAL_EFFECTS * MARGINAL_EFFECTS];
#pragma unroll
    for (int i = 0; i < MARGINAL_EFFECTS; i++) {
#pragma unroll
        for (int j = 0; j < i; j++) {
            real sum = (real)(0.0);
#pragma unroll
            for (int k = j; k < i; k++) {
                sum = fma(c[i * MARGINAL_EFFECTS + k], inverse[k * MARGINAL_EFFECTS + j], sum);
            }
            inverse[i * MARGINAL_EFFECTS + j] = -sum * c[i * MARGINAL_EFFECTS + i];
        }
        inverse[i * MARGINAL_EFFECTS + i] = c[i * MARGINAL_EFFECTS + i];
    }
#pragma unroll
    for (int i = 0; i < MARGINAL_EFFECTS; i++) {
#pragma unroll
        for (int j = 0; j <= i; j++) {
            real sum = fma(zeta[i], zeta[j], moments[TRIANGLE(i, j)]);
#pragma unroll
            for (int k = i; k < MARGINAL_EFFECTS; k++) {
                sum = fma(inverse[k * MARGINAL_EFFECTS + i], inverse[k * MARGINAL_EFFECTS + j], sum);
            }
            moments[TRIANGLE(i, j)] = sum;
        }
    }
}

/* Adds what the spread of the columns' coefficients makes of their part in the mean. */
INLINE void add_spread(const Point *p, int first, int count, __global const int *met, real *moments) {
    int width = eliminated(p, ELIMINATION_WIDTH);
    SPACE const real *covariance = elimination_sums(p, ELIMINATION_COVARIANCE);
    SPACE const real *solved = solved_of(p, first);
    for (int m = 0; m < count - 1; m++) {
        real spread[MARGINAL_EFFECTS];
#pragma unroll
        for (int i = 0; i < MARGINAL_EFFECTS; i++) {
            spread[i] = (real)(0.0);
        }
        for (int n = 0; n < count - 1; n++) {
            real entry = covariance[AT(met[m] * width + met[n])];
#pragma unroll
            for (int i = 0; i < MARGINAL_EFFECTS; i++) {
                spread[i] = fma(entry, solved[AT(i * count + n)], spread[i]);
            }
        }
#pragma unroll
        for (int j = 0; j < MARGINAL_EFFECTS; j++) {
            real x = solved[AT(j * count + m)];
#pragma unroll
            for (int i = j; i < MARGINAL_EFFECTS; i++) {
                moments[TRIANGLE(i, j)] = fma(spread[i], x, moments[TRIANGLE(i, j)]);
            }
        }
    }
}

/* Adds up E[zeta zeta'] of the levels of a piece. */
INLINE void add_moments_of_levels(const Point *p, int piece) {
    int begin = piece * eliminated(p, ELIMINATION_PIECE_LEVELS);
    int end = min(p->task[TASK_MARGINAL_LEVELS], begin + eliminated(p, ELIMINATION_PIECE_LEVELS));
    SPACE const real *roots = elimination_sums(p, ELIMINATION_ROOTS);
    real moments[MARGINAL_EFFECTS * (MARGINAL_EFFECTS + 1) / 2];
#pragma unroll
    for (int k = 0; k < MOMENT_ENTRIES; k++) {
        moments[k] = (real)(0.0);
    }
    for (int level = begin; level < end; level++) {
        int first;
        int count;
        __global const int *met = columns_of_level(p, level, &first, &count);
        real c[MARGINAL_EFFECTS * MARGINAL_EFFECTS];
        real zeta[MARGINAL_EFFECTS];
#pragma unroll
        for (int k = 0; k < MARGINAL_EFFECTS * MARGINAL_EFFECTS; k++) {
            c[k] = roots[AT(level * MARGINAL_EFFECTS * MARGINAL_EFFECTS + k)];
        }
#pragma unroll
        for (int k = 0; k < MARGINAL_EFFECTS; k++) {
            zeta[k] = (real)(0.0);
        }
        predict_level(p, first, count, met, c, zeta);
        add_own_moments(c, zeta, moments);
        add_spread(p, first, count, met, moments);
    }
    SPACE real *sums = elimination_sums(p, ELIMINATION_PIECE_MOMENTS) + AT(piece * MOMENT_ENTRIES);
#pragma unroll
    for (int k = 0; k < MOMENT_ENTRIES; k++) {
        sums[AT(k)] = moments[k];
    }
}
