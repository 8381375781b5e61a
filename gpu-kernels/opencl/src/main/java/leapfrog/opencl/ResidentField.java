package leapfrog.opencl;

/** Numbers the fields that host and resident kernels hand each other; the order is that of the enums in {@code chain.cl}. */
final class ResidentField {
    static final int ORDER_SLOT = 0;
    static final int ORDER_TASK = 1;
    static final int ORDER_SEED = 2;
    static final int ORDER_CHAIN = 3;
    static final int ORDER_TRANSITION = 4;
    static final int ORDER_TRANSITIONS = 5;
    static final int ORDER_MAX_DEPTH = 6;
    static final int ORDER_AVERAGES = 7;
    static final int ORDER_TARGET = 8;
    static final int ORDER_SEARCHES = 9;
    static final int ORDER_MOMENTS = 10;
    static final int ORDER_SCALING = 11;
    static final int ORDER_METRIC = 12;
    static final int ORDER_FIELDS = 13;

    static final int STATE_STEP_SIZE = 0;
    static final int STATE_MU = 1;
    static final int STATE_COUNT = 2;
    static final int STATE_ERROR_MEAN = 3;
    static final int STATE_LOG_STEP = 4;
    static final int STATE_LOG_STEP_MEAN = 5;
    static final int STATE_LOG_DENSITY = 6;
    static final int STATE_POINT = 7;
    static final int STATE_LEAPFROGS = 8;
    static final int STATE_POSITIONS = 9;
    static final int STATE_STARTED = 10;
    static final int STATE_FIELDS = 11;

    static final int STATISTIC_LOG_DENSITY = 0;
    static final int STATISTIC_ENERGY = 1;
    static final int STATISTIC_ACCEPTANCE = 2;
    static final int STATISTIC_STEP_SIZE = 3;
    static final int STATISTIC_DEPTH = 4;
    static final int STATISTIC_LEAPFROGS = 5;
    static final int STATISTIC_DIVERGENT = 6;
    static final int STATISTIC_FIELDS = 7;

    /** Six points of three vectors, the scale and four vectors of moments. */
    static final int VECTOR_MOMENTA = 23;

    /** Depth that a tree may have at most, as {@code tree.cl} has it. */
    static final int DEEPEST = 30;

    private ResidentField() {}

    /** Momenta that a tree of a depth needs at once. */
    static int momenta(int depth) {
        return 3 * depth + 4;
    }
}
