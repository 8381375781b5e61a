package leapfrog.simd;

import leapfrog.engine.GradientBatch;

/** Points the stages at one block of a batch and holds their scratch memory. Serves one evaluator. */
final class Block {
    /** Places in {@link #sums}: Σ w r²; Σ x² over pooled coefficients; then for each term what its mean and log sd get. */
    static final int RESIDUAL_SQUARES = 0;

    static final int PRIOR_SQUARES = 1;
    static final int BY_MEAN = 2;
    static final int BY_LOG_SD = 3;
    static final int PER_TERM = 2;

    final int lanes;
    final ArrayMath math;
    double[] positions = new double[0];
    double[] gradients = new double[0];
    double[] logDensities = new double[0];
    /** Where the block starts in positions and gradients. */
    int at;
    /** Where it starts in the log densities. */
    int logDensityAt;
    /** exp of the scalars that have that transform: [scalars × lanes]. */
    double[] values = new double[0];
    /** What a likelihood stage leaves for the scales: [(2 + 2 · terms) × lanes]. */
    double[] sums = new double[0];
    /** Coefficients and what the likelihood says of them: [coefficients × lanes]. */
    double[] coefficients = new double[0];

    double[] coefficientGradients = new double[0];
    /** Residuals of one tile of rows: [rows × lanes]. */
    double[] residuals = new double[0];

    /** The argument of a prior's logarithm, and that: [lanes]. */
    final double[] square;

    final double[] logarithm;

    /** 1 / σ: [lanes]. */
    final double[] inverseSigma;

    /** What {@link NoncenteredStage} reads at each level: [7 × lanes]. */
    final double[] levelConstants;

    Block(int lanes) {
        levelConstants = new double[7 * lanes];
        this.lanes = lanes;
        math = Lanes.make(VectorMath.class, ArrayMath.class, lanes);
        inverseSigma = new double[lanes];
        square = new double[lanes];
        logarithm = new double[lanes];
    }

    void point(GradientBatch batch, int block) {
        positions = batch.positions();
        gradients = batch.gradients();
        logDensities = batch.logDensities();
        at = batch.offset(block);
        logDensityAt = block * lanes;
    }

    /** Makes room for a task; what is there already is enough after the first block of the largest task. */
    void reserve(TaskPlan plan) {
        if (values.length < plan.scalars * lanes) {
            values = new double[plan.scalars * lanes];
        }
        int sumsLength = (BY_MEAN + PER_TERM * plan.terms.length) * lanes;
        if (sums.length < sumsLength) {
            sums = new double[sumsLength];
        }
        TilePlan tiles = plan.tiles;
        if (tiles == null) {
            return;
        }
        if (coefficients.length < plan.coefficients * lanes) {
            coefficients = new double[plan.coefficients * lanes];
            coefficientGradients = new double[plan.coefficients * lanes];
        }
        if (residuals.length < tiles.rowsPerTile() * lanes) {
            residuals = new double[tiles.rowsPerTile() * lanes];
        }
    }
}
