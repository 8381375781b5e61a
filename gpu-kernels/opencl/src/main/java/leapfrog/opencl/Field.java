package leapfrog.opencl;

/** Numbers the fields of the kernels' tables; the order is that of the enums in {@code point.cl}. */
final class Field {
    static final int TASK_DIMENSION = 0;
    static final int TASK_FIRST_ROW = 1;
    static final int TASK_PARTITIONS = 2;
    static final int TASK_SCALARS = 3;
    static final int TASK_TRANSFORMS = 4;
    static final int TASK_BOUNDS = 5;
    static final int TASK_SCALAR_SUMS = 6;
    static final int TASK_PRIORS = 7;
    static final int TASK_PRIOR_TABLE = 8;
    static final int TASK_PRIOR_NUMBERS = 9;
    static final int TASK_PARAMETERS = 10;
    static final int TASK_FIXED = 11;
    static final int TASK_TOTALS = 12;
    static final int TASK_RESPONSES = 13;
    static final int TASK_RESPONSE_NUMBERS = 14;
    static final int TASK_ROW_SUMS = 15;
    static final int TASK_ROW_TOTALS = 16;
    static final int TASK_ROW_TOTAL_COUNT = 17;
    static final int TASK_RUNS = 18;
    static final int TASK_RUN_TABLES = TASK_RUNS + SumRuns.STAGES;
    static final int TASK_TERM_TABLE = TASK_RUN_TABLES + SumRuns.STAGES;
    static final int TASK_FACTOR_TABLE = TASK_TERM_TABLE + 1;
    static final int TASK_MARGINAL_LEVELS = TASK_FACTOR_TABLE + 1;
    static final int TASK_MARGINAL_TABLE = TASK_MARGINAL_LEVELS + 1;
    static final int TASK_MARGINAL_NUMBERS = TASK_MARGINAL_TABLE + 1;
    static final int TASK_FIELDS = TASK_MARGINAL_NUMBERS + 1;

    static final int TERM_COLUMN = 0;
    static final int TERM_CODES = 1;
    static final int TERM_LEVELS = 2;
    static final int TERM_MEAN = 3;
    static final int TERM_SD = 4;
    static final int TERM_PARTIALS = 5;
    static final int TERM_CHOLESKY = 6;
    static final int TERM_SUMS = 7;
    static final int TERM_TOTALS = 8;
    static final int TERM_LEVEL_TOTALS = 9;
    static final int TERM_FIELDS = 10;

    static final int FACTOR_PARTITION_PIECES = 0;
    static final int FACTOR_PIECE_ROWS = 1;
    static final int FACTOR_PIECE_LEVEL = 2;
    static final int FACTOR_ROW_LEVEL = 3;
    static final int FACTOR_ORDER = 4;
    static final int FACTOR_FIELDS = 5;

    static final int BLOCK_HEADER = 2;
    static final int BLOCK_FIELDS = 4;

    private Field() {}
}
