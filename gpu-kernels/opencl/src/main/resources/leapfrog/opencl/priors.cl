/*
 * Adds the transforms' log-Jacobians and the priors on scalars to the log density, and sets the gradient of every
 * scalar.
 */
enum PriorShape { PRIOR_NORMAL, PRIOR_STUDENT_T, PRIOR_EXPONENTIAL };

/* The log kernel of a prior at x = (v - location) / scale; slope is its derivative by x. */
INLINE real prior_kernel(int shape, double df, real x, real *slope) {
    switch (shape) {
        case PRIOR_NORMAL:
            *slope = -x;
            return -0.5 * x * x;
        case PRIOR_STUDENT_T:
            *slope = -(df + 1.0) * x / (df + x * x);
            return -0.5 * (df + 1.0) * log1p(x * x / df);
        default:
            *slope = (real)(-1.0);
            return -x;
    }
}

INLINE real add_priors(const Point *p) {
    real log_density = (real)(0.0);
    __global const int *transform = p->tables + p->task[TASK_TRANSFORMS];
    for (int s = 0; s < p->task[TASK_SCALARS]; s++) {
        if (transform[s]) {
            log_density += p->position[AT(s)];
            p->gradient[AT(s)] = (real)(1.0);
        } else {
            p->gradient[AT(s)] = (real)(0.0);
        }
    }

    __global const int *table = p->tables + p->task[TASK_PRIOR_TABLE];
    __global const double *number = p->numbers + p->task[TASK_PRIOR_NUMBERS];
    for (int k = 0; k < p->task[TASK_PRIORS]; k++) {
        int shape = table[0];
        int scalars = table[1];
        table += 2;
        double location = number[0];
        double scale = number[1];
        double df = number[2];
        log_density += (real)(number[3]);
        number += 4;
        real value = (real)(0.0);
        for (int i = 0; i < scalars; i++) {
            value = fma((real)(number[i]), scalar_value(p, table[i]), value);
        }
        real slope;
        log_density += prior_kernel(shape, df, (value - location) / scale, &slope);
        slope = slope / scale;
        for (int i = 0; i < scalars; i++) {
            real derivative = transform[table[i]] ? scalar_value(p, table[i]) : (real)(1.0);
            p->gradient[AT(table[i])] += number[i] * slope * derivative;
        }
        table += scalars;
        number += scalars;
    }
    return log_density;
}
