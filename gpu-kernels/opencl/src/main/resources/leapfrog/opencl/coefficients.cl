/*
 * Computes scalar parameters and coefficients from unconstrained coordinates.
 */

/* The value of a scalar parameter, or 0 where there is none. */
INLINE real scalar_value(const Point *p, int scalar) {
    if (scalar < 0) {
        return (real)(0.0);
    }
    real coordinate = p->position[AT(scalar)];
    return p->tables[p->task[TASK_TRANSFORMS] + scalar] ? exp(coordinate) : coordinate;
}

/*
 * A coefficient, from its code: k >= 0 is coordinate k itself; -1 is the constant 0; -2 - k is a noncentered
 * coefficient mean + sd * z with z at coordinate k.
 */
INLINE real coefficient(const Point *p, int code, real mean, real sd) {
    if (code >= 0) {
        return p->position[AT(code)];
    }
    if (code == -1) {
        return (real)(0.0);
    }
    return fma(sd, p->position[AT(-2 - code)], mean);
}
