/*
 * Names what a work-item sees of its points: WIDTH chains of one block, which belong to one task.
 *
 * The host defines WIDTH (chains of a work-item), LANES (chains of a block, a multiple of WIDTH), FACTORS, HAS_OFFSET,
 * HAS_WEIGHTS, HAS_ERRORS, ROW_SUMS (sums that the family keeps of its rows), TERMS with the lists TERM_FACTORS,
 * TERM_CONSTANTS, TERM_SOURCES, TERM_MEMBERS, and CORRELATED_BLOCKS (blocks of correlated terms) with the lists
 * CORRELATED_FIRSTS, CORRELATED_SIZES and CORRELATED_LARGEST, the largest size, at least 1; further TEAM, the
 * work-items that compute a point together, SPACE, the address space of its position, gradient and sums, ELIMINATION,
 * whether elimination.cl is the family, and MATRIX_GROUP, whether its kernel factor has several work-items for a point. Numbers of
 * rows, levels, chains and tasks are data.
 *
 * Every array of chains is interleaved as the batch is: each element of a block stands LANES doubles after the one
 * before.
 */
#pragma OPENCL EXTENSION cl_khr_fp64 : enable
#pragma OPENCL FP_CONTRACT OFF

/* A number of each chain of a work-item, and its bits. */
#if WIDTH == 1
typedef double real;
typedef long bits;
#define AS_REAL as_double
#define AS_BITS as_long
#elif WIDTH == 8
typedef double8 real;
typedef long8 bits;
#define AS_REAL as_double8
#define AS_BITS as_long8
#elif WIDTH == 16
typedef double16 real;
typedef long16 bits;
#define AS_REAL as_double16
#define AS_BITS as_long16
#else
#error "WIDTH is 1, 8 or 16"
#endif

#define STRIDE (LANES / WIDTH)

/* Everything is one function in the end: pointers of a Point stay in registers. */
#define INLINE static inline __attribute__((always_inline))
#define HALF_LOG_TWO_PI 0.91893853320467274178
#define LOG_PI 1.14472988584940017414
#define LOG_TWO 0.69314718055994530942

/* The structure of the linear predictor; index -1 of a factor means one coefficient for all rows. */
enum Source { DIRECT, POOLED, CORRELATED }; /* in the order of the host's Source */
#if TERMS > 0
__constant int TERM_FACTOR[TERMS] = {TERM_FACTORS};
__constant int TERM_IS_CONSTANT[TERMS] = {TERM_CONSTANTS};
__constant int TERM_SOURCE[TERMS] = {TERM_SOURCES};
__constant int TERM_MEMBER[TERMS] = {TERM_MEMBERS}; /* its place in a block of correlated terms, else 0 */
#endif
#if CORRELATED_BLOCKS > 0
__constant int CORRELATED_FIRST[CORRELATED_BLOCKS] = {CORRELATED_FIRSTS}; /* its first term */
__constant int CORRELATED_SIZE[CORRELATED_BLOCKS] = {CORRELATED_SIZES};
#endif

/* The header of a task, in ints; offsets point into tables. */
enum TaskField {
    TASK_DIMENSION,        /* of its positions */
    TASK_FIRST_ROW,        /* where its rows start in every column */
    TASK_PARTITIONS,       /* partitions of its rows */
    TASK_SCALARS,          /* number of scalar parameters */
    TASK_TRANSFORMS,       /* [scalars] their transforms' kinds */
    TASK_BOUNDS,           /* into numbers: [scalars][3] their supports' ends, and their scales */
    TASK_SCALAR_SUMS,      /* [scalars] places in sums, two each: their values, their logarithms; -1 for IDENTITY */
    TASK_PRIORS,           /* number of priors on scalars */
    TASK_PRIOR_TABLE,      /* for each prior: shape, power, number of scalars, the scalars */
    TASK_PRIOR_NUMBERS,    /* into numbers, for each prior: location, scale, df, log constant, weights */
    TASK_PARAMETERS,       /* for each parameter of the family the scalar that it is, or -1 */
    TASK_FIXED,            /* into numbers: for each of them what it is fixed at where it is no scalar, and its logarithm */
    TASK_TOTALS,           /* into numbers: TOTAL_FIELDS numbers */
    TASK_RESPONSES,        /* number of distinct responses */
    TASK_RESPONSE_NUMBERS, /* into numbers: [responses][2] the responses, ascending, with their weights */
    TASK_ROW_SUMS,         /* into sums: [ROW_SUMS][partitions] what the family sums of its rows */
    TASK_ROW_TOTALS,       /* into sums: [ROW_SUMS][count] what is left of those after all runs */
    TASK_ROW_TOTAL_COUNT,
    TASK_FIRST_RUNS,       /* number of runs of sums that are added up first, */
    TASK_SECOND_RUNS,      /* and then */
    TASK_FIRST_RUN_TABLE,  /* for each run RUN_FIELDS ints */
    TASK_SECOND_RUN_TABLE,
    TASK_TERM_TABLE,       /* for each term TERM_FIELDS ints */
    TASK_FACTOR_TABLE,     /* for each factor FACTOR_FIELDS ints; a model without factors has one, of one level */
    TASK_MARGINAL_LEVELS,  /* of effects that are integrated out; what follows is for such tasks, see marginal.cl */
    TASK_MARGINAL_TABLE,   /* see elimination.cl, or the effects' standard deviations, their correlation, and whether they are matched */
    TASK_MARGINAL_NUMBERS, /* into numbers */
    TASK_FIELDS
};

