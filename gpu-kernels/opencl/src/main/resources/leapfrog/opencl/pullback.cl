/*
 * Adds up the likelihood's partial sums, in their fixed order, and pulls its gradient back from coefficients and
 * scale to the unconstrained coordinates; adds the densities of pooled coefficients.
 */

/* The derivative of the log likelihood by coefficient `level` of a term. */
INLINE real coefficient_gradient(const Point *p, __global const int *term, int level, real inverse_scale) {
    __global const int *first = p->tables + term[TERM_LEVEL_PIECES] + level;
    real sum = (real)(0.0);
    for (int piece = first[0]; piece < first[1]; piece++) {
        sum += p->sums[AT(term[TERM_SUMS] + piece)];
    }
    return sum * inverse_scale * inverse_scale;
}

INLINE void pull_back_direct(const Point *p, __global const int *term, real inverse_scale) {
    __global const int *code = p->tables + term[TERM_CODES];
    for (int j = 0; j < term[TERM_LEVELS]; j++) {
        if (code[j] >= 0) {
            p->gradient[AT(code[j])] += coefficient_gradient(p, term, j, inverse_scale);
        }
    }
}

/* Coefficients with c ~ Normal(mean, sd): centered c is the coordinate, noncentered z with c = mean + sd * z. */
INLINE real pull_back_pooled(const Point *p, __global const int *term, real inverse_scale) {
    __global const int *code = p->tables + term[TERM_CODES];
    real mean = scalar_value(p, term[TERM_MEAN]);
    real sd = scalar_value(p, term[TERM_SD]);
    real log_sd = p->position[AT(term[TERM_SD])];
    real log_density = (real)(0.0);
    real by_mean = (real)(0.0);
    real by_log_sd = (real)(0.0);
    for (int j = 0; j < term[TERM_LEVELS]; j++) {
        real likelihood = coefficient_gradient(p, term, j, inverse_scale);
        if (code[j] >= 0) {
            real x = (p->position[AT(code[j])] - mean) / sd;
            real pull = x / sd;
            log_density -= fma(0.5 * x, x, log_sd + HALF_LOG_TWO_PI);
            p->gradient[AT(code[j])] = likelihood - pull;
            by_mean += pull;
            by_log_sd += fma(x, x, (real)(-1.0));
        } else {
            int coordinate = -2 - code[j];
            real z = p->position[AT(coordinate)];
            log_density -= fma(0.5 * z, z, (real)(HALF_LOG_TWO_PI));
            p->gradient[AT(coordinate)] = fma(likelihood, sd, -z);
            by_mean += likelihood;
            by_log_sd = fma(likelihood * sd, z, by_log_sd);
        }
    }
    if (term[TERM_MEAN] >= 0) {
        p->gradient[AT(term[TERM_MEAN])] += by_mean;
    }
    p->gradient[AT(term[TERM_SD])] += by_log_sd;
    return log_density;
}

INLINE void pull_back(const Point *p) {
    real log_density = add_priors(p);

    int sigma = p->task[TASK_SIGMA];
    real log_sigma = p->position[AT(sigma)];
    real inverse_scale = 1.0 / scalar_value(p, sigma);
    double observations = p->numbers[p->task[TASK_NUMBERS]];
    real squares = (real)(p->numbers[p->task[TASK_NUMBERS] + 1]);
    for (int k = 0; k < p->task[TASK_PARTITIONS]; k++) {
        squares += p->sums[AT(p->task[TASK_SQUARES] + k)];
    }
    real scaled = squares * inverse_scale * inverse_scale;
    log_density -= fma((real)(observations), log_sigma + HALF_LOG_TWO_PI, 0.5 * scaled);
    p->gradient[AT(sigma)] += scaled - observations;

#if TERMS > 0
#pragma unroll
    for (int t = 0; t < TERMS; t++) {
        if (TERM_IS_POOLED[t]) {
            log_density += pull_back_pooled(p, term_of(p, t), inverse_scale);
        } else {
            pull_back_direct(p, term_of(p, t), inverse_scale);
        }
    }
#endif
    p->log_density[0] = log_density == (real)(INFINITY) ? (real)(NAN) : log_density;
}
