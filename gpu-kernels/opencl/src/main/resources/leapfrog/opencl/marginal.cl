/*
 * Defines the normal family with population coefficients and one or two effects of each level of one factor integrated
 * out: of rows there are sums alone. leapfrog.model.PairedLevels and PairedMarginal have the formulas.
 *
 * The host defines MARGINAL_EFFECTS, MARGINAL_COLUMNS (population coefficients) and MARGINAL_CORRELATED.
 */
enum { SIGMA };

/* Column 0 is the response, the others are the coefficients'. */
#define MARGINAL_WIDTH (1 + MARGINAL_COLUMNS)
#define ENTRY(m, n) ((m)*MARGINAL_WIDTH + (n))
/* Levels whose determinants are multiplied before a logarithm is taken. */
#define DETERMINANTS 8

/* Numbers of a task: TASK_MARGINAL_NUMBERS points at these. */
enum { MARGINAL_OBSERVATIONS, MARGINAL_CONSTANT, MARGINAL_PRODUCTS };
#define MARGINAL_PRIORS (MARGINAL_PRODUCTS + MARGINAL_WIDTH * MARGINAL_WIDTH)
#define MARGINAL_FIRST_LEVEL (MARGINAL_PRIORS + MARGINAL_WIDTH * MARGINAL_WIDTH)
/* And of a level: a11, a12, a22 and |A| of Z'WZ, then each column's products with each effect's covariate. */
enum { GRAM_11, GRAM_12, GRAM_22, GRAM_DETERMINANT, LEVEL_PRODUCTS };
#define LEVEL_NUMBERS (LEVEL_PRODUCTS + 2 * MARGINAL_WIDTH)

/* Places after TASK_MARGINAL_SUMS. */
#define LEFT 0
#define FACTOR (MARGINAL_WIDTH * MARGINAL_WIDTH)
#define INVERSE (2 * MARGINAL_WIDTH * MARGINAL_WIDTH)
#define HALF (3 * MARGINAL_WIDTH * MARGINAL_WIDTH)
#define MEAN (HALF + MARGINAL_WIDTH)

/* tau = 1 / sigma^2, and the roots of tau times those of the effects' covariance, [alpha, 0; gamma, delta]. */
typedef struct {
    real inverse_sigma;
    real tau;
    real alpha;
    real gamma;
    real delta;
    real correlation;
    real rest; /* 1 - correlation^2 */
} Family;

typedef struct {
    real inverse; /* 1 / m */
    real lambda;
    real k;
    real size; /* |M| */
} Level;

/* Sums over levels of what E[zeta zeta'] is made of, the products of both effects over delta. */
typedef struct {
    real first;
    real mixed;
    real second;
} Moments;

INLINE int marginal_scalar(const Point *p, int k) {
    return p->tables[p->task[TASK_MARGINAL_TABLE] + k];
}

INLINE __global const double *marginal_numbers(const Point *p) {
    return p->numbers + p->task[TASK_MARGINAL_NUMBERS];
}

INLINE SPACE real *marginal_sum(const Point *p, int place) {
    return p->sums + AT(p->task[TASK_MARGINAL_SUMS] + place);
}

INLINE Family begin_family(const Point *p) {
    Family family;
    family.inverse_sigma = 1.0 / parameter_value(p, SIGMA);
    family.tau = family.inverse_sigma * family.inverse_sigma;
    family.alpha = scalar_value(p, marginal_scalar(p, 0)) * family.inverse_sigma;
    family.gamma = (real)(0.0);
    family.delta = (real)(0.0);
    family.correlation = (real)(0.0);
    family.rest = (real)(1.0);
#if MARGINAL_EFFECTS > 1
    real second = scalar_value(p, marginal_scalar(p, 1)) * family.inverse_sigma;
#if MARGINAL_CORRELATED
    family.correlation = scalar_value(p, marginal_scalar(p, 2));
    family.rest = exp(scalar_logarithm(p, marginal_scalar(p, 2)));
#endif
    family.gamma = second * family.correlation;
    family.delta = second * sqrt(family.rest);
#endif
    return family;
}

