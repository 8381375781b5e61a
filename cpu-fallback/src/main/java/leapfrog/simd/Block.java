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
    /** The same for the rows of a tile, in the longest vectors whatever the lanes, which give the same bits; see {@link #tileBlocks}. */
    final ArrayMath tileMath;

    final ColumnSums columnSums;
    final PriorDensity linearPriors;
    double[] positions = new double[0];
    double[] gradients = new double[0];
    double[] logDensities = new double[0];
    /** Where the block starts in positions and gradients. */
    int at;
    /** Where it starts in the log densities. */
    int logDensityAt;
    /** Of scalars that are not their coordinates: [scalars × lanes]. */
    double[] values = new double[0];
    /** |v| of those that have signs: [scalars × lanes]. */
    double[] magnitudes = new double[0];
    /** What a likelihood stage leaves for the scales: [(2 + 2 · terms) × lanes]. */
    double[] sums = new double[0];
    /** Of each scalar log |v|, ∂ log v / ∂θ or ∂v / ∂θ, and the derivative that is pulled back; see {@link ScalarTransforms}. */
    double[] logarithms = new double[0];

    double[] slopes = new double[0];
    double[] derivatives = new double[0];
    /** Coefficients and derivatives of the log likelihood by them: [coefficients × lanes]. */
    double[] coefficients = new double[0];

    double[] coefficientGradients = new double[0];
    /** Matrices of correlated blocks, and derivatives by them; see {@link CorrelatedEffects}: [entries × lanes]. */
    double[] rests = new double[0];

    double[] scaled = new double[0];
    double[] byScaled = new double[0];
    /** Of one correlated block what its means get, and of one level of it x and y: [K × lanes]. */
    double[] byMeans = new double[0];

    double[] deviations = new double[0];
    double[] pulls = new double[0];
    /** Coefficients of the columns of a segment, and their gradients: [columns × lanes]. */
    double[] columns = new double[0];

    double[] columnGradients = new double[0];
    /** Parameters of the family and their logarithms: [2 × lanes]. */
    final double[] family;

    final double[] familyLogarithms;
    /** Log likelihood and its derivatives by the logarithms of the family's parameters, of all rows and of a tile: [3 × lanes]. */
    final double[] likelihood;

    final double[] tileLikelihood;

    /** A mean that is not estimated: [lanes]. */
    final double[] zeros;

    /** η of the rows of a tile, later derivatives by it; and what a kernel makes of it on the way: [rows × lanes]. */
    double[] predictors = new double[0];

    double[] tails = new double[0];
    double[] smalls = new double[0];
    double[] inverses = new double[0];

    /** The argument x of a logarithm, that, 1 / (1 + x), and one number more: [lanes]. */
    final double[] square;

    final double[] logarithm;
    final double[] inverse;
    final double[] ratio;

    /** 1 / σ: [lanes]. */
    final double[] inverseSigma;

    /** What {@link NoncenteredStage} and {@link CellStage} read at each level: [9 × lanes]. */
    final double[] levelConstants;

    Block(int lanes) {
        this.lanes = lanes;
        math = Lanes.make(VectorMath.class, ArrayMath.class, lanes);
        tileMath = Lanes.make(VectorMath.class, ArrayMath.class, Lanes.widest());
        columnSums = Lanes.make(VectorColumnSums.class, ColumnSums.class, lanes);
        linearPriors = Lanes.make(LinearPriors.class, PriorDensity.class, lanes);
        family = new double[2 * lanes];
        familyLogarithms = new double[2 * lanes];
        likelihood = new double[3 * lanes];
        tileLikelihood = new double[3 * lanes];
        zeros = new double[lanes];
        square = new double[lanes];
        logarithm = new double[lanes];
        inverse = new double[lanes];
        ratio = new double[lanes];
        inverseSigma = new double[lanes];
        levelConstants = new double[9 * lanes];
    }

    /** Blocks of {@link #tileMath} that so many rows of a tile fill, the last one in part: the arrays of a tile end with a whole one. */
    int tileBlocks(int rows) {
        return Math.ceilDiv(rows * lanes, Lanes.widest());
    }

    void point(GradientBatch batch, int block) {
        positions = batch.positions();
        gradients = batch.gradients();
        logDensities = batch.logDensities();
        at = batch.at(block);
        logDensityAt = block * lanes;
    }

    /** Makes room for a task; what is there already is enough after the first block of the largest task. */
    void reserve(TaskPlan plan) {
        int scalars = plan.scalars * lanes;
        values = atLeast(values, scalars);
        slopes = atLeast(slopes, scalars);
        magnitudes = atLeast(magnitudes, scalars);
        sums = atLeast(sums, (BY_MEAN + PER_TERM * plan.terms.length) * lanes);
    }

    void reserve(GeneralPlan plan) {
        int scalars = plan.transforms().length * lanes;
        values = atLeast(values, scalars);
        logarithms = atLeast(logarithms, scalars);
        slopes = atLeast(slopes, scalars);
        derivatives = atLeast(derivatives, scalars);
        coefficients = atLeast(coefficients, plan.coefficients() * lanes);
        coefficientGradients = atLeast(coefficientGradients, plan.coefficients() * lanes);
        int entries = plan.matrixEntries() * lanes;
        rests = atLeast(rests, entries);
        scaled = atLeast(scaled, entries);
        byScaled = atLeast(byScaled, entries);
        byMeans = atLeast(byMeans, entries);
        deviations = atLeast(deviations, entries);
        pulls = atLeast(pulls, entries);
        reserve(plan.rows());
    }

    /** Makes room for what rows need beside coefficients. */
    void reserve(RowPlan rows) {
        columns = atLeast(columns, rows.segmentColumns() * lanes);
        columnGradients = atLeast(columnGradients, rows.segmentColumns() * lanes);
        predictors = atLeast(predictors, TilePlan.TILE * lanes);
        tails = atLeast(tails, TilePlan.TILE * lanes);
        smalls = atLeast(smalls, TilePlan.TILE * lanes);
        inverses = atLeast(inverses, TilePlan.TILE * lanes);
    }

    /** Reads coefficients and parameters of the family where another block has them; gradients of coefficients go elsewhere. */
    void take(Block other, double[] gradientsOfCoefficients) {
        coefficients = other.coefficients;
        coefficientGradients = gradientsOfCoefficients;
        System.arraycopy(other.family, 0, family, 0, family.length);
        System.arraycopy(other.familyLogarithms, 0, familyLogarithms, 0, familyLogarithms.length);
    }

    private static double[] atLeast(double[] array, int length) {
        return array.length >= length ? array : new double[length];
    }
}
