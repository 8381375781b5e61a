/*
 * Computes scalar parameters v from their coordinates, and turns derivatives into those by coordinates.
 *
 * Derivatives by positive parameters are carried by log |v|, by correlations by the coordinate and by others by v, so
 * that they stay finite in every tail; they are gathered where the gradient will stand.
 */
/* In the order of the host's Transform.Kind. */
enum TransformKind {
    IDENTITY,   /* v = coordinate */
    ABOVE,      /* v = lower + exp(coordinate) */
    BELOW,      /* v = upper - exp(coordinate) */
    BETWEEN,    /* v = lower + (upper - lower) * logistic(coordinate) */
    CORRELATION, /* v = tanh(coordinate) */
    SIGNED       /* v = w / sqrt(1 + (w / upper)^2) with w = scale * sinh(coordinate), a standard deviation with a sign */
};

INLINE int kind_of(const Point *p, int scalar) {
    return p->tables[p->task[TASK_TRANSFORMS] + scalar];
}

INLINE double lower_of(const Point *p, int scalar) {
    return p->numbers[p->task[TASK_BOUNDS] + 3 * scalar];
}

INLINE double upper_of(const Point *p, int scalar) {
    return p->numbers[p->task[TASK_BOUNDS] + 3 * scalar + 1];
}

/* c of SIGNED. */
INLINE double scale_of(const Point *p, int scalar) {
    return p->numbers[p->task[TASK_BOUNDS] + 3 * scalar + 2];
}

/* Where the value and the logarithm of a scalar stand in sums; -1 for IDENTITY. */
INLINE int place_of(const Point *p, int scalar) {
    return p->tables[p->task[TASK_SCALAR_SUMS] + scalar];
}

/* The value of a scalar parameter, or 0 where there is none. */
INLINE real scalar_value(const Point *p, int scalar) {
    if (scalar < 0) {
        return (real)(0.0);
    }
    int place = place_of(p, scalar);
    return place < 0 ? p->position[AT(scalar)] : p->sums[AT(place)];
}

/* v, and |v| of a positive parameter, which may have a sign. */
INLINE real scalar_magnitude(const Point *p, int scalar) {
    real value = scalar_value(p, scalar);
    return lower_of(p, scalar) >= 0.0 ? fabs(value) : value;
}

/* log |v| of a positive parameter, log(1 - v^2) of a correlation; of no meaning for others. */
INLINE real scalar_logarithm(const Point *p, int scalar) {
    return p->sums[AT(place_of(p, scalar) + 1)];
}

INLINE real log_cosh(real x) {
    return fabs(x) + log1p(exp(-2.0 * fabs(x))) - LOG_TWO;
}

/* Keeps the values and logarithms of all scalars. */
INLINE void constrain_scalars(const Point *p) {
    for (int s = MEMBER; s < p->task[TASK_SCALARS]; s += TEAM) {
        int kind = kind_of(p, s);
        if (kind != IDENTITY) {
            real coordinate = p->position[AT(s)];
            double lower = lower_of(p, s);
            double upper = upper_of(p, s);
            real value;
            real logarithm;
            if (kind == CORRELATION) {
                value = tanh(coordinate);
                logarithm = -2.0 * log_cosh(coordinate);
            } else if (kind == BETWEEN) {
                Tails tails = tails_of(coordinate);
                value = fma((real)(upper - lower), tails.logistic, (real)(lower));
                logarithm = log(upper) - tails.softplus_minus;
            } else if (kind == SIGNED) {
                real e = exp(coordinate);
                real free = 0.5 * scale_of(p, s) * (e - 1.0 / e);
                value = free / sqrt(fma(free / upper, free / upper, (real)(1.0)));
                /* Nobody asks: of noncentered effects the density does not depend on it. */
                logarithm = (real)(0.0);
            } else {
                real distance = exp(coordinate);
                value = kind == ABOVE ? lower + distance : upper - distance;
                logarithm = coordinate;
            }
            p->sums[AT(place_of(p, s))] = value;
            p->sums[AT(place_of(p, s) + 1)] = lower > 0.0 ? log(value) : logarithm;
        }
    }
}

/* Adds a derivative, which this member alone knows, by what the scalar's derivatives are carried by. */
INLINE void gather_own(const Point *p, int scalar, real derivative) {
    p->gradient[AT(scalar)] += derivative;
}

/* Adds one that the whole team knows. */
INLINE void gather(const Point *p, int scalar, real derivative) {
    if (MEMBER == 0) {
        gather_own(p, scalar, derivative);
    }
}

/* A derivative by the scalar's value, by what its derivatives are carried by. */
INLINE real carried(const Point *p, int scalar, real derivative) {
    return lower_of(p, scalar) >= 0.0 ? derivative * scalar_value(p, scalar) : derivative;
}

/* The same by what scalar_magnitude is. */
INLINE real carried_by_magnitude(const Point *p, int scalar, real derivative) {
    return lower_of(p, scalar) >= 0.0 ? derivative * scalar_magnitude(p, scalar) : derivative;
}

INLINE void add_by_value(const Point *p, int scalar, real derivative) {
    gather(p, scalar, carried(p, scalar, derivative));
}

/* Makes the gathered derivatives of all scalars gradients; returns the sum of the log-Jacobians. */
INLINE real pull_back_scalars(const Point *p) {
    real sum = (real)(0.0);
    for (int s = MEMBER; s < p->task[TASK_SCALARS]; s += TEAM) {
        int kind = kind_of(p, s);
        if (kind != IDENTITY) {
            real coordinate = p->position[AT(s)];
            double lower = lower_of(p, s);
            double width = upper_of(p, s) - lower;
            real value = scalar_value(p, s);
            /* dv / dcoordinate, or dlog |v| / dcoordinate of a positive parameter */
            real slope = (real)(1.0);
            real by_log_jacobian = (real)(1.0);
            real log_jacobian = coordinate;
            if (kind == CORRELATION) {
                by_log_jacobian = -2.0 * value;
                log_jacobian = scalar_logarithm(p, s);
            } else if (kind == BETWEEN) {
                Tails tails = tails_of(coordinate);
                slope = lower == 0.0 ? tails.logistic_minus : width * tails.logistic * tails.logistic_minus;
                by_log_jacobian = tails.logistic_minus - tails.logistic;
                log_jacobian = log(width) - tails.softplus - tails.softplus_minus;
            } else if (kind == SIGNED) {
                real e = exp(coordinate);
                real doubled_sinh = e - 1.0 / e;
                real doubled_cosh = e + 1.0 / e;
                real ratio = 0.5 * scale_of(p, s) * doubled_sinh / upper_of(p, s);
                real square = fma(ratio, ratio, (real)(1.0));
                /* At 0, where no derivative is left to carry, it would be infinite. */
                real coth = doubled_sinh == 0.0 ? (real)(0.0) : doubled_cosh / doubled_sinh;
                slope = coth / square;
                by_log_jacobian = fma(-3.0 * ratio * ratio, slope, doubled_sinh / doubled_cosh);
                log_jacobian = log(0.5 * scale_of(p, s) * doubled_cosh / (square * sqrt(square)));
            } else if (lower != 0.0) {
                slope = exp(coordinate);
            }
            slope = lower > 0.0 ? slope / value : slope;
            slope = kind == BELOW ? -slope : slope;
            p->gradient[AT(s)] = fma(slope, p->gradient[AT(s)], by_log_jacobian);
            sum += log_jacobian;
        }
    }
    team_sums(p, &sum, 1);
    return sum;
}
