package leapfrog.opencl;

/** Numbers the fields of the kernels' tables; the order is that of the enums in {@code point.cl}. */
final class Field {
    static final int TASK_FIRST_ROW = 0;
    static final int TASK_PARTITIONS = 1;
    static final int TASK_SCALARS = 2;
    static final int TASK_TRANSFORMS = 3;
    static final int TASK_PRIORS = 4;
    static final int TASK_PRIOR_TABLE = 5;
    static final int TASK_PRIOR_NUMBERS = 6;
    static final int TASK_SIGMA = 7;
    static final int TASK_NUMBERS = 8;
    static final int TASK_SQUARES = 9;
    static final int TASK_TERM_TABLE = 10;
    static final int TASK_FACTOR_TABLE = 11;
    static final int TASK_FIELDS = 12;

    static final int TERM_COLUMN = 0;
    static final int TERM_CODES = 1;
    static final int TERM_LEVELS = 2;
    static final int TERM_MEAN = 3;
    static final int TERM_SD = 4;
    static final int TERM_SUMS = 5;
    static final int TERM_LEVEL_PIECES = 6;
    static final int TERM_FIELDS = 7;

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