enum Total { TOTAL_OBSERVATIONS, TOTAL_RESIDUAL_SQUARES, TOTAL_CONSTANT, TOTAL_FIELDS };

enum TermField {
    TERM_COLUMN, /* its covariate's column, where it is not constant */
    TERM_CODES,  /* [levels] where coefficients come from, see coefficient() */
    TERM_LEVELS,
    TERM_MEAN,         /* the scalar that is the mean, or -1 */
    TERM_SD,           /* the scalar that is the standard deviation */
    TERM_PARTIALS,     /* of a correlated term, the first scalar of its row of canonical partial correlations */
    TERM_CHOLESKY,     /* into sums, of a correlated term: [its place in the block + 1] its row of L */
    TERM_SUMS,         /* into sums: [pieces] sum over the piece's rows of covariate times score */
    TERM_TOTALS,       /* into sums: what is left of those after all runs */
    TERM_LEVEL_TOTALS, /* [levels + 1] the first of those of each level */
    TERM_FIELDS
};

/* Rows sorted by a factor's level are cut into pieces, at each new level and at each new partition. */
enum FactorField {
    FACTOR_PARTITION_PIECES, /* [partitions + 1] the first piece of each partition */
    FACTOR_PIECE_ROWS,       /* [pieces + 1] the first row of each piece, in the factor's order */
    FACTOR_PIECE_LEVEL,      /* [pieces] */
    FACTOR_ROW_LEVEL,        /* [rows] the level of each row; not for factor 0 */
    FACTOR_ORDER,            /* [rows] the rows in the factor's order; not for factor 0 */
    FACTOR_FIELDS
};

/* The columns of rows, each [rows of all tasks]. */
enum Column {
    COLUMN_RESPONSE,
#if HAS_OFFSET
    COLUMN_OFFSET,
#endif
#if HAS_WEIGHTS
    COLUMN_WEIGHT,
#endif
#if HAS_ERRORS
    COLUMN_ERROR,
#endif
    COLUMN_COVARIATES
};

/* The block table: BLOCK_HEADER ints, then BLOCK_FIELDS ints a block; places are in units of LANES doubles. */
enum { BLOCK_COUNT, BLOCK_LOG_DENSITIES, BLOCK_HEADER };
enum BlockField { BLOCK_TASK, BLOCK_POSITION, BLOCK_SUMS, BLOCK_RESIDUALS, BLOCK_FIELDS };

typedef struct {
    __global const int *tables;
    __global const double *numbers;
    __global const double *columns;
    long column_length;
    __global const int *task;
    SPACE const real *position;
    SPACE real *gradient;
    SPACE real *sums;
    __global real *residuals;
#if TEAM > 1
    __local double *team; /* TEAM_SCRATCH numbers of the work-group */
#endif
} Point;

/* Where element i of this work-item's chains stands. */
#define AT(i) ((size_t)(i)*STRIDE)

INLINE __global const double *column_of(const Point *p, int column) {
    return p->columns + (size_t)column * p->column_length + p->task[TASK_FIRST_ROW];
}

INLINE __global const int *term_of(const Point *p, int term) {
    return p->tables + p->task[TASK_TERM_TABLE] + term * TERM_FIELDS;
}

INLINE __global const int *factor_of(const Point *p, int factor) {
    return p->tables + p->task[TASK_FACTOR_TABLE] + factor * FACTOR_FIELDS;
}
