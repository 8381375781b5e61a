package leapfrog.tornado;

/** Numbers the fields of the tables that kernels read. */
final class Field {
    /** The header of a task; places are absolute, in tables or in columns. */
    static final int TASK_ROWS = 0;
    /** Rows of a row piece, the last of which may be shorter. */
    static final int TASK_PIECE_ROWS = 1;
    /** Number of row pieces. */
    static final int TASK_ROW_PIECES = 2;
    /** Into columns: [rows] each. */
    static final int TASK_RESPONSE = 3;

    static final int TASK_OFFSET = 4;
    static final int TASK_WEIGHT = 5;
    /** Into columns, of the one likelihood that knows standard errors. */
    static final int TASK_ERROR = 6;
    /** Number of coefficients, after which the family's parameters stand. */
    static final int TASK_COEFFICIENTS = 7;

    static final int TASK_TERMS = 8;
    /** Into tables: [terms][TERM_FIELDS]. */
    static final int TASK_TERM_TABLE = 9;
    /** Number of term pieces. */
    static final int TASK_PIECES = 10;
    /** Into tables: [pieces][PIECE_FIELDS]. */
    static final int TASK_PIECE_TABLE = 11;
    /** Number of sums. */
    static final int TASK_SUMS = 12;
    /** Into tables: [sums + 1] the first partial sum of each. */
    static final int TASK_SUM_TABLE = 13;

    static final int TASK_FIELDS = 14;

    /** A term's covariate, into columns. */
    static final int TERM_COLUMN = 0;
    /** Into tables: [rows] the coefficient of each row. */
    static final int TERM_COEFFICIENTS = 1;

    static final int TERM_FIELDS = 2;

    /** The covariate that a piece's scores are multiplied with, into columns. */
    static final int PIECE_COLUMN = 0;
    /** Into tables: the first of its rows in the order of its factor's levels, and the one after the last. */
    static final int PIECE_FIRST = 1;

    static final int PIECE_END = 2;
    static final int PIECE_FIELDS = 3;

    /** The header of the points: how many there are, and from how many on the next piece is meant. */
    static final int POINTS = 0;

    static final int POINTS_PADDED = 1;
    static final int POINTS_HEADER = 2;

    /** A point: its task's header in tables. */
    static final int POINT_TASK = 0;
    /** From one of its numbers to the next, in every array. */
    static final int POINT_STRIDE = 1;
    /** Its first number in inputs, scores, partial sums and sums. */
    static final int POINT_INPUTS = 2;

    static final int POINT_SCORES = 3;
    static final int POINT_PARTIALS = 4;
    static final int POINT_SUMS = 5;
    static final int POINT_FIELDS = 6;

    private Field() {}
}
