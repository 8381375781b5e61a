/*
 * Passes over one partition of the rows: linear predictors, scores, and their sums over each piece for the terms
 * that the first factor, or none, indexes.
 */
INLINE void clear(real *sums) {
#pragma unroll
    for (int s = 0; s < ROW_SUMS; s++) {
        sums[s] = (real)(0.0);
    }
}

INLINE void sum_rows(const Point *p, int partition) {
    __global const double *response = column_of(p, COLUMN_RESPONSE);
#if HAS_OFFSET
    __global const double *offset = column_of(p, COLUMN_OFFSET);
#endif
#if HAS_WEIGHTS
    __global const double *weight = column_of(p, COLUMN_WEIGHT);
#endif
#if HAS_ERRORS
    __global const double *error = column_of(p, COLUMN_ERROR);
#endif

    Family family = begin_family(p);
    real common_intercept = (real)(0.0);
#if TERMS > 0
    real mean[TERMS];
    real loading[TERMS][CORRELATED_LARGEST];
    real slope[TERMS];
    real whole[TERMS];
    __global const double *covariate[TERMS];
#pragma unroll
    for (int t = 0; t < TERMS; t++) {
        __global const int *term = term_of(p, t);
        covariate[t] = TERM_IS_CONSTANT[t] ? response : column_of(p, term[TERM_COLUMN]);
        mean[t] = (real)(0.0);
        if (TERM_SOURCE[t] != DIRECT) {
            mean[t] = scalar_value(p, term[TERM_MEAN]);
            loadings_of(p, t, loading[t]);
        }
        whole[t] = (real)(0.0);
        slope[t] = (real)(0.0);
        if (TERM_FACTOR[t] < 0) {
            slope[t] = coefficient(p, t, 0, mean[t], loading[t]);
            if (TERM_IS_CONSTANT[t]) {
                common_intercept += slope[t];
            }
        }
    }
#endif

    real row_sums[ROW_SUMS];
    clear(row_sums);
    __global const int *factor = factor_of(p, 0);
    __global const int *piece_rows = p->tables + factor[FACTOR_PIECE_ROWS];
    __global const int *piece_level = p->tables + factor[FACTOR_PIECE_LEVEL];
    int piece_end = p->tables[factor[FACTOR_PARTITION_PIECES] + partition + 1];
    for (int piece = p->tables[factor[FACTOR_PARTITION_PIECES] + partition]; piece < piece_end; piece++) {
        real intercept = common_intercept;
#if TERMS > 0
        real piece_sum[TERMS];
#pragma unroll
        for (int t = 0; t < TERMS; t++) {
            piece_sum[t] = (real)(0.0);
            if (TERM_FACTOR[t] == 0) {
                slope[t] = coefficient(p, t, piece_level[piece], mean[t], loading[t]);
                if (TERM_IS_CONSTANT[t]) {
                    intercept += slope[t];
                }
            }
        }
#endif
        real score_sum = (real)(0.0);
        real piece_row_sums[ROW_SUMS];
        clear(piece_row_sums);
        int row_end = piece_rows[piece + 1];
        for (int row = piece_rows[piece]; row < row_end; row++) {
            real eta = intercept;
#if HAS_OFFSET
            eta += (real)(offset[row]);
#endif
#if TERMS > 0
#pragma unroll
            for (int t = 0; t < TERMS; t++) {
                real c = slope[t];
                if (TERM_FACTOR[t] > 0) {
                    int level = p->tables[factor_of(p, TERM_FACTOR[t])[FACTOR_ROW_LEVEL] + row];
                    c = coefficient(p, t, level, mean[t], loading[t]);
                    if (TERM_IS_CONSTANT[t]) {
                        eta += c;
                    }
                }
                if (!TERM_IS_CONSTANT[t]) {
                    eta = fma((real)(covariate[t][row]), c, eta);
                }
            }
#endif
            Row values = {.response = response[row], .weight = 1.0};
#if HAS_WEIGHTS
            values.weight = weight[row];
#endif
#if HAS_ERRORS
            values.error = error[row];
#endif
            real score = row_score(&family, values, eta, piece_row_sums);
            score_sum += score;
#if TERMS > 0
#pragma unroll
            for (int t = 0; t < TERMS; t++) {
                if (TERM_FACTOR[t] <= 0 && !TERM_IS_CONSTANT[t]) {
                    piece_sum[t] = fma((real)(covariate[t][row]), score, piece_sum[t]);
                }
            }
#endif
#if FACTORS > 1
            p->residuals[AT(row)] = score;
#endif
        }
#pragma unroll
        for (int s = 0; s < ROW_SUMS; s++) {
            row_sums[s] += piece_row_sums[s];
        }
#if TERMS > 0
#pragma unroll
        for (int t = 0; t < TERMS; t++) {
            real sum = TERM_IS_CONSTANT[t] ? score_sum : piece_sum[t];
            if (TERM_FACTOR[t] == 0) {
                p->sums[AT(term_of(p, t)[TERM_SUMS] + piece)] = sum;
            } else if (TERM_FACTOR[t] < 0) {
                whole[t] += sum;
            }
        }
#endif
    }

#if TERMS > 0
#pragma unroll
    for (int t = 0; t < TERMS; t++) {
        if (TERM_FACTOR[t] < 0) {
            p->sums[AT(term_of(p, t)[TERM_SUMS] + partition)] = whole[t];
        }
    }
#endif
#pragma unroll
    for (int s = 0; s < ROW_SUMS; s++) {
        p->sums[AT(p->task[TASK_ROW_SUMS] + s * p->task[TASK_PARTITIONS] + partition)] = row_sums[s];
    }
}
