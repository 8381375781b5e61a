/*
 * Sums the stored scores over the pieces of every factor but the first, in that factor's order of rows.
 */
INLINE void sum_factors(const Point *p, int partition) {
#if FACTORS > 1
#pragma unroll
    for (int t = 0; t < TERMS; t++) {
        if (TERM_FACTOR[t] > 0) {
            __global const int *term = term_of(p, t);
            __global const int *factor = factor_of(p, TERM_FACTOR[t]);
            __global const int *order = p->tables + factor[FACTOR_ORDER];
            __global const int *piece_rows = p->tables + factor[FACTOR_PIECE_ROWS];
            __global const double *covariate = column_of(p, TERM_IS_CONSTANT[t] ? COLUMN_RESPONSE : term[TERM_COLUMN]);
            int piece_end = p->tables[factor[FACTOR_PARTITION_PIECES] + partition + 1];
            for (int piece = p->tables[factor[FACTOR_PARTITION_PIECES] + partition]; piece < piece_end; piece++) {
                real sum = (real)(0.0);
                for (int k = piece_rows[piece]; k < piece_rows[piece + 1]; k++) {
                    real score = p->residuals[AT(order[k])];
                    sum = TERM_IS_CONSTANT[t] ? sum + score : fma((real)(covariate[order[k]]), score, sum);
                }
                p->sums[AT(term[TERM_SUMS] + piece)] = sum;
            }
        }
    }
#endif
}
