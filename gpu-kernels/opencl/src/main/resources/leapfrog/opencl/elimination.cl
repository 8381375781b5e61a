/*
 * Defines the normal family with population coefficients and effects of any number of factors integrated out: of rows
 * there are sums alone. leapfrog.model.MarginalLikelihood has the formulas.
 *
 * A factor is eliminated level by level. What is left has a column for each population coefficient and for each effect
 * of a level of a further factor; the response is one more column, after all others. With P and g of the formulas in one
 * matrix, [P, g; g', q] = L D L' has q - g' P^-1 g at the end of D.
 *
 * Population coefficients may be given instead: what they have in the response's row is taken out of it, and where they stood
 * the matrix becomes the identity, before it is factored.
 *
 * The host defines MARGINAL_EFFECTS, of a level of the factor that is eliminated, MARGINAL_COLUMNS, the population
 * coefficients, and MARGINAL_GIVEN, how many of these, the last ones, are scalars and not integrated out. All else is data.
 */
enum { SIGMA };

/* Entries of a symmetric matrix of the effects, and of one of the population coefficients and the response. */
#define MOMENT_ENTRIES (MARGINAL_EFFECTS * (MARGINAL_EFFECTS + 1) / 2)
#define COMMON_ENTRIES ((MARGINAL_COLUMNS + 1) * (MARGINAL_COLUMNS + 2) / 2)
/* Where an entry of a symmetric matrix stands, m >= n. */
#define TRIANGLE(m, n) ((m) * ((m) + 1) / 2 + (n))
#define MARGINAL_INTEGRATED (MARGINAL_COLUMNS - MARGINAL_GIVEN)

/* Numbers of a task: TASK_MARGINAL_NUMBERS points at these. */
enum { MARGINAL_OBSERVATIONS, MARGINAL_CONSTANT };

/* Ints of a task: TASK_MARGINAL_TABLE points at these. The lists are in tables. */
enum EliminationField {
    ELIMINATION_WIDTH,          /* columns; the response's has this number */
    ELIMINATION_PIECES,         /* pieces of levels */
    ELIMINATION_PIECE_LEVELS,   /* levels of a piece, but of the last */
    ELIMINATION_EFFECTS,        /* effects of one level of each factor, together */
    ELIMINATION_EFFECT_TABLE,   /* for each of them EFFECT_FIELDS ints */
    ELIMINATION_SCALES,         /* [width + 1] for each column SCALE_FIELDS ints */
    ELIMINATION_LEVEL_COLUMNS,  /* [levels + 1] where those of a level start in the next list */
    ELIMINATION_MET,            /* the columns that a level has, ascending, the response being the last */
    ELIMINATION_COLUMN_LEVELS,  /* [width + 1] where those of a column of a further factor start in the next list */
    ELIMINATION_MEETINGS,       /* for each level that has the column the level, and the column's place in it */
    ELIMINATION_ROW_PRODUCTS,   /* into numbers: [width + 1][width + 1] of columns over all rows */
    ELIMINATION_PRIOR_PRODUCTS, /* into numbers: [coefficients + 1][the same] what priors add to that */
    ELIMINATION_GRAMS,          /* into numbers: [levels][effects][effects] */
    ELIMINATION_PRODUCTS,       /* into numbers: for each level [effects][its columns] */
    ELIMINATION_LAMBDA,         /* into sums, as are all that follow: the number 1, then Lambda of each factor */
    ELIMINATION_CORRELATION,    /* the same of L, Lambda = diag(sd) L */
    ELIMINATION_MOMENTS,        /* the same of what zeta zeta' sums to over levels, in expectation */
    ELIMINATION_DERIVATIVES,    /* the same by L, times L */
    ELIMINATION_ROOTS,          /* [levels][effects][effects] C, inverses on its diagonal */
    ELIMINATION_SOLVED,         /* for each level G = [effects][its columns], then C'^-1 G */
    ELIMINATION_LOGARITHMS,     /* [pieces] of |C| */
    ELIMINATION_COMMON,         /* [pieces][COMMON_ENTRIES] G'G of the columns that all levels have */
    ELIMINATION_PIECE_MOMENTS,  /* [pieces][MOMENT_ENTRIES] */
    ELIMINATION_MATRIX,         /* [width + 1][width + 1] the matrix, then L D below and L' above its diagonal, which is D */
    ELIMINATION_COVARIANCE,     /* [width][width] P^-1, then [width] the mean */
    ELIMINATION_GIVEN_ROWS,     /* of coefficients that are given [width + 1] their rows of the matrix, the response being the last */
    ELIMINATION_GIVEN_SCALARS,  /* the scalars that they are */
    ELIMINATION_SHIFTS,         /* into numbers: what each is more than its coefficient */
    ELIMINATION_FIELDS
};

