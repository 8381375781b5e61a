package leapfrog.simd;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Holds what {@link MarginalStage} makes of a block of points: a line of lanes for each number.
 *
 * <p>With τ = 1 / σ², effects u = Λ ζ and Λ lower-triangular, √τ Λ is [α, 0; γ, δ], and of a level M = I + τ Λᵀ A Λ, x = √τ Λᵀ b for a
 * column b of ZᵀW [y, X], and z = M⁻¹ x.
 */
final class MarginalScratch {
    /** Places in {@link #scales}. */
    static final int ALPHA = 0;

    static final int GAMMA = 1;
    static final int DELTA = 2;
    /** Places in {@link #squares}: Σ of what M⁻¹ adds to E[ζ₁²], E[ζ₁ ζ₂] / δ and E[ζ₂²]. */
    static final int INVERSE_11 = 0;

    static final int INVERSE_12 = 1;
    static final int INVERSE_22 = 2;
    /** And of what E[ζ] and the spread of β add to them, over τ, the last over δ² too. */
    static final int COLUMNS_11 = 3;

    static final int COLUMNS_12 = 4;
    static final int COLUMNS_22 = 5;
    /** Lanes of all levels of a tile together: what goes through all columns together stays in the nearest cache. */
    private static final int TILE_LANES = 512;

    final int lanes;
    private final int vector;
    private final int tile;
    /** Where the vector starts in a line that is worked on, and the levels from … to − 1. */
    int h;

    int from;
    int to;
    final double[] tau;
    final double[] scales;
    final double[] squares;
    /** Of each level of a tile what its columns need, 1 line for one effect and 4 for two. */
    final double[] levels;
    /** [padded × J × K] z₁ and z₂ / δ of each column. */
    double[] solved = new double[0];
    /** [tile × K] sums of those over columns. */
    final double[] combined;
    /** |M| of groups of levels, and logarithms. */
    double[] determinants = new double[0];

    double[] logarithms = new double[0];
    /** [padded × padded] Σ xᵀ M⁻¹ x, later τ times what that leaves of the products of columns. */
    double[] sums = new double[0];
    /** [p × p] the Cholesky factor C of the precision of β, then that one's rows of those that are given. */
    double[] factor = new double[0];
    /** [padded × padded] row 0 is [1, −E[β]], row m is [0, row m of C⁻¹]. */
    double[] combinations = new double[0];
    /** [p] C⁻¹ g, then g of those that are given; diagonal of C, its logarithms. */
    double[] half = new double[0];

    double[] diagonal = new double[0];
    double[] logDiagonal = new double[0];
    /** [given] β of those that are given, and derivatives by them. */
    double[] given = new double[0];

    double[] byGiven = new double[0];
    /** Sums over levels of matched effects, see {@link MatchedSums}. */
    final double[] matched;
    /** q − gᵀ P⁻¹ g, and of the derivative by log σ what O = τ Λ Λᵀ does not carry. */
    final double[] quadratic;

    final double[] residual;

    MarginalScratch(int lanes) {
        this.lanes = lanes;
        vector = Lanes.vectorOf(lanes);
        tile = TILE_LANES / lanes;
        tau = new double[lanes];
        scales = new double[3 * lanes];
        squares = new double[6 * lanes];
        levels = new double[4 * TILE_LANES];
        combined = new double[2 * TILE_LANES];
        matched = new double[MatchedSums.PLACES * lanes];
        quadratic = new double[lanes];
        residual = new double[lanes];
    }

    private @Nullable MarginalPlan last;

    /** Makes room for a task, with zeros where padded columns are read and above the diagonal of C⁻¹, which nothing writes. */
    void reserve(MarginalPlan plan) {
        if (plan == last) {
            return;
        }
        last = plan;
        int groups = plan.levels() / MarginalPlan.GROUP;
        int p = plan.columns();
        solved = atLeast(solved, plan.padded() * plan.levels() * plan.effects());
        determinants = atLeast(determinants, groups);
        logarithms = atLeast(logarithms, groups);
        sums = atLeast(sums, plan.padded() * plan.padded());
        factor = atLeast(factor, p * p);
        combinations = atLeast(combinations, plan.padded() * plan.padded());
        half = atLeast(half, p);
        diagonal = atLeast(diagonal, p);
        logDiagonal = atLeast(logDiagonal, p);
        given = atLeast(given, plan.given().count());
        byGiven = atLeast(byGiven, plan.given().count());
        if (!plan.few()) {
            int column = plan.levels() * plan.effects() * lanes;
            Arrays.fill(solved, plan.width() * column, plan.padded() * column, 0);
        }
        Arrays.fill(combinations, 0);
    }

    /** Goes to the first levels of the first vector of lanes; whether there are any. */
    boolean firstTile(MarginalPlan plan) {
        h = 0;
        to = 0;
        return nextTile(plan);
    }

    /** Goes to the next levels, or the first ones of the next vector; whether there are any. */
    boolean nextTile(MarginalPlan plan) {
        if (to == plan.levels()) {
            h += vector;
            to = 0;
        }
        from = to;
        to = Math.min(plan.levels(), from + tile);
        return h < lanes;
    }

    void clearSums(MarginalPlan plan) {
        Arrays.fill(sums, 0, plan.padded() * plan.padded() * lanes, 0);
        Arrays.fill(squares, 0);
    }

    void clearCombined(int effects) {
        Arrays.fill(combined, 0, effects * (to - from) * lanes, 0);
    }

    private double[] atLeast(double[] array, int lines) {
        return array.length < lines * lanes ? new double[lines * lanes] : array;
    }
}
