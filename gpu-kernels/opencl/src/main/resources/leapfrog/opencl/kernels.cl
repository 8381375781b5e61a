/*
 * Launches the passes over (chains, parts): constrain, then rows and the other factors, by partitions, and runs of their sums,
 * or the elimination of effects, by pieces of levels and by columns; at last pull back. Or all of them in one launch where there are chains
 * enough. Both ways do the same operations in the same order.
 */
#define ARGUMENTS \
    __global const int *tables, __global const double *numbers, __global const double *columns, long column_length, \
        __global const int *blocks, __global const real *positions, __global real *results, __global real *sums, \
        __global real *residuals

/* The points of this work-item. */
#define POINT \
    { \
        .tables = tables, .numbers = numbers, .columns = columns, .column_length = column_length, \
        .task = tables + block[BLOCK_TASK] * TASK_FIELDS, .position = positions + AT(block[BLOCK_POSITION]) + lane, \
        .gradient = results + AT(block[BLOCK_POSITION]) + lane, .sums = sums + AT(block[BLOCK_SUMS]) + lane, \
        .residuals = residuals + AT(block[BLOCK_RESIDUALS]) + lane \
    }

#define LOG_DENSITY results[AT(blocks[BLOCK_LOG_DENSITIES] + number) + lane]

#define WORK_ITEM \
    size_t number = get_global_id(0) / STRIDE; \
    size_t lane = get_global_id(0) % STRIDE; \
    __global const int *block = blocks + BLOCK_HEADER + number * BLOCK_FIELDS; \
    Point point = POINT;

__kernel void constrain(ARGUMENTS) {
    WORK_ITEM
    begin_point(&point);
}

/* A pass of independent parts. */
#define PASS(name, parts, function) \
    __kernel void name(ARGUMENTS) { \
        WORK_ITEM \
        int part = get_global_id(1); \
        if (part < (parts)) { \
            function(&point, part); \
        } \
    }

#if ELIMINATION
PASS(eliminate, eliminated(&point, ELIMINATION_PIECES), eliminate_levels)
PASS(fill, eliminated(&point, ELIMINATION_WIDTH) + 1, fill_precision)
PASS(invert, eliminated(&point, ELIMINATION_WIDTH) + 1, invert_precision)
PASS(moments, eliminated(&point, ELIMINATION_PIECES), add_moments_of_levels)

/* A work-group a block. */
__kernel void factor(ARGUMENTS) {
    WORK_ITEM
    factor_precision(&point);
}
#else
PASS(rows, point.task[TASK_PARTITIONS], sum_rows)
PASS(factors, point.task[TASK_PARTITIONS], sum_factors)
PASS(first_runs, point.task[TASK_FIRST_RUNS], add_first_run)
PASS(second_runs, point.task[TASK_SECOND_RUNS], add_second_run)
#endif

__kernel void pull(ARGUMENTS) {
    WORK_ITEM
    LOG_DENSITY = pull_back(&point);
}

__kernel void whole(ARGUMENTS) {
    WORK_ITEM
    begin_point(&point);
    make_passes(&point);
    LOG_DENSITY = pull_back(&point);
}
