/*
 * Begins the normal family with population coefficients and one or two effects of each level of one factor integrated
 * out: of rows there are sums alone. leapfrog.model.PairedMarginal has the formulas. marginal_score.cl ends it. Between them
 * paired_levels.cl goes over the levels of any task, matched_levels.cl of those whose effects are matched: what one task gets
 * does not depend on others.
 *
 * The host defines MARGINAL_EFFECTS, MARGINAL_COLUMNS (population coefficients), MARGINAL_GIVEN (how many of them, the last
 * ones, are scalars and not integrated out) and MARGINAL_CORRELATED.
 */
enum { SIGMA };

/* Column 0 is the response, the others are the coefficients'. */
#define MARGINAL_WIDTH (1 + MARGINAL_COLUMNS)
#define MARGINAL_INTEGRATED (MARGINAL_COLUMNS - MARGINAL_GIVEN)
/* Where an entry of a matrix of all columns stands in the data, and one of a symmetric or lower triangular one here, m >= n. */
#define ENTRY(m, n) ((m)*MARGINAL_WIDTH + (n))
#define TRIANGLE(m, n) ((m) * ((m) + 1) / 2 + (n))
#define ENTRIES TRIANGLE(MARGINAL_WIDTH, 0)
/* Determinants of levels that are multiplied before a logarithm is taken. */
#define DETERMINANTS 8

/* Numbers of a task: TASK_MARGINAL_NUMBERS points at these. */
enum { MARGINAL_OBSERVATIONS, MARGINAL_CONSTANT, MARGINAL_PRODUCTS };
#define MARGINAL_PRIORS (MARGINAL_PRODUCTS + MARGINAL_WIDTH * MARGINAL_WIDTH)
#define MARGINAL_SHIFTS (MARGINAL_PRIORS + MARGINAL_WIDTH * MARGINAL_WIDTH)
#define MARGINAL_FIRST_LEVEL (MARGINAL_SHIFTS + MARGINAL_GIVEN)

/* Scalars of a task: TASK_MARGINAL_TABLE points at these. */
enum { MARGINAL_SD, MARGINAL_PARTIAL = 2, MARGINAL_MATCHED, MARGINAL_GIVEN_SCALARS };

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

/* Sums over levels of what E[zeta zeta'] is made of, the products of both effects over delta. */
enum { FIRST, MIXED, SECOND, MOMENTS };

/* What the coefficients are given the scales. */
typedef struct {
    real left[ENTRIES];    /* tau times what levels leave of the products of columns */
    real inverse[ENTRIES]; /* C^-1, C C' being the precision of the coefficients that are integrated out */
    real mean[MARGINAL_WIDTH];
#if MARGINAL_GIVEN > 0
    real by_given[MARGINAL_GIVEN]; /* derivatives by those that are given */
#endif
    real quadratic;
    real log_factor; /* log |C| */
} Coefficients;

/* Adds up the logarithms of determinants. */
typedef struct {
    real product;
    real sum;
    int multiplied;
} Logarithms;

/* Effects can have the covariates of the coefficients. */
#define MATCHED_TOO (MARGINAL_EFFECTS == 2 && MARGINAL_COLUMNS == 2 && MARGINAL_GIVEN == 0)
/* Sums over levels: of either file, and at most. */
#define LEVEL_SUMS (MATCHED_TOO ? 22 : ENTRIES + MOMENTS + 1)

typedef struct {
    real sums[LEVEL_SUMS];
    real log_determinants;
} Levels;

INLINE Levels no_levels(void) {
    Levels none;
#pragma unroll
    for (int s = 0; s < LEVEL_SUMS; s++) {
        none.sums[s] = (real)(0.0);
    }
    none.log_determinants = (real)(0.0);
    return none;
}

INLINE void multiply(Logarithms *logarithms, real determinant) {
    logarithms->product *= determinant;
    if (++logarithms->multiplied == DETERMINANTS) {
        logarithms->sum += log(logarithms->product);
        logarithms->product = (real)(1.0);
        logarithms->multiplied = 0;
    }
}

INLINE int marginal_scalar(const Point *p, int k) {
    return p->tables[p->task[TASK_MARGINAL_TABLE] + k];
}

INLINE __global const double *marginal_numbers(const Point *p) {
    return p->numbers + p->task[TASK_MARGINAL_NUMBERS];
}

INLINE Family begin_family(const Point *p) {
    Family family;
    family.inverse_sigma = 1.0 / parameter_value(p, SIGMA);
    family.tau = family.inverse_sigma * family.inverse_sigma;
    family.alpha = scalar_value(p, marginal_scalar(p, MARGINAL_SD)) * family.inverse_sigma;
    family.gamma = (real)(0.0);
    family.delta = (real)(0.0);
    family.correlation = (real)(0.0);
    family.rest = (real)(1.0);
#if MARGINAL_EFFECTS > 1
    real second = scalar_value(p, marginal_scalar(p, MARGINAL_SD + 1)) * family.inverse_sigma;
#if MARGINAL_CORRELATED
    family.correlation = scalar_value(p, marginal_scalar(p, MARGINAL_PARTIAL));
    family.rest = exp(scalar_logarithm(p, marginal_scalar(p, MARGINAL_PARTIAL)));
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
