/*
 * Goes over levels with one or two effects, whatever the coefficients' covariates are. leapfrog.model.PairedLevels has the formulas.
 */

/* Numbers of a level: a11, a12, a22 and |A| of Z'WZ, then each column's products with each effect's covariate. */
enum { GRAM_11, GRAM_12, GRAM_22, GRAM_DETERMINANT, LEVEL_PRODUCTS };
#define LEVEL_NUMBERS (LEVEL_PRODUCTS + 2 * MARGINAL_WIDTH)

typedef struct {
    real inverse; /* 1 / m */
    real lambda;
    real k;
    real size; /* |M| */
} Level;

INLINE __global const double *level_numbers(const Point *p, int level) {
    return marginal_numbers(p) + MARGINAL_FIRST_LEVEL + level * LEVEL_NUMBERS;
}

INLINE Level condition(const Family *f, __global const double *gram) {
    Level level;
    real a11 = (real)(gram[GRAM_11]);
    real m = fma(f->alpha * f->alpha, a11, (real)(1.0));
    level.lambda = (real)(0.0);
    level.k = (real)(0.0);
    level.size = m;
    level.inverse = 1.0 / m;
#if MARGINAL_EFFECTS > 1
    real a12 = (real)(gram[GRAM_12]);
    real a22 = (real)(gram[GRAM_22]);
    real delta2 = f->delta * f->delta;
    m = fma(f->gamma * f->gamma, a22, fma(2.0 * f->alpha * f->gamma, a12, m));
    level.size = fma(f->alpha * f->alpha * delta2, (real)(gram[GRAM_DETERMINANT]), fma(delta2, a22, m));
    level.inverse = 1.0 / m;
    level.k = m / level.size;
    level.lambda = fma(f->alpha, a12, f->gamma * a22) * level.inverse;
#endif
    return level;
}

/* x1 of a column, and h = b2 - lambda x1. */
INLINE void column(const Family *f, const Level *level, __global const double *products, int m, real *x, real *h) {
    real first = (real)(products[2 * m]);
    *x = f->alpha * first;
    *h = (real)(0.0);
#if MARGINAL_EFFECTS > 1
    real second = (real)(products[2 * m + 1]);
    *x = fma(f->gamma, second, *x);
    *h = second - level->lambda * *x;
#endif
}

/* Of what levels take out of the products of columns, then of the moments of M^-1. */
INLINE Levels sum_paired_levels(const Point *p, const Family *f) {
    real delta2 = f->delta * f->delta;
    Levels made = no_levels();
    real *sums = made.sums;
    Logarithms logarithms = {(real)(1.0), (real)(0.0), 0};
    for (int j = MEMBER; j < p->task[TASK_MARGINAL_LEVELS]; j += TEAM) {
        __global const double *numbers = level_numbers(p, j);
        Level level = condition(f, numbers);
        real weight = delta2 * level.k;
        real x[MARGINAL_WIDTH];
        real h[MARGINAL_WIDTH];
#pragma unroll
        for (int m = 0; m < MARGINAL_WIDTH; m++) {
            column(f, &level, numbers + LEVEL_PRODUCTS, m, &x[m], &h[m]);
#pragma unroll
            for (int n = 0; n <= m; n++) {
                sums[TRIANGLE(m, n)] =
                    fma(weight * h[m], h[n], fma(level.inverse * x[m], x[n], sums[TRIANGLE(m, n)]));
            }
        }
        real lambda_k = level.lambda * level.k;
        sums[ENTRIES + FIRST] += fma(delta2 * level.lambda, lambda_k, level.inverse);
        sums[ENTRIES + MIXED] -= lambda_k;
        sums[ENTRIES + SECOND] += level.k;
        multiply(&logarithms, level.size);
    }
    sums[ENTRIES + MOMENTS] = logarithms.sum + log(logarithms.product);
    team_sums(p, sums, ENTRIES + MOMENTS + 1);
    made.log_determinants = sums[ENTRIES + MOMENTS];
    return made;
}

INLINE void leave_paired(const Point *p, const Levels *levels, real *left) {
    __global const double *products = marginal_numbers(p) + MARGINAL_PRODUCTS;
    for (int m = 0; m < MARGINAL_WIDTH; m++) {
        for (int n = 0; n <= m; n++) {
            left[TRIANGLE(m, n)] = (real)(products[ENTRY(m, n)]) - levels->sums[TRIANGLE(m, n)];
        }
    }
}

INLINE void paired_inverse_moments(const Point *p, const Family *f, const Levels *levels, real *moments) {
    for (int s = 0; s < MOMENTS; s++) {
        moments[s] = levels->sums[ENTRIES + s];
    }
}

/* Of y - X E[b], and of X times each row of C^-1. */
INLINE void paired_column_moments(
    const Point *p, const Family *f, const Levels *levels, const Coefficients *b, real *moments) {
    real delta2 = f->delta * f->delta;
    moments[FIRST] = moments[MIXED] = moments[SECOND] = (real)(0.0);
    for (int j = MEMBER; j < p->task[TASK_MARGINAL_LEVELS]; j += TEAM) {
        __global const double *numbers = level_numbers(p, j);
        Level level = condition(f, numbers);
        real x[MARGINAL_WIDTH];
        real h[MARGINAL_WIDTH];
#pragma unroll
        for (int m = 0; m < MARGINAL_WIDTH; m++) {
            column(f, &level, numbers + LEVEL_PRODUCTS, m, &x[m], &h[m]);
        }
#pragma unroll
        for (int t = 0; t <= MARGINAL_INTEGRATED; t++) {
            real x_sum = t == 0 ? x[0] : (real)(0.0);
            real h_sum = t == 0 ? h[0] : (real)(0.0);
            int end = t == 0 ? MARGINAL_COLUMNS : t;
#pragma unroll
            for (int m = 0; m < end; m++) {
                real c = t == 0 ? -b->mean[m] : b->inverse[TRIANGLE(t - 1, m)];
                x_sum = fma(c, x[1 + m], x_sum);
                h_sum = fma(c, h[1 + m], h_sum);
            }
            real second = level.k * h_sum;
            real first = x_sum * level.inverse - delta2 * level.lambda * second;
            moments[FIRST] = fma(first, first, moments[FIRST]);
            moments[MIXED] = fma(first, second, moments[MIXED]);
            moments[SECOND] = fma(delta2 * second, second, moments[SECOND]);
        }
    }
    team_sums(p, moments, MOMENTS);
}
