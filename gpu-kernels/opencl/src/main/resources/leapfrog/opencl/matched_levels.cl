/*
 * Goes once over levels with two effects that have the covariates of the two coefficients, X = Z C.
 * leapfrog.model.MatchedColumns has the formulas: of a level S and t, and of all the sums of S, t and their products.
 * What is asked of correlated effects alone, #if MARGINAL_CORRELATED, is 0 of independent ones.
 */
#if MATCHED_TOO
/* Numbers of a task after the priors: C, then of each level what MatchedColumns has. */
#define MATCHED_MAP MARGINAL_FIRST_LEVEL
#define MATCHED_LEVELS (MATCHED_MAP + 4)
enum {
    MATCHED_A11,
    MATCHED_A12,
    MATCHED_A22,
    MATCHED_DETERMINANT,
    MATCHED_B1,
    MATCHED_B2,
    MATCHED_ADJUGATE_B1,
    MATCHED_ADJUGATE_B2,
    MATCHED_B1_B1,
    MATCHED_B2_B2,
    MATCHED_B_ADJUGATE_B,
    MATCHED_B1_B2,
    MATCHED_NUMBERS
};

enum {
    S11,
    S12,
    S22,
    T1,
    T2,
    QUADRATIC, /* b' L M^-1 L' b */
    S11_S11,
    S11_S12,
    S12_S12,
    S12_S22,
    S22_S22,
    T1_T1,
    T1_S11,
    T1_S12,
    T2_T2,
    T2_S12,
    T2_S22,
#if MARGINAL_CORRELATED
    S11_S22,
    T1_T2,
    T1_S22,
    T2_S11,
#endif
    LOG_DETERMINANTS,
    MATCHED_SUMS
};

INLINE Levels sum_matched_levels(const Point *p, const Family *f) {
    __global const double *levels = marginal_numbers(p) + MATCHED_LEVELS;
    real o11 = f->alpha * f->alpha;
    real o22 = fma(f->gamma, f->gamma, f->delta * f->delta);
    real determinant_of_o = o11 * f->delta * f->delta;
#if MARGINAL_CORRELATED
    real o12 = f->alpha * f->gamma;
#endif
    Levels made = no_levels();
    real *sums = made.sums;
    Logarithms logarithms = {(real)(1.0), (real)(0.0), 0};
    for (int j = MEMBER; j < p->task[TASK_MARGINAL_LEVELS]; j += TEAM) {
        __global const double *level = levels + j * MATCHED_NUMBERS;
        real a11 = (real)(level[MATCHED_A11]);
        real a22 = (real)(level[MATCHED_A22]);
        real determinant = (real)(level[MATCHED_DETERMINANT]);
        real size = fma(determinant_of_o, determinant, fma(o22, a22, fma(o11, a11, (real)(1.0))));
        real s12 = (real)(level[MATCHED_A12]);
        real t1 = fma(o22, (real)(level[MATCHED_ADJUGATE_B1]), (real)(level[MATCHED_B1]));
        real t2 = fma(o11, (real)(level[MATCHED_ADJUGATE_B2]), (real)(level[MATCHED_B2]));
        real squares = fma(o11, (real)(level[MATCHED_B1_B1]), o22 * level[MATCHED_B2_B2]);
#if MARGINAL_CORRELATED
        size = fma(2.0 * o12, s12, size);
        s12 -= o12 * determinant;
        t1 -= o12 * level[MATCHED_ADJUGATE_B2];
        t2 -= o12 * level[MATCHED_ADJUGATE_B1];
        squares = fma(2.0 * o12, (real)(level[MATCHED_B1_B2]), squares);
#endif
        real inverse = 1.0 / size;
        multiply(&logarithms, size);
        real s11 = fma(o22, determinant, a11) * inverse;
        real s22 = fma(o11, determinant, a22) * inverse;
        s12 *= inverse;
        t1 *= inverse;
        t2 *= inverse;
        sums[S11] += s11;
        sums[S12] += s12;
        sums[S22] += s22;
        sums[T1] += t1;
        sums[T2] += t2;
        sums[QUADRATIC] = fma(fma(determinant_of_o, (real)(level[MATCHED_B_ADJUGATE_B]), squares), inverse, sums[QUADRATIC]);
        sums[S11_S11] = fma(s11, s11, sums[S11_S11]);
        sums[S11_S12] = fma(s11, s12, sums[S11_S12]);
        sums[S12_S12] = fma(s12, s12, sums[S12_S12]);
        sums[S12_S22] = fma(s12, s22, sums[S12_S22]);
        sums[S22_S22] = fma(s22, s22, sums[S22_S22]);
        sums[T1_T1] = fma(t1, t1, sums[T1_T1]);
        sums[T1_S11] = fma(t1, s11, sums[T1_S11]);
        sums[T1_S12] = fma(t1, s12, sums[T1_S12]);
        sums[T2_T2] = fma(t2, t2, sums[T2_T2]);
        sums[T2_S12] = fma(t2, s12, sums[T2_S12]);
        sums[T2_S22] = fma(t2, s22, sums[T2_S22]);
#if MARGINAL_CORRELATED
        sums[S11_S22] = fma(s11, s22, sums[S11_S22]);
        sums[T1_T2] = fma(t1, t2, sums[T1_T2]);
        sums[T1_S22] = fma(t1, s22, sums[T1_S22]);
        sums[T2_S11] = fma(t2, s11, sums[T2_S11]);
#endif
    }
    sums[LOG_DETERMINANTS] = logarithms.sum + log(logarithms.product);
    team_sums(p, sums, MATCHED_SUMS);
    made.log_determinants = sums[LOG_DETERMINANTS];
    return made;
}

