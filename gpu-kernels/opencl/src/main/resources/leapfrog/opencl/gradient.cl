/*
 * Computes one point by one work-group: where its memory stands, and its passes one after the other.
 *
 * The host defines LOCAL_WORK: whether position, gradient and sums are in local memory, else in the work-group's part of
 * `work`. Residuals always are in `work`.
 */
#define DATA_ARGUMENTS \
    __global const int *tables, __global const double *numbers, __global const double *columns, long column_length

/* What a work-group computes with: places for `stride` coordinates, `sums` sums, `work_length` numbers of work. */
#define WORK_ARGUMENTS int stride, int sums, __global double *work, long work_length, __local double *shared

#if TEAM == 1
#define TEAM_SCRATCH 0
#define WITH_TEAM(scratch)
#else
#define WITH_TEAM(scratch) .team = scratch,
#endif

#if LOCAL_WORK
#define WORK_PLACE (shared + TEAM_SCRATCH)
#define WORK_RESIDUALS 0
#else
#define WORK_PLACE (work + slot * work_length)
#define WORK_RESIDUALS (2 * stride + sums)
#endif

/* What compilers know beforehand of every kernel of a team. */
#define TEAM_KERNEL __kernel __attribute__((reqd_work_group_size(TEAM, 1, 1)))

/* The point of a task in the memory of a slot. */
#define POINT_OF(task_number, slot) \
    { \
        .tables = tables, .numbers = numbers, .columns = columns, .column_length = column_length, \
        .task = tables + (task_number)*TASK_FIELDS, .position = WORK_PLACE, .gradient = WORK_PLACE + stride, \
        .sums = WORK_PLACE + 2 * stride, WITH_TEAM(shared).residuals = work + (slot)*work_length + WORK_RESIDUALS \
    }

/* The log density at the point's position, which all of the team have to see; the gradient stands in its place. */
INLINE double density_of(const Point *p) {
    begin_point(p);
    make_passes(p);
    return pull_back(p);
}

/* A point by each work-group: row `point` of positions is a point of the task tasks[point]. */
TEAM_KERNEL void gradients(
    DATA_ARGUMENTS, WORK_ARGUMENTS, __global const int *tasks, __global const double *positions,
    __global double *gradients, __global double *log_densities) {
    size_t slot = get_group_id(0);
    Point point = POINT_OF(tasks[slot], slot);
    SPACE double *position = WORK_PLACE;
    int dimension = point.task[TASK_DIMENSION];
    for (int d = MEMBER; d < dimension; d += TEAM) {
        position[d] = positions[slot * stride + d];
    }
    SYNC;
    double log_density = density_of(&point);
    for (int d = MEMBER; d < dimension; d += TEAM) {
        gradients[slot * stride + d] = point.gradient[d];
    }
    if (MEMBER == 0) {
        log_densities[slot] = log_density;
    }
}
