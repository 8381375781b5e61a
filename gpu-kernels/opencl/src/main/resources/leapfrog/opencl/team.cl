/*
 * Lets a team of work-items compute one point together: a whole work-group, or a single work-item, for which all of this is
 * nothing. What one work-item writes to the point's memory others may read after SYNC. All of a team take the same way
 * around each SYNC: what decides is the same number in all of them.
 */
#if TEAM == 1
#define MEMBER 0
#define SYNC

INLINE void team_sums(const Point *p, real *sums, int count) {}
#else
#define MEMBER ((int)(get_local_id(0)))
#define SYNC barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE)

/* A sum is one of sections of SECTION members each. TEAM is a multiple of it. */
#define SECTION 8
#define SECTIONS (TEAM / SECTION)
/* Sums that are made at once: each has its sections added by other members. */
#define SUMS_AT_ONCE 6
#define TEAM_SCRATCH (SUMS_AT_ONCE * (TEAM + SECTIONS))

/* Turns what each member has into the sums over all of them, in an order that depends on TEAM alone. */
INLINE void team_sums(const Point *p, real *sums, int count) {
    __local double *parts = p->team;
    __local double *sections = p->team + SUMS_AT_ONCE * TEAM;
    for (int first = 0; first < count; first += SUMS_AT_ONCE) {
        int end = min(count, first + SUMS_AT_ONCE);
        for (int k = first; k < end; k++) {
            parts[(k - first) * TEAM + MEMBER] = sums[k];
        }
        SYNC;
        if (MEMBER < (end - first) * SECTIONS) {
            __local const double *a = parts + MEMBER * SECTION;
            sections[MEMBER] = ((a[0] + a[4]) + (a[2] + a[6])) + ((a[1] + a[5]) + (a[3] + a[7]));
        }
        SYNC;
        for (int k = first; k < end; k++) {
            double sum = 0.0;
            for (int s = 0; s < SECTIONS; s++) {
                sum += sections[(k - first) * SECTIONS + s];
            }
            sums[k] = sum;
        }
    }
}
#endif
