/*
 * Launches the passes: constrain, rows, the other factors, pull back, over (chains, partitions); or all of them in one
 * launch where there are chains enough. Both ways do the same operations in the same order.
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
    constrain_point(&point);
}

__kernel void rows(ARGUMENTS) {
    WORK_ITEM
    if (get_global_id(1) < point.task[TASK_PARTITIONS]) {
        sum_rows(&point, get_global_id(1));
    }
}

__kernel void factors(ARGUMENTS) {
    WORK_ITEM
    if (get_global_id(1) < point.task[TASK_PARTITIONS]) {
        sum_factors(&point, get_global_id(1));
    }
}

__kernel void pull(ARGUMENTS) {
    WORK_ITEM
    LOG_DENSITY = pull_back(&point);
}

__kernel void whole(ARGUMENTS) {
    WORK_ITEM
    constrain_point(&point);
    for (int partition = 0; partition < point.task[TASK_PARTITIONS]; partition++) {
        sum_rows(&point, partition);
    }
    for (int partition = 0; partition < point.task[TASK_PARTITIONS]; partition++) {
        sum_factors(&point, partition);
    }
    LOG_DENSITY = pull_back(&point);
}
