/*
 * Pulls the gradient back from the coefficients of direct and pooled terms; adds the densities of pooled coefficients.
 */

/* The derivative of the log likelihood by coefficient `level` of a term; 0 where no row pulls, whatever their scale. */
INLINE real coefficient_gradient(const Point *p, __global const int *term, int level, real score_scale) {
    __global const int *first = p->tables + term[TERM_LEVEL_TOTALS] + level;
    real sum = (real)(0.0);
    for (int total = first[0]; total < first[1]; total++) {
        sum += p->sums[AT(term[TERM_TOTALS] + total)];
    }
    return sum == (real)(0.0) ? sum : sum * score_scale;
}

INLINE void pull_back_direct(const Point *p, __global const int *term, real score_scale) {
    __global const int *code = p->tables + term[TERM_CODES];
    for (int j = MEMBER; j < term[TERM_LEVELS]; j += TEAM) {
        if (code[j] >= 0) {
            gather_own(p, code[j], coefficient_gradient(p, term, j, score_scale));
        } else if (code[j] != -1) {
            int scalar = -2 - code[j];
            gather_own(p, scalar, carried(p, scalar, coefficient_gradient(p, term, j, score_scale)));
        }
    }
}

enum { LOG_DENSITY_SUM, BY_MEAN, BY_LOG_SD };

/* Coefficients with c ~ Normal(mean, sd): centered c is the coordinate, noncentered z with c = mean + sd * z. */
INLINE real pull_back_pooled(const Point *p, __global const int *term, real score_scale) {
    __global const int *code = p->tables + term[TERM_CODES];
    real mean = scalar_value(p, term[TERM_MEAN]);
    real sd = scalar_value(p, term[TERM_SD]);
    real log_sd = scalar_logarithm(p, term[TERM_SD]);
    real sums[3] = {(real)(0.0), (real)(0.0), (real)(0.0)};
    for (int j = MEMBER; j < term[TERM_LEVELS]; j += TEAM) {
        real likelihood = coefficient_gradient(p, term, j, score_scale);
        if (code[j] >= 0) {
            real x = (p->position[AT(code[j])] - mean) / sd;
            real pull = x / sd;
            sums[LOG_DENSITY_SUM] -= fma(0.5 * x, x, log_sd + HALF_LOG_TWO_PI);
            p->gradient[AT(code[j])] = likelihood - pull;
            sums[BY_MEAN] += pull;
            sums[BY_LOG_SD] += fma(x, x, (real)(-1.0));
        } else {
            int coordinate = -2 - code[j];
            real z = p->position[AT(coordinate)];
            sums[LOG_DENSITY_SUM] -= fma(0.5 * z, z, (real)(HALF_LOG_TWO_PI));
            p->gradient[AT(coordinate)] = fma(likelihood, sd, -z);
            sums[BY_MEAN] += likelihood;
            sums[BY_LOG_SD] = fma(likelihood * sd, z, sums[BY_LOG_SD]);
        }
    }
    team_sums(p, sums, 3);
    if (term[TERM_MEAN] >= 0) {
        add_by_value(p, term[TERM_MEAN], sums[BY_MEAN]);
    }
    gather(p, term[TERM_SD], sums[BY_LOG_SD]);
    return sums[LOG_DENSITY_SUM];
}
