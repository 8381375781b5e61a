/*
 * Adds up the likelihood's partial sums, in their fixed order, and pulls its gradient back from coefficients and
 * parameters to the unconstrained coordinates; makes the log density.
 */
INLINE real add_rows(const Point *p, real *score_scale) {
    real sums[ROW_SUMS];
#pragma unroll
    for (int s = 0; s < ROW_SUMS; s++) {
        sums[s] = (real)(0.0);
        for (int k = MEMBER; k < p->task[TASK_ROW_TOTAL_COUNT]; k += TEAM) {
            sums[s] += p->sums[AT(p->task[TASK_ROW_TOTALS] + s * p->task[TASK_ROW_TOTAL_COUNT] + k)];
        }
    }
    team_sums(p, sums, ROW_SUMS);
    Family family = begin_family(p);
    real log_likelihood = finish_family(p, &family, sums, score_scale);
    if (observations(p) == 0.0) {
        /* Without rows scores are 0, even where their scale is infinite. */
        *score_scale = (real)(0.0);
    }
    return p->numbers[p->task[TASK_TOTALS] + TOTAL_CONSTANT] + log_likelihood;
}

/* The log density; the gradient stands in its place. */
INLINE real pull_back(const Point *p) {
    for (int s = MEMBER; s < p->task[TASK_SCALARS]; s += TEAM) {
        p->gradient[AT(s)] = (real)(0.0);
    }
    SYNC;
    real score_scale;
    real log_density = add_priors(p);
    log_density += add_rows(p, &score_scale);
    SYNC;
#if TERMS > 0
#pragma unroll
    for (int t = 0; t < TERMS; t++) {
        if (TERM_SOURCE[t] == DIRECT) {
            pull_back_direct(p, term_of(p, t), score_scale);
        } else if (TERM_SOURCE[t] == POOLED) {
            log_density += pull_back_pooled(p, term_of(p, t), score_scale);
        }
        SYNC;
    }
#endif
#if CORRELATED_BLOCKS > 0
#pragma unroll
    for (int b = 0; b < CORRELATED_BLOCKS; b++) {
        log_density += pull_back_block(p, CORRELATED_FIRST[b], CORRELATED_SIZE[b], score_scale);
        SYNC;
    }
#endif
    log_density += pull_back_scalars(p);
    return log_density == (real)(INFINITY) ? (real)(NAN) : log_density;
}
