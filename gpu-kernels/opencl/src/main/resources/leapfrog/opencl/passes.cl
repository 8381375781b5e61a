/*
 * Makes the passes before the pull-back: what all others need, then those over rows or over what they come to, one after
 * the other, each by the whole team.
 */
INLINE void begin_point(const Point *p) {
    constrain_point(p);
#if ELIMINATION
    scale_effects(p);
    SYNC;
#endif
}

#define EACH_PART(parts, pass) \
    for (int part = MEMBER, end = (parts); part < end; part += TEAM) { \
        pass(p, part); \
    } \
    SYNC;

INLINE void make_passes(const Point *p) {
#if ELIMINATION
    EACH_PART(eliminated(p, ELIMINATION_PIECES), eliminate_levels)
    EACH_PART(eliminated(p, ELIMINATION_WIDTH) + 1, fill_precision)
    factor_precision(p);
    EACH_PART(eliminated(p, ELIMINATION_WIDTH) + 1, invert_precision)
    EACH_PART(eliminated(p, ELIMINATION_PIECES), add_moments_of_levels)
#else
    EACH_PART(p->task[TASK_PARTITIONS], sum_rows)
#if FACTORS > 1
    EACH_PART(p->task[TASK_PARTITIONS], sum_factors)
#endif
    if (p->task[TASK_FIRST_RUNS] > 0) {
        EACH_PART(p->task[TASK_FIRST_RUNS], add_first_run)
        EACH_PART(p->task[TASK_SECOND_RUNS], add_second_run)
    }
#endif
}
