/*
 * Makes the matrix [P, g; g', q] of the columns that elimination leaves, its factors L D L', and of those the mean and the
 * covariance of the coefficients.
 */

/* Work-items that make the factors of one chain: a team, or, where MATRIX_GROUP, those side by side in a work-group. */
#if MATRIX_GROUP
#define FACTOR_MEMBER ((int)(get_local_id(1)))
#define FACTOR_MEMBERS ((int)(get_local_size(1)))
#define FACTOR_SYNC barrier(CLK_GLOBAL_MEM_FENCE)
#else
#define FACTOR_MEMBER MEMBER
#define FACTOR_MEMBERS TEAM
#define FACTOR_SYNC SYNC
#endif

/* Where a column that all levels have stands among those, or -1. */
INLINE int common_place(const Point *p, int column) {
    return column < MARGINAL_COLUMNS ? column : column == eliminated(p, ELIMINATION_WIDTH) ? MARGINAL_COLUMNS : -1;
}

/* An entry before levels are taken out: priors, and tau times the product of two columns over all rows. */
INLINE real entry_of_rows(const Point *p, int m, int n, real tau) {
    int line = eliminated(p, ELIMINATION_WIDTH) + 1;
    SPACE const real *scales = elimination_sums(p, ELIMINATION_LAMBDA);
    __global const double *products = elimination_numbers(p, ELIMINATION_ROW_PRODUCTS);
    __global const int *left = scale_of_column(p, m);
    __global const int *right = scale_of_column(p, n);
    real sum = (real)(0.0);
    for (int i = 0; i < left[SCALE_COUNT]; i++) {
        real row = (real)(0.0);
        for (int l = 0; l < right[SCALE_COUNT]; l++) {
            real by = scales[AT(right[SCALE_FIRST] + l * right[SCALE_STEP])];
            row = fma(by, (real)(products[(m + i) * line + n + l]), row);
        }
        sum = fma(scales[AT(left[SCALE_FIRST] + i * left[SCALE_STEP])], row, sum);
    }
    int row = common_place(p, m);
    int column = common_place(p, n);
    double prior = m == n ? 1.0 : 0.0;
    if (row >= 0 && column >= 0) {
        prior = elimination_numbers(p, ELIMINATION_PRIOR_PRODUCTS)[row * (MARGINAL_COLUMNS + 1) + column];
    }
    return fma(tau, sum, (real)(prior));
}

/* Makes the entries of two columns that all levels have; m is the place of one of them. */
INLINE void fill_common(const Point *p, int m, real tau) {
    int width = eliminated(p, ELIMINATION_WIDTH);
    int row = m < MARGINAL_COLUMNS ? m : width;
    SPACE real *line = elimination_sums(p, ELIMINATION_MATRIX) + AT(row * (width + 1));
    SPACE const real *common = elimination_sums(p, ELIMINATION_COMMON);
    for (int n = 0; n <= m; n++) {
        int column = n < MARGINAL_COLUMNS ? n : width;
        real entry = entry_of_rows(p, row, column, tau);
        for (int piece = 0; piece < eliminated(p, ELIMINATION_PIECES); piece++) {
            entry -= common[AT(piece * COMMON_ENTRIES + TRIANGLE(m, n))];
        }
        line[AT(column)] = entry;
    }
}

/* Makes the entries of a column of a further factor with those before it and with the response. */
INLINE void fill_further(const Point *p, int column, real tau) {
    int width = eliminated(p, ELIMINATION_WIDTH);
    SPACE real *matrix = elimination_sums(p, ELIMINATION_MATRIX);
    SPACE real *line = matrix + AT(column * (width + 1));
    SPACE real *with_response = matrix + AT(width * (width + 1) + column);
    for (int n = 0; n <= column; n++) {
        line[AT(n)] = entry_of_rows(p, column, n, tau);
    }
    *with_response = entry_of_rows(p, width, column, tau);
    __global const int *starts = elimination_list(p, ELIMINATION_COLUMN_LEVELS);
    __global const int *meetings = elimination_list(p, ELIMINATION_MEETINGS);
    for (int meeting = starts[column]; meeting < starts[column + 1]; meeting++) {
        int first;
        int count;
        __global const int *met = columns_of_level(p, meetings[2 * meeting], &first, &count);
        int m = meetings[2 * meeting + 1];
        SPACE const real *solved = solved_of(p, first);
        for (int k = 0; k < MARGINAL_EFFECTS; k++) {
            SPACE const real *row = solved + AT(k * count);
            real left = row[AT(m)];
            for (int n = 0; n <= m; n++) {
                line[AT(met[n])] = fma(-left, row[AT(n)], line[AT(met[n])]);
            }
            *with_response = fma(-left, row[AT(count - 1)], *with_response);
        }
    }
}

/* Makes the entries of a column with those before it. */
INLINE void fill_precision(const Point *p, int column) {
    real tau = precision_of_rows(p);
    int place = common_place(p, column);
    if (place >= 0) {
        fill_common(p, place, tau);
    } else {
        fill_further(p, column, tau);
    }
}