enum EffectField {
    EFFECT_SD,       /* the scalar that is its standard deviation */
    EFFECT_PLACE,    /* its place among the effects of its factor */
    EFFECT_SIZE,     /* their number */
    EFFECT_LINE,     /* its row of Lambda */
    EFFECT_PARTIALS, /* into tables: [place] the scalars that are its partial correlations with those before it, or -1 */
    EFFECT_LEVELS,   /* of its factor */
    EFFECT_COLUMN,   /* the column of the first effect of the first level of its factor; -1 of the one that is eliminated */
    EFFECT_FIELDS
};

/* A column is a sum of `count` columns of the data, each times an entry of Lambda. */
enum ScaleField { SCALE_FIRST, SCALE_STEP, SCALE_COUNT, SCALE_FIELDS };

INLINE int eliminated(const Point *p, int field) {
    return p->tables[p->task[TASK_MARGINAL_TABLE] + field];
}

INLINE __global const int *elimination_list(const Point *p, int field) {
    return p->tables + eliminated(p, field);
}

INLINE __global const double *elimination_numbers(const Point *p, int field) {
    return p->numbers + eliminated(p, field);
}

INLINE SPACE real *elimination_sums(const Point *p, int field) {
    return p->sums + AT(eliminated(p, field));
}

#if MARGINAL_GIVEN > 0
/* A coefficient that is given. */
INLINE real given_coefficient(const Point *p, int k) {
    return scalar_value(p, elimination_list(p, ELIMINATION_GIVEN_SCALARS)[k])
           - elimination_numbers(p, ELIMINATION_SHIFTS)[k];
}

/* Its row of the matrix, as it was. */
INLINE SPACE real *given_row(const Point *p, int k) {
    return elimination_sums(p, ELIMINATION_GIVEN_ROWS) + AT(k * (eliminated(p, ELIMINATION_WIDTH) + 1));
}

/* Adds the derivative by it. */
INLINE void pull_back_given(const Point *p, int k) {
    int width = eliminated(p, ELIMINATION_WIDTH);
    SPACE const real *row = given_row(p, k);
    SPACE const real *mean = elimination_sums(p, ELIMINATION_COVARIANCE) + AT(width * width);
    real derivative = row[AT(width)];
    for (int m = 0; m < width; m++) {
        if (m < MARGINAL_INTEGRATED || m >= MARGINAL_COLUMNS) {
            derivative = fma(-row[AT(m)], mean[AT(m)], derivative);
        }
    }
    int scalar = elimination_list(p, ELIMINATION_GIVEN_SCALARS)[k];
    gather_own(p, scalar, carried(p, scalar, derivative));
}
#endif

INLINE __global const int *effect_of(const Point *p, int effect) {
    return elimination_list(p, ELIMINATION_EFFECT_TABLE) + effect * EFFECT_FIELDS;
}

INLINE __global const int *scale_of_column(const Point *p, int column) {
    return elimination_list(p, ELIMINATION_SCALES) + column * SCALE_FIELDS;
}

/* 1 / sigma^2. */
INLINE real precision_of_rows(const Point *p) {
    real inverse = 1.0 / parameter_value(p, SIGMA);
    return inverse * inverse;
}

