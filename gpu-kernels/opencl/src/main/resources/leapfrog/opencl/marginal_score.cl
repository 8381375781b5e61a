/*
 * Ends the family of marginal.cl: what the coefficients are given the levels' sums, the log likelihood and its derivatives.
 */

#if MATCHED_TOO
#define BY_LEVELS(matched, paired) (marginal_scalar(p, MARGINAL_MATCHED) ? matched : paired)
#else
#define BY_LEVELS(matched, paired) paired
#endif

/* What is summed over levels. */
INLINE Levels sum_levels(const Point *p, const Family *f) {
    return BY_LEVELS(sum_matched_levels(p, f), sum_paired_levels(p, f));
}

/* What levels leave of the products of columns. */
INLINE void leave(const Point *p, const Levels *levels, real *left) {
    BY_LEVELS(leave_matched(p, levels, left), leave_paired(p, levels, left));
}

/* Of the moments, what M^-1 adds up to. */
INLINE void inverse_moments(const Point *p, const Family *f, const Levels *levels, real *moments) {
    BY_LEVELS(matched_inverse_moments(p, f, levels, moments), paired_inverse_moments(p, f, levels, moments));
}

/* And the squares of the expected effects, divided by tau. */
INLINE void column_moments(
    const Point *p, const Family *f, const Levels *levels, const Coefficients *b, real *moments) {
    BY_LEVELS(matched_column_moments(p, f, levels, b, moments), paired_column_moments(p, f, levels, b, moments));
}

#if MARGINAL_GIVEN > 0
/* An entry of the precision matrix of all coefficients, m >= n. */
INLINE real precision_of(const Point *p, const Coefficients *b, int m, int n) {
    return b->left[TRIANGLE(1 + m, 1 + n)] + marginal_numbers(p)[MARGINAL_PRIORS + ENTRY(1 + m, 1 + n)];
}

/* Takes the columns of coefficients that are given out of the moments of all and the quadratic form. */
INLINE void take_out_given(const Point *p, Coefficients *b, real *moment) {
    for (int k = 0; k < MARGINAL_GIVEN; k++) {
        int own = MARGINAL_INTEGRATED + k;
        b->mean[own] = scalar_value(p, marginal_scalar(p, MARGINAL_GIVEN_SCALARS + k)) - marginal_numbers(p)[MARGINAL_SHIFTS + k];
        b->quadratic -= b->mean[own] * moment[own];
    }
    for (int k = 0; k < MARGINAL_GIVEN; k++) {
        int own = MARGINAL_INTEGRATED + k;
        for (int n = 0; n < MARGINAL_COLUMNS; n++) {
            moment[n] = fma(-b->mean[own], precision_of(p, b, max(own, n), min(own, n)), moment[n]);
        }
    }
    for (int k = 0; k < MARGINAL_GIVEN; k++) {
        int own = MARGINAL_INTEGRATED + k;
        b->quadratic -= b->mean[own] * moment[own];
    }
}

/* Makes the derivatives by coefficients that are given. */
INLINE void differentiate_given(const Point *p, Coefficients *b, const real *moment) {
    for (int k = 0; k < MARGINAL_GIVEN; k++) {
        int own = MARGINAL_INTEGRATED + k;
        b->by_given[k] = moment[own];
        for (int n = 0; n < MARGINAL_INTEGRATED; n++) {
            b->by_given[k] = fma(-precision_of(p, b, own, n), b->mean[n], b->by_given[k]);
        }
    }
}
#endif

