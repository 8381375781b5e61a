/*
 * Pulls the gradient back from the coefficients of blocks of correlated terms, c ~ Normal(mean, diag(sd) L L' diag(sd))
 * for the vector of each level; adds the densities of their coordinates.
 */
#if CORRELATED_BLOCKS > 0

/* A block of one chain's, or WIDTH chains', parameters and the derivatives gathered by them. */
typedef struct {
    real mean[CORRELATED_LARGEST];
    real sd[CORRELATED_LARGEST];
    real by_mean[CORRELATED_LARGEST];
    real by_log_sd[CORRELATED_LARGEST];
    real factor[CORRELATED_LARGEST][CORRELATED_LARGEST];
    real by_factor[CORRELATED_LARGEST][CORRELATED_LARGEST];
    real log_diagonal; /* sum of log(sd_k L_kk) */
} Correlated;

INLINE void begin_block(const Point *p, int first, int size, Correlated *block) {
    block->log_diagonal = (real)(0.0);
    for (int k = 0; k < size; k++) {
        __global const int *term = term_of(p, first + k);
        block->mean[k] = scalar_value(p, term[TERM_MEAN]);
        block->sd[k] = scalar_value(p, term[TERM_SD]);
        block->by_mean[k] = (real)(0.0);
        block->by_log_sd[k] = (real)(0.0);
        block->log_diagonal += scalar_logarithm(p, term[TERM_SD]);
        for (int m = 0; m <= k; m++) {
            block->factor[k][m] = p->sums[AT(term[TERM_CHOLESKY] + m)];
            block->by_factor[k][m] = (real)(0.0);
            if (m < k) {
                block->log_diagonal += 0.5 * scalar_logarithm(p, term[TERM_PARTIALS] + m);
            }
        }
    }
}

/* c = mean + diag(sd) L z with z ~ Normal(0, I) at `coordinate` and every `levels` further on. */
INLINE real pull_back_noncentered(
    const Point *p, int size, Correlated *block, int coordinate, int levels, const real *likelihood) {
    real z[CORRELATED_LARGEST];
    real by_z[CORRELATED_LARGEST];
    real log_density = (real)(0.0);
    for (int k = 0; k < size; k++) {
        z[k] = p->position[AT(coordinate + k * levels)];
        by_z[k] = -z[k];
        log_density = fma(-0.5 * z[k], z[k], log_density);
        real by_deviation = likelihood[k] * block->sd[k];
        real deviation = (real)(0.0);
        for (int m = 0; m <= k; m++) {
            by_z[m] = fma(block->factor[k][m], by_deviation, by_z[m]);
            block->by_factor[k][m] = fma(by_deviation, z[m], block->by_factor[k][m]);
            deviation = fma(block->factor[k][m], z[m], deviation);
        }
        block->by_mean[k] += likelihood[k];
        block->by_log_sd[k] = fma(by_deviation, deviation, block->by_log_sd[k]);
    }
    for (int k = 0; k < size; k++) {
        p->gradient[AT(coordinate + k * levels)] = by_z[k];
    }
    return log_density;
}

/*
 * With x = inverse(L) diag(1 / sd) (c - mean) and y = inverse(L') x: log density -1/2 x'x - sum of log(sd_k L_kk),
 * derivatives -y / sd by c and y x' - 1 / diag(L) by L.
 */
INLINE real pull_back_centered(
    const Point *p, int size, Correlated *block, int coordinate, int levels, const real *likelihood) {
    real deviation[CORRELATED_LARGEST];
    real x[CORRELATED_LARGEST];
    real y[CORRELATED_LARGEST];
    real log_density = -block->log_diagonal;
    for (int k = 0; k < size; k++) {
        deviation[k] = (p->position[AT(coordinate + k * levels)] - block->mean[k]) / block->sd[k];
        real rest = deviation[k];
        for (int m = 0; m < k; m++) {
            rest = fma(-block->factor[k][m], x[m], rest);
        }
        x[k] = rest / block->factor[k][k];
        log_density = fma(-0.5 * x[k], x[k], log_density);
    }
    for (int k = size - 1; k >= 0; k--) {
        real rest = x[k];
        for (int m = k + 1; m < size; m++) {
            rest = fma(-block->factor[m][k], y[m], rest);
        }
        y[k] = rest / block->factor[k][k];
    }
    for (int k = 0; k < size; k++) {
        real pull = y[k] / block->sd[k];
        p->gradient[AT(coordinate + k * levels)] = likelihood[k] - pull;
        block->by_mean[k] += pull;
        block->by_log_sd[k] += fma(y[k], deviation[k], (real)(-1.0));
        for (int m = 0; m <= k; m++) {
            block->by_factor[k][m] = fma(y[k], x[m], block->by_factor[k][m]);
        }
        block->by_factor[k][k] -= 1.0 / block->factor[k][k];
    }
    return log_density;
}

/*
 * By the coordinate of p_ij, dp / dcoordinate = 1 - p^2: (1 - p_ij^2) L_ij / p_ij from its own entry, and -p_ij times
 * every later entry of the row, each of which has the factor sqrt(1 - p_ij^2).
 */
INLINE void finish_block(const Point *p, int first, int size, const Correlated *block) {
    for (int i = 0; i < size; i++) {
        __global const int *term = term_of(p, first + i);
        if (term[TERM_MEAN] >= 0) {
            add_by_value(p, term[TERM_MEAN], block->by_mean[i]);
        }
        gather(p, term[TERM_SD], block->by_log_sd[i]);

        real log_rest = (real)(0.0);
        for (int j = 0; j < i; j++) {
            log_rest += scalar_logarithm(p, term[TERM_PARTIALS] + j);
        }
        real later = block->by_factor[i][i] * block->factor[i][i];
#pragma unroll 1
        for (int j = i - 1; j >= 0; j--) {
            int partial = term[TERM_PARTIALS] + j;
            real log_own = scalar_logarithm(p, partial);
            log_rest -= log_own;
            real own = block->by_factor[i][j] * exp(fma((real)(0.5), log_rest, log_own));
            gather(p, partial, own - scalar_value(p, partial) * later);
            later = fma(block->by_factor[i][j], block->factor[i][j], later);
        }
    }
}

INLINE real pull_back_block(const Point *p, int first, int size, real score_scale) {
    Correlated block;
    begin_block(p, first, size, &block);
    __global const int *term = term_of(p, first);
    __global const int *code = p->tables + term[TERM_CODES];
    int levels = term[TERM_LEVELS];
    real log_density = MEMBER == 0 ? (real)(-(double)(size) * levels * HALF_LOG_TWO_PI) : (real)(0.0);
    for (int j = MEMBER; j < levels; j += TEAM) {
        real likelihood[CORRELATED_LARGEST];
        for (int k = 0; k < size; k++) {
            likelihood[k] = coefficient_gradient(p, term_of(p, first + k), j, score_scale);
        }
        log_density += code[j] >= 0 ? pull_back_centered(p, size, &block, code[j], levels, likelihood)
                                    : pull_back_noncentered(p, size, &block, -2 - code[j], levels, likelihood);
    }
    team_sums(p, &log_density, 1);
    team_sums(p, block.by_mean, size);
    team_sums(p, block.by_log_sd, size);
    for (int k = 0; k < size; k++) {
        team_sums(p, block.by_factor[k], k + 1);
    }
    finish_block(p, first, size, &block);
    return log_density;
}

#endif
