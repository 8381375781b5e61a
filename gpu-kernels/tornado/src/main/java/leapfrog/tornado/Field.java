package leapfrog.tornado;

/**
 * Numbers the fields of the tables that kernels read; places are absolute, in tables or in columns.
 *
 * <p>Near terms are those that the first factor indexes, or none: their coefficients are the same for all rows of a row piece. Far terms
 * are those of the other factors. A target says where a sum over a piece goes: t ≥ 0 is partial sum t, and −1 − s is sum s itself, where
 * it has no other piece.
 */
final class Field {
    /** Number of row pieces, which are rows of one level of the first factor. */
    static final int TASK_ROW_PIECES = 0;
    /** Into tables: [row pieces + 1] the first row of each. */
    static final int TASK_FIRST_ROWS = 1;
    /** Into tables: [1 + parameters][row pieces] targets of what the family sums of its rows. */
    static final int TASK_ROW_TARGETS = 2;
    /** Into columns: [rows] each. */
    static final int TASK_RESPONSE = 3;

    static final int TASK_OFFSET = 4;
    static final int TASK_WEIGHT = 5;
    /** Into columns, of the one likelihood that knows standard errors. */
    static final int TASK_ERROR = 6;
    /** Number of coefficients, after which the family's parameters stand. */
    static final int TASK_COEFFICIENTS = 7;

    /** Into tables, [TERM_FIELDS] each: the first near term, the first far one behind them, and the end. */
    static final int TASK_NEAR_TERMS = 8;

    static final int TASK_FAR_TERMS = 9;
    static final int TASK_TERMS_END = 10;
    /** Number of far pieces. */
    static final int TASK_FAR_PIECES = 11;
    /** Into tables: [far pieces][PIECE_FIELDS]. */
    static final int TASK_PIECE_TABLE = 12;
    /** Number of sums that have more than one piece, or none. */
    static final int TASK_SUMS = 13;
    /** Into tables: [those sums][SUM_FIELDS]. */
    static final int TASK_SUM_TABLE = 14;

    static final int TASK_FIELDS = 15;

    /** A term's covariate, into columns. */
    static final int TERM_COLUMN = 0;
    /** Into tables: the coefficient of each row piece of a near term, [row pieces]; of each row of a far one, [rows]. */
    static final int TERM_COEFFICIENTS = 1;
    /** Into tables, of a near term: [row pieces] targets. */
    static final int TERM_TARGETS = 2;

    static final int TERM_FIELDS = 3;

    /** The covariate that a far piece's scores are multiplied with, into columns. */
    static final int PIECE_COLUMN = 0;
    /** Into tables: the first of its rows in the order of its factor's levels, and the one after the last. */
    static final int PIECE_FIRST = 1;

    static final int PIECE_END = 2;
    static final int PIECE_TARGET = 3;
    static final int PIECE_FIELDS = 4;

    /** A sum, and its partial sums. */
    static final int SUM_NUMBER = 0;

    static final int SUM_FIRST = 1;
    static final int SUM_END = 2;
    static final int SUM_FIELDS = 3;

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