/* There are no rows. */
INLINE real row_score(const Family *family, Row row, real eta, real *sums) {
    return (real)(0.0);
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

/* Sums over levels what they take out of the products of columns; returns the logarithms of |M|. */
INLINE real sum_levels(const Point *p, const Family *f, Moments *moments) {
    int levels = p->task[TASK_MARGINAL_LEVELS];
    __global const double *numbers = marginal_numbers(p) + MARGINAL_FIRST_LEVEL;
    real delta2 = f->delta * f->delta;
    real logarithm = (real)(0.0);
    real product = (real)(1.0);
    for (int j = 0; j < levels; j++, numbers += LEVEL_NUMBERS) {
        Level level = condition(f, numbers);
        real weight = delta2 * level.k;
        real x[MARGINAL_WIDTH];
        real h[MARGINAL_WIDTH];
        for (int m = 0; m < MARGINAL_WIDTH; m++) {
            column(f, &level, numbers + LEVEL_PRODUCTS, m, &x[m], &h[m]);
            for (int n = 0; n <= m; n++) {
                SPACE real *sum = marginal_sum(p, LEFT + ENTRY(m, n));
                *sum = fma(weight * h[m], h[n], fma(level.inverse * x[m], x[n], *sum));
            }
        }
        real lambda_k = level.lambda * level.k;
        moments->first += fma(delta2 * level.lambda, lambda_k, level.inverse);
        moments->mixed -= lambda_k;
        moments->second += level.k;
        product *= level.size;
        if (j % DETERMINANTS == DETERMINANTS - 1) {
            logarithm += log(product);
            product = (real)(1.0);
        }
    }
    return logarithm + log(product);
}

/* Makes tau times what levels leave of the products, and of that with the priors C, C^-1 and the means; returns log |C|. */
INLINE real factor_coefficients(const Point *p, const Family *f, real *quadratic) {
    __global const double *numbers = marginal_numbers(p);
    for (int m = 0; m < MARGINAL_WIDTH; m++) {
        for (int n = 0; n <= m; n++) {
            SPACE real *left = marginal_sum(p, LEFT + ENTRY(m, n));
            *left = f->tau * ((real)(numbers[MARGINAL_PRODUCTS + ENTRY(m, n)]) - *left);
        }
    }
    *quadratic = *marginal_sum(p, LEFT) + numbers[MARGINAL_PRIORS];
    real logarithm = (real)(0.0);
    for (int i = 0; i < MARGINAL_COLUMNS; i++) {
        real solved = *marginal_sum(p, LEFT + ENTRY(1 + i, 0)) + numbers[MARGINAL_PRIORS + ENTRY(1 + i, 0)];
        real inverse = (real)(0.0);
        for (int j = 0; j <= i; j++) {
            real entry = *marginal_sum(p, LEFT + ENTRY(1 + i, 1 + j)) + numbers[MARGINAL_PRIORS + ENTRY(1 + i, 1 + j)];
            for (int k = 0; k < j; k++) {
                entry -= *marginal_sum(p, FACTOR + ENTRY(i, k)) * *marginal_sum(p, FACTOR + ENTRY(j, k));
            }
            if (j < i) {
                entry *= *marginal_sum(p, INVERSE + ENTRY(j, j));
                solved -= entry * *marginal_sum(p, HALF + j);
            } else {
                entry = sqrt(entry);
                logarithm += log(entry);
                inverse = 1.0 / entry;
            }
            *marginal_sum(p, FACTOR + ENTRY(i, j)) = entry;
        }
        solved *= inverse;
        *quadratic -= solved * solved;
        *marginal_sum(p, HALF + i) = solved;
        *marginal_sum(p, INVERSE + ENTRY(i, i)) = inverse;
        for (int j = 0; j < i; j++) {
            real sum = (real)(0.0);
            for (int k = j; k < i; k++) {
                sum = fma(*marginal_sum(p, FACTOR + ENTRY(i, k)), *marginal_sum(p, INVERSE + ENTRY(k, j)), sum);
            }
            *marginal_sum(p, INVERSE + ENTRY(i, j)) = -inverse * sum;
        }
    }
    for (int m = 0; m < MARGINAL_COLUMNS; m++) {
        real sum = (real)(0.0);
        for (int i = m; i < MARGINAL_COLUMNS; i++) {
            sum = fma(*marginal_sum(p, INVERSE + ENTRY(i, m)), *marginal_sum(p, HALF + i), sum);
        }
        *marginal_sum(p, MEAN + m) = sum;
    }
    return logarithm;
}

/* Adds z z' of y - X E[b], and of X times each row of C^-1. */
INLINE void add_columns(const Point *p, const Family *f, Moments *moments) {
    int levels = p->task[TASK_MARGINAL_LEVELS];
    __global const double *numbers = marginal_numbers(p) + MARGINAL_FIRST_LEVEL;
    real delta2 = f->delta * f->delta;
    for (int j = 0; j < levels; j++, numbers += LEVEL_NUMBERS) {
        Level level = condition(f, numbers);
        real x[MARGINAL_WIDTH];
        real h[MARGINAL_WIDTH];
        for (int m = 0; m < MARGINAL_WIDTH; m++) {
            column(f, &level, numbers + LEVEL_PRODUCTS, m, &x[m], &h[m]);
        }
        for (int t = 0; t < MARGINAL_WIDTH; t++) {
            real x_sum = t == 0 ? x[0] : (real)(0.0);
            real h_sum = t == 0 ? h[0] : (real)(0.0);
            int end = t == 0 ? MARGINAL_COLUMNS : t;
            for (int m = 0; m < end; m++) {
                real c = t == 0 ? -*marginal_sum(p, MEAN + m) : *marginal_sum(p, INVERSE + ENTRY(t - 1, m));
                x_sum = fma(c, x[1 + m], x_sum);
                h_sum = fma(c, h[1 + m], h_sum);
            }
            real second = level.k * h_sum;
            real first = x_sum * level.inverse - delta2 * level.lambda * second;
            moments->first = fma(f->tau * first, first, moments->first);
            moments->mixed = fma(f->tau * first, second, moments->mixed);
            moments->second = fma(f->tau * delta2 * second, second, moments->second);
        }
    }
}

/* tau times the expected squares of residuals, as far as levels leave them. */
INLINE real residual_squares(const Point *p) {
    real sum = *marginal_sum(p, LEFT);
    for (int m = 0; m < MARGINAL_COLUMNS; m++) {
        real mean = *marginal_sum(p, MEAN + m);
        sum = fma(-2.0 * mean, *marginal_sum(p, LEFT + ENTRY(1 + m, 0)), sum);
        for (int n = 0; n <= m; n++) {
            real moment = mean * *marginal_sum(p, MEAN + n);
            for (int t = m; t < MARGINAL_COLUMNS; t++) {
                moment = fma(*marginal_sum(p, INVERSE + ENTRY(t, m)), *marginal_sum(p, INVERSE + ENTRY(t, n)), moment);
            }
            sum = fma((n < m ? 2.0 : 1.0) * moment, *marginal_sum(p, LEFT + ENTRY(1 + m, 1 + n)), sum);
        }
    }
    return sum;
}

/* Adds derivatives by scales; returns the sum of those by their logarithms. */
INLINE real pull_back_scales(const Point *p, const Family *f, const Moments *e) {
    double levels = p->task[TASK_MARGINAL_LEVELS];
    /* Where effects are correlated, correlation / sqrt(rest) times their product is gamma times that over delta. */
    real by_first = e->first - f->gamma * e->mixed - levels;
    gather(p, marginal_scalar(p, 0), by_first);
    real sum = by_first;
#if MARGINAL_EFFECTS > 1
    real by_second = e->second + f->gamma * e->mixed - levels;
    gather(p, marginal_scalar(p, 1), by_second);
    sum += by_second;
#if MARGINAL_CORRELATED
    real second = scalar_value(p, marginal_scalar(p, 1)) * f->inverse_sigma;
    gather(p, marginal_scalar(p, 2), second * f->rest * e->mixed - f->correlation * (e->second - levels));
#endif
#endif
    return sum;
}

INLINE real finish_family(const Point *p, const Family *family, const real *sums, real *score_scale) {
    *score_scale = (real)(0.0);
    for (int s = 0; s < MARGINAL_WIDTH * MARGINAL_WIDTH; s++) {
        *marginal_sum(p, LEFT + s) = (real)(0.0);
    }
    Moments moments = {(real)(0.0), (real)(0.0), (real)(0.0)};
    real log_determinants = sum_levels(p, family, &moments);
    real quadratic;
    real log_factor = factor_coefficients(p, family, &quadratic);
    add_columns(p, family, &moments);
    __global const double *numbers = marginal_numbers(p);
    double count = numbers[MARGINAL_OBSERVATIONS];
    real by_scales = pull_back_scales(p, family, &moments);
    add_by_parameter(p, SIGMA, residual_squares(p) - count - by_scales);
    return numbers[MARGINAL_CONSTANT] - count * parameter_logarithm(p, SIGMA) - 0.5 * (log_determinants + quadratic)
           - log_factor;
}
