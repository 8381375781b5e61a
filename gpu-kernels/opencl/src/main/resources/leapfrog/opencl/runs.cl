/*
 * Adds up runs of partial sums where one quantity has many of them, each run in its order by one work-item: what is left to the
 * pull-back, which has one work-item or team a chain, is then little.
 */
enum RunField {
    RUN_FROM,  /* into sums: the first */
    RUN_COUNT, /* how many */
    RUN_TO,    /* into sums: where their sum goes */
    RUN_FIELDS
};

INLINE void add_run(const Point *p, int table, int run) {
    __global const int *fields = p->tables + p->task[table] + (size_t)run * RUN_FIELDS;
    SPACE const real *from = p->sums + AT(fields[RUN_FROM]);
    int count = fields[RUN_COUNT];
    real sum = (real)(0.0);
    for (int k = 0; k < count; k++) {
        sum += from[AT(k)];
    }
    p->sums[AT(fields[RUN_TO])] = sum;
}

INLINE void add_first_run(const Point *p, int run) {
    add_run(p, TASK_FIRST_RUN_TABLE, run);
}

INLINE void add_second_run(const Point *p, int run) {
    add_run(p, TASK_SECOND_RUN_TABLE, run);
}