#if MARGINAL_GIVEN > 0
/* Takes coefficients that are given out of the response's row, and out of the matrix, whose rows of theirs are kept. */
INLINE void take_out_given(const Point *p) {
    int width = eliminated(p, ELIMINATION_WIDTH);
    int line = width + 1;
    SPACE real *matrix = elimination_sums(p, ELIMINATION_MATRIX);
    for (int m = FACTOR_MEMBER; m < width; m += FACTOR_MEMBERS) {
        real with_response = matrix[AT(width * line + m)];
        for (int k = 0; k < MARGINAL_GIVEN; k++) {
            int own = MARGINAL_INTEGRATED + k;
            real entry = matrix[AT(max(own, m) * line + min(own, m))];
            given_row(p, k)[AT(m)] = entry;
            with_response = fma(-given_coefficient(p, k), entry, with_response);
        }
        matrix[AT(width * line + m)] = with_response;
    }
    FACTOR_SYNC;
    for (int m = FACTOR_MEMBER; m < width; m += FACTOR_MEMBERS) {
        for (int k = 0; k < MARGINAL_GIVEN; k++) {
            int own = MARGINAL_INTEGRATED + k;
            matrix[AT(max(own, m) * line + min(own, m))] = (real)(m == own ? 1.0 : 0.0);
        }
    }
    if (FACTOR_MEMBER == 0) {
        real quadratic = matrix[AT(width * line + width)];
        for (int k = 0; k < MARGINAL_GIVEN; k++) {
            real twice = 2.0 * matrix[AT(width * line + MARGINAL_INTEGRATED + k)];
            for (int l = 0; l < MARGINAL_GIVEN; l++) {
                twice = fma(given_coefficient(p, l), given_row(p, k)[AT(MARGINAL_INTEGRATED + l)], twice);
            }
            quadratic = fma(-given_coefficient(p, k), twice, quadratic);
        }
        matrix[AT(width * line + width)] = quadratic;
        for (int k = 0; k < MARGINAL_GIVEN; k++) {
            int own = MARGINAL_INTEGRATED + k;
            given_row(p, k)[AT(width)] = matrix[AT(width * line + own)];
            matrix[AT(width * line + own)] = (real)(0.0);
        }
    }
    FACTOR_SYNC;
}
#endif

/* Makes L D of the matrix, and L' above its diagonal, column by column: each entry by one work-item. */
INLINE void factor_precision(const Point *p) {
    int width = eliminated(p, ELIMINATION_WIDTH);
    int line = width + 1;
    SPACE real *matrix = elimination_sums(p, ELIMINATION_MATRIX);
#if MARGINAL_GIVEN > 0
    take_out_given(p);
#endif
    for (int j = 0; j <= width; j++) {
        for (int i = j + FACTOR_MEMBER; i <= width; i += FACTOR_MEMBERS) {
            real entry = matrix[AT(i * line + j)];
            for (int k = 0; k < j; k++) {
                entry = fma(-matrix[AT(i * line + k)], matrix[AT(k * line + j)], entry);
            }
            matrix[AT(i * line + j)] = entry;
        }
        FACTOR_SYNC;
        real inverse = 1.0 / matrix[AT(j * line + j)];
        for (int i = j + 1 + FACTOR_MEMBER; i <= width; i += FACTOR_MEMBERS) {
            matrix[AT(j * line + i)] = matrix[AT(i * line + j)] * inverse;
        }
        FACTOR_SYNC;
    }
}

/* Makes a column of P^-1 from its diagonal on, and the row that mirrors it; or, for the response, the mean. */
INLINE void invert_precision(const Point *p, int column) {
    int width = eliminated(p, ELIMINATION_WIDTH);
    int line = width + 1;
    SPACE const real *matrix = elimination_sums(p, ELIMINATION_MATRIX);
    SPACE real *covariance = elimination_sums(p, ELIMINATION_COVARIANCE);
    SPACE real *x = covariance + AT(column * width);
    int first = column < width ? column : 0;
#if MARGINAL_GIVEN > 0
    if (column >= MARGINAL_INTEGRATED && column < MARGINAL_COLUMNS) {
        for (int i = column; i < width; i++) {
            x[AT(i)] = (real)(0.0);
            covariance[AT(i * width + column)] = (real)(0.0);
        }
        return;
    }
#endif
    for (int i = first; i < width; i++) {
        if (column == width) {
            x[AT(i)] = matrix[AT(i * line + width)];
        } else {
            real sum = (real)(i == column ? 1.0 : 0.0);
            for (int k = column; k < i; k++) {
                sum = fma(-matrix[AT(k * line + i)], x[AT(k)], sum);
            }
            x[AT(i)] = sum;
        }
    }
    for (int i = width - 1; i >= first; i--) {
        real sum = column == width ? x[AT(i)] : x[AT(i)] / matrix[AT(i * line + i)];
        for (int k = i + 1; k < width; k++) {
            sum = fma(-matrix[AT(i * line + k)], x[AT(k)], sum);
        }
        x[AT(i)] = sum;
        if (column < width) {
            covariance[AT(i * width + column)] = sum;
        }
    }
#if MARGINAL_GIVEN > 0
    for (int k = 0; k < MARGINAL_GIVEN && column == width; k++) {
        x[AT(MARGINAL_INTEGRATED + k)] = given_coefficient(p, k);
    }
#endif
}