/* Makes L and Lambda of all factors, row by row. */
INLINE void scale_effects(const Point *p) {
    SPACE real *lambda = elimination_sums(p, ELIMINATION_LAMBDA);
    SPACE real *correlation = elimination_sums(p, ELIMINATION_CORRELATION);
    for (int e = MEMBER; e < eliminated(p, ELIMINATION_EFFECTS); e += TEAM) {
        __global const int *effect = effect_of(p, e);
        real sd = scalar_value(p, effect[EFFECT_SD]);
        real log_rest = (real)(0.0);
        for (int j = 0; j < effect[EFFECT_SIZE]; j++) {
            real entry = (real)(0.0);
            if (j < effect[EFFECT_PLACE]) {
                int partial = p->tables[effect[EFFECT_PARTIALS] + j];
                if (partial >= 0) {
                    entry = scalar_value(p, partial) * exp(0.5 * log_rest);
                    log_rest += scalar_logarithm(p, partial);
                }
            } else if (j == effect[EFFECT_PLACE]) {
                entry = exp(0.5 * log_rest);
            }
            correlation[AT(effect[EFFECT_LINE] + j)] = entry;
            lambda[AT(effect[EFFECT_LINE] + j)] = sd * entry;
        }
    }
    if (MEMBER == 0) {
        lambda[0] = (real)(1.0);
    }
}

/* The coefficients' family has its scales in the sums. */
typedef int Family;

INLINE Family begin_family(const Point *p) {
    return 0;
}

/* There are no rows. */
INLINE real row_score(const Family *family, Row row, real eta, real *sums) {
    return (real)(0.0);
}

/* E[b_m b_n]. */
INLINE real expected_product(const Point *p, int m, int n) {
    SPACE const real *covariance = elimination_sums(p, ELIMINATION_COVARIANCE);
    int width = eliminated(p, ELIMINATION_WIDTH);
    SPACE const real *mean = covariance + AT(width * width);
    return fma(mean[AT(m)], mean[AT(n)], covariance[AT(m * width + n)]);
}

/* Adds up an effect's row of E[zeta zeta'] over the levels of its factor. */
INLINE void sum_moments(const Point *p, __global const int *effect) {
    SPACE real *moments = elimination_sums(p, ELIMINATION_MOMENTS) + AT(effect[EFFECT_LINE]);
    SPACE const real *pieces = elimination_sums(p, ELIMINATION_PIECE_MOMENTS);
    int i = effect[EFFECT_PLACE];
    int size = effect[EFFECT_SIZE];
    for (int j = 0; j < size; j++) {
        real sum = (real)(0.0);
        if (effect[EFFECT_COLUMN] < 0) {
            int entry = TRIANGLE(max(i, j), min(i, j));
            for (int piece = 0; piece < eliminated(p, ELIMINATION_PIECES); piece++) {
                sum += pieces[AT(piece * MOMENT_ENTRIES + entry)];
            }
        } else {
            for (int level = 0; level < effect[EFFECT_LEVELS]; level++) {
                int first = effect[EFFECT_COLUMN] + level * size;
                sum += expected_product(p, first + i, first + j);
            }
        }
        moments[AT(j)] = sum;
    }
}

/* Solves for a column of L'^-1 (E - levels I), E being the moments of an effect's factor. */
INLINE void solve_moments(const Point *p, __global const int *effect) {
    int size = effect[EFFECT_SIZE];
    int column = effect[EFFECT_PLACE];
    int first = effect[EFFECT_LINE] - column * size;
    SPACE const real *moments = elimination_sums(p, ELIMINATION_MOMENTS) + AT(first);
    SPACE const real *correlation = elimination_sums(p, ELIMINATION_CORRELATION) + AT(first);
    SPACE real *derivatives = elimination_sums(p, ELIMINATION_DERIVATIVES) + AT(first);
    for (int i = size - 1; i >= 0; i--) {
        real sum = moments[AT(i * size + column)] - (i == column ? (double)(effect[EFFECT_LEVELS]) : 0.0);
        for (int k = i + 1; k < size; k++) {
            sum = fma(-correlation[AT(k * size + i)], derivatives[AT(k * size + column)], sum);
        }
        derivatives[AT(i * size + column)] = sum / correlation[AT(i * size + i)];
    }
}