/* Of the response's squares what effects do not explain, C't and C'SC. */
INLINE void leave_matched(const Point *p, const Levels *levels, real *left) {
    __global const double *map = marginal_numbers(p) + MATCHED_MAP;
    const real *sums = levels->sums;
    left[TRIANGLE(0, 0)] = marginal_numbers(p)[MARGINAL_PRODUCTS] - sums[QUADRATIC];
#pragma unroll
    for (int m = 0; m < 2; m++) {
        double c1 = map[m];
        double c2 = map[2 + m];
        left[TRIANGLE(1 + m, 0)] = fma(sums[T2], (real)(c2), sums[T1] * c1);
        real x1 = fma(sums[S12], (real)(c2), sums[S11] * c1);
        real x2 = fma(sums[S22], (real)(c2), sums[S12] * c1);
#pragma unroll
        for (int n = 0; n <= m; n++) {
            left[TRIANGLE(1 + m, 1 + n)] = fma(x2, (real)(map[2 + n]), x1 * map[n]);
        }
    }
}

/* L' W L, its off-diagonal entry over delta. */
INLINE void by_scales(const Family *f, real first, real mixed, real second, real *moments) {
    moments[FIRST] = f->alpha * f->alpha * first;
    moments[MIXED] = (real)(0.0);
    moments[SECOND] = f->delta * f->delta * second;
#if MARGINAL_CORRELATED
    moments[FIRST] += f->gamma * fma(2.0 * f->alpha, mixed, f->gamma * second);
    moments[MIXED] = fma(f->alpha, mixed, f->gamma * second);
#endif
}

/* I - L' S L. */
INLINE void matched_inverse_moments(const Point *p, const Family *f, const Levels *levels, real *moments) {
    double count = p->task[TASK_MARGINAL_LEVELS];
    by_scales(f, levels->sums[S11], levels->sums[S12], levels->sums[S22], moments);
    moments[FIRST] = count - moments[FIRST];
    moments[MIXED] = -moments[MIXED];
    moments[SECOND] = count - moments[SECOND];
}

/* Of y - X E[b] it is L' (t + S v), of X times a row of C^-1 it is L' S v. */
INLINE void matched_column_moments(
    const Point *p, const Family *f, const Levels *levels, const Coefficients *b, real *moments) {
    __global const double *map = marginal_numbers(p) + MATCHED_MAP;
    const real *sums = levels->sums;
    real v1 = -fma(b->mean[1], (real)(map[1]), b->mean[0] * map[0]);
    real v2 = -fma(b->mean[1], (real)(map[3]), b->mean[0] * map[2]);
    real v11 = v1 * v1;
    real v12 = v1 * v2;
    real v22 = v2 * v2;
#pragma unroll
    for (int t = 0; t < 2; t++) {
        real c1 = b->inverse[TRIANGLE(t, 0)];
        real c2 = t == 0 ? (real)(0.0) : b->inverse[TRIANGLE(1, 1)];
        real w1 = fma(c2, (real)(map[1]), c1 * map[0]);
        real w2 = fma(c2, (real)(map[3]), c1 * map[2]);
        v11 = fma(w1, w1, v11);
        v12 = fma(w1, w2, v12);
        v22 = fma(w2, w2, v22);
    }
    real first = sums[T1_T1] + 2.0 * (v1 * sums[T1_S11] + v2 * sums[T1_S12] + v12 * sums[S11_S12])
                     + v11 * sums[S11_S11] + v22 * sums[S12_S12];
    real second = sums[T2_T2] + 2.0 * (v1 * sums[T2_S12] + v2 * sums[T2_S22] + v12 * sums[S12_S22])
                      + v11 * sums[S12_S12] + v22 * sums[S22_S22];
    real mixed = (real)(0.0);
#if MARGINAL_CORRELATED
    mixed = sums[T1_T2] + v1 * (sums[T1_S12] + sums[T2_S11]) + v2 * (sums[T1_S22] + sums[T2_S12])
            + v11 * sums[S11_S12] + v12 * (sums[S11_S22] + sums[S12_S12]) + v22 * sums[S12_S22];
#endif
    by_scales(f, first, mixed, second, moments);
}
#endif
