/*
 * Pulls the gradient back from the coefficients of direct and pooled terms; adds the densities of pooled coefficients.
 */

/* The derivative of the log likelihood by coefficient `level` of a term; 0 where no row pulls, whatever their scale. */
INLINE real coefficient_gradient(const Point *p, __global const int *term, int level, real score_scale) {
    __global const int *first = p->tables + term[TERM_LEVEL_PIECES] + level;
    real sum = (real)(0.0);
    for (int piece = first[0]; piece < first[1]; piece++) {
        sum += p->sums[AT(term[TERM_SUMS] + piece)];
    }
    return sum == (real)(0.0) ? sum : sum * score_scale;
}

INLINE void pull_back_direct(const Point *p, __global const int *term, real score_scale) {
    __global const int *code = p->tables + term[TERM_CODES];
    for (int j = 0; j < term[TERM_LEVELS]; j++) {
        if (code[j] >= 0) {
            p->gradient[AT(code[j])] += coefficient_gradient(p, term, j, score_scale);
        } else if (code[j] != -1) {
            add_by_value(p, -2 - code[j], coefficient_gradient(p, term, j, score_scale));
        }
    }
}

/* Coefficients with c ~ Normal(mean, sd): centered c is the coordinate, noncentered z with c = mean + sd * z. */
INLINE real pull_back_pooled(const Point *p, __global const int *term, real score_scale) {
    __global const int *code = p->tables + term[TERM_CODES];
    real mean = scalar_value(p, term[TERM_MEAN]);
    real sd = scalar_value(p, term[TERM_SD]);
    real log_sd = scalar_logarithm(p, term[TERM_SD]);
    real log_density = (real)(0.0);
    real by_mean = (real)(0.0);
    real by_log_sd = (real)(0.0);
    for (int j = 0; j < term[TERM_LEVELS]; j++) {
        real likelihood = coefficient_gradient(p, term, j, score_scale);
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
        add_by_value(p, term[TERM_MEAN], by_mean);
    }
    gather(p, term[TERM_SD], by_log_sd);
    return log_density;
}