/* Adds the derivatives by an effect's standard deviation and by its partial correlations with those before it. */
INLINE void pull_back_effect(const Point *p, __global const int *effect) {
    SPACE const real *correlation = elimination_sums(p, ELIMINATION_CORRELATION) + AT(effect[EFFECT_LINE]);
    SPACE const real *derivatives = elimination_sums(p, ELIMINATION_DERIVATIVES) + AT(effect[EFFECT_LINE]);
    int i = effect[EFFECT_PLACE];
    real later = derivatives[AT(i)] * correlation[AT(i)];
    for (int j = i - 1; j >= 0; j--) {
        int partial = p->tables[effect[EFFECT_PARTIALS] + j];
        if (partial >= 0) {
            real log_rest = scalar_logarithm(p, partial);
            for (int m = 0; m < j; m++) {
                int before = p->tables[effect[EFFECT_PARTIALS] + m];
                log_rest += before < 0 ? (real)(0.0) : 0.5 * scalar_logarithm(p, before);
            }
            real own = derivatives[AT(j)] * exp(log_rest);
            gather_own(p, partial, fma(-scalar_value(p, partial), later, own));
        }
        later = fma(derivatives[AT(j)], correlation[AT(j)], later);
    }
    gather_own(p, effect[EFFECT_SD], later);
}

/* What the squares of all coefficients over their variances are expected to be. */
INLINE real expected_squares(const Point *p) {
    real sum = (real)(0.0);
    for (int e = 0; e < eliminated(p, ELIMINATION_EFFECTS); e++) {
        __global const int *effect = effect_of(p, e);
        sum += elimination_sums(p, ELIMINATION_MOMENTS)[AT(effect[EFFECT_LINE] + effect[EFFECT_PLACE])];
    }
    __global const double *priors = elimination_numbers(p, ELIMINATION_PRIOR_PRODUCTS);
    int width = eliminated(p, ELIMINATION_WIDTH);
    SPACE const real *mean = elimination_sums(p, ELIMINATION_COVARIANCE) + AT(width * width);
    int response = MARGINAL_COLUMNS;
    int line = MARGINAL_COLUMNS + 1;
    sum += priors[response * line + response];
    for (int m = 0; m < MARGINAL_COLUMNS; m++) {
        sum = fma(mean[AT(m)], (real)(-2.0 * priors[response * line + m]), sum);
        for (int n = 0; n < MARGINAL_COLUMNS; n++) {
            sum = fma(expected_product(p, m, n), (real)(priors[m * line + n]), sum);
        }
    }
    return sum;
}

INLINE real finish_family(const Point *p, const Family *family, const real *sums, real *score_scale) {
    *score_scale = (real)(0.0);
    int width = eliminated(p, ELIMINATION_WIDTH);
    int effects = eliminated(p, ELIMINATION_EFFECTS);
    for (int e = MEMBER; e < effects; e += TEAM) {
        sum_moments(p, effect_of(p, e));
    }
    SYNC;
    for (int e = MEMBER; e < effects; e += TEAM) {
        solve_moments(p, effect_of(p, e));
    }
    SYNC;
    for (int e = MEMBER; e < effects; e += TEAM) {
        pull_back_effect(p, effect_of(p, e));
    }
#if MARGINAL_GIVEN > 0
    for (int k = MEMBER; k < MARGINAL_GIVEN; k += TEAM) {
        pull_back_given(p, k);
    }
#endif
    __global const double *numbers = p->numbers + p->task[TASK_MARGINAL_NUMBERS];
    SPACE const real *matrix = elimination_sums(p, ELIMINATION_MATRIX);
    double count = numbers[MARGINAL_OBSERVATIONS];
    double coefficients = width - MARGINAL_GIVEN + (double)(p->task[TASK_MARGINAL_LEVELS]) * MARGINAL_EFFECTS;
    real quadratic = matrix[AT(width * (width + 1) + width)];
    SYNC;
    add_by_parameter(p, SIGMA, quadratic + coefficients - expected_squares(p) - count);
    real logarithm = (real)(0.0);
    for (int m = 0; m < width; m++) {
        logarithm += log(matrix[AT(m * (width + 1) + m)]);
    }
    logarithm = 0.5 * logarithm;
    for (int piece = 0; piece < eliminated(p, ELIMINATION_PIECES); piece++) {
        logarithm += elimination_sums(p, ELIMINATION_LOGARITHMS)[AT(piece)];
    }
    return numbers[MARGINAL_CONSTANT] - count * parameter_logarithm(p, SIGMA) - logarithm - 0.5 * quadratic;
}