/* Makes the coefficients of what levels leave. */
INLINE void factor_coefficients(const Point *p, const Family *f, const Levels *levels, Coefficients *b) {
    __global const double *priors = marginal_numbers(p) + MARGINAL_PRIORS;
    leave(p, levels, b->left);
    for (int s = 0; s < ENTRIES; s++) {
        b->left[s] *= f->tau;
    }
    b->quadratic = b->left[0] + priors[0];
    b->log_factor = (real)(0.0);
    real moment[MARGINAL_WIDTH];
    for (int i = 0; i < MARGINAL_COLUMNS; i++) {
        moment[i] = b->left[TRIANGLE(1 + i, 0)] + priors[ENTRY(1 + i, 0)];
    }
#if MARGINAL_GIVEN > 0
    take_out_given(p, b, moment);
#endif
    real factor[ENTRIES];
    real whitened[MARGINAL_WIDTH];
    for (int i = 0; i < MARGINAL_INTEGRATED; i++) {
        real solved = moment[i];
        real inverse = (real)(0.0);
        for (int j = 0; j <= i; j++) {
            real entry = b->left[TRIANGLE(1 + i, 1 + j)] + priors[ENTRY(1 + i, 1 + j)];
            for (int k = 0; k < j; k++) {
                entry -= factor[TRIANGLE(i, k)] * factor[TRIANGLE(j, k)];
            }
            if (j < i) {
                entry *= b->inverse[TRIANGLE(j, j)];
                solved -= entry * whitened[j];
            } else {
                entry = sqrt(entry);
                b->log_factor += log(entry);
                inverse = 1.0 / entry;
            }
            factor[TRIANGLE(i, j)] = entry;
        }
        solved *= inverse;
        b->quadratic -= solved * solved;
        whitened[i] = solved;
        b->inverse[TRIANGLE(i, i)] = inverse;
        for (int j = 0; j < i; j++) {
            real sum = (real)(0.0);
            for (int k = j; k < i; k++) {
                sum = fma(factor[TRIANGLE(i, k)], b->inverse[TRIANGLE(k, j)], sum);
            }
            b->inverse[TRIANGLE(i, j)] = -inverse * sum;
        }
    }
    for (int m = 0; m < MARGINAL_INTEGRATED; m++) {
        real sum = (real)(0.0);
        for (int i = m; i < MARGINAL_INTEGRATED; i++) {
            sum = fma(b->inverse[TRIANGLE(i, m)], whitened[i], sum);
        }
        b->mean[m] = sum;
    }
#if MARGINAL_GIVEN > 0
    differentiate_given(p, b, moment);
#endif
}

/* tau times the expected squares of residuals, as far as levels leave them. */
INLINE real residual_squares(const Coefficients *b) {
    real sum = b->left[0];
    for (int m = 0; m < MARGINAL_COLUMNS; m++) {
        sum = fma(-2.0 * b->mean[m], b->left[TRIANGLE(1 + m, 0)], sum);
        for (int n = 0; n <= m; n++) {
            real moment = b->mean[m] * b->mean[n];
            for (int t = m; t < MARGINAL_INTEGRATED; t++) {
                moment = fma(b->inverse[TRIANGLE(t, m)], b->inverse[TRIANGLE(t, n)], moment);
            }
            sum = fma((n < m ? 2.0 : 1.0) * moment, b->left[TRIANGLE(1 + m, 1 + n)], sum);
        }
    }
    return sum;
}

/* Adds derivatives by scales; returns the sum of those by their logarithms. */
INLINE real pull_back_scales(const Point *p, const Family *f, const real *moments) {
    double levels = p->task[TASK_MARGINAL_LEVELS];
    /* Where effects are correlated, correlation / sqrt(rest) times their product is gamma times that over delta. */
    real by_first = moments[FIRST] - f->gamma * moments[MIXED] - levels;
    gather(p, marginal_scalar(p, MARGINAL_SD), by_first);
    real sum = by_first;
#if MARGINAL_EFFECTS > 1
    real by_second = moments[SECOND] + f->gamma * moments[MIXED] - levels;
    gather(p, marginal_scalar(p, MARGINAL_SD + 1), by_second);
    sum += by_second;
#if MARGINAL_CORRELATED
    real second = scalar_value(p, marginal_scalar(p, MARGINAL_SD + 1)) * f->inverse_sigma;
    gather(
        p, marginal_scalar(p, MARGINAL_PARTIAL),
        second * f->rest * moments[MIXED] - f->correlation * (moments[SECOND] - levels));
#endif
#endif
    return sum;
}

INLINE real finish_family(const Point *p, const Family *family, const real *sums, real *score_scale) {
    *score_scale = (real)(0.0);
    Levels levels = sum_levels(p, family);
    Coefficients coefficients;
    factor_coefficients(p, family, &levels, &coefficients);
    real moments[MOMENTS];
    real of_columns[MOMENTS];
    inverse_moments(p, family, &levels, moments);
    column_moments(p, family, &levels, &coefficients, of_columns);
    for (int s = 0; s < MOMENTS; s++) {
        moments[s] = fma(family->tau, of_columns[s], moments[s]);
    }
    __global const double *numbers = marginal_numbers(p);
    double count = numbers[MARGINAL_OBSERVATIONS];
    real by_scales = pull_back_scales(p, family, moments);
    add_by_parameter(p, SIGMA, residual_squares(&coefficients) - count - by_scales);
#if MARGINAL_GIVEN > 0
    for (int k = 0; k < MARGINAL_GIVEN; k++) {
        add_by_value(p, marginal_scalar(p, MARGINAL_GIVEN_SCALARS + k), coefficients.by_given[k]);
    }
#endif
    return numbers[MARGINAL_CONSTANT] - count * parameter_logarithm(p, SIGMA)
           - 0.5 * (levels.log_determinants + coefficients.quadratic) - coefficients.log_factor;
}
