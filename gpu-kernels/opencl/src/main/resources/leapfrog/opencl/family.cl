/*
 * Reads the parameters of the family: estimated scalars, or fixed numbers. The family's own file follows; of its rows
 * it knows
 *
 *     Family                the parameters, in the form that rows need
 *     begin_family()        makes it
 *     row_score()           the derivative of a row's log likelihood by eta, up to a scale that all rows share; adds to
 *                           ROW_SUMS sums
 *     finish_family()       the log likelihood of all rows, of their sums; the shared scale; adds derivatives by the
 *                           parameters
 */
typedef struct {
    double response;
    double weight; /* 1 where rows have none */
    double error;  /* the standard error, where rows have one */
} Row;

/* The scalar that is the parameter, or -1. */
INLINE int parameter_scalar(const Point *p, int parameter) {
    return p->tables[p->task[TASK_PARAMETERS] + parameter];
}

INLINE real parameter_value(const Point *p, int parameter) {
    int scalar = parameter_scalar(p, parameter);
    return scalar < 0 ? (real)(p->numbers[p->task[TASK_FIXED] + 2 * parameter]) : scalar_value(p, scalar);
}

INLINE real parameter_logarithm(const Point *p, int parameter) {
    int scalar = parameter_scalar(p, parameter);
    return scalar < 0 ? (real)(p->numbers[p->task[TASK_FIXED] + 2 * parameter + 1]) : scalar_logarithm(p, scalar);
}

/* Adds the derivative of the log likelihood by the parameter's logarithm. */
INLINE void add_by_parameter(const Point *p, int parameter, real derivative) {
    int scalar = parameter_scalar(p, parameter);
    if (scalar >= 0) {
        gather(p, scalar, derivative);
    }
}

INLINE double observations(const Point *p) {
    return p->numbers[p->task[TASK_TOTALS] + TOTAL_OBSERVATIONS];
}
