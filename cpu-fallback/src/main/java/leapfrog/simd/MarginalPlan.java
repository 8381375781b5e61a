package leapfrog.simd;

import leapfrog.model.Marginal;
import leapfrog.model.MatchedColumns;
import leapfrog.model.ModelData;
import org.jspecify.annotations.Nullable;

/**
 * Holds what normal rows come to when at most two effects a level and the population coefficients are integrated out of them, see
 * {@link Marginal}, in the order in which {@link MarginalStage} reads it. Column 0 is the response, columns 1 … p are the coefficients'.
 *
 * @param effects K, 0 … 2
 * @param columns p
 * @param given the last of them, which are not integrated out
 * @param levels J, padded with levels without rows to a multiple of {@link #GROUP}
 * @param sd [K] scalars
 * @param partial the scalar that is the correlation of two effects, or −1
 * @param sigma the scalar, or −1
 * @param observations N
 * @param grams of each level A = ZᵀWZ: a₁₁ of one effect; a₁₁, a₁₂, a₂₂ and |A| of two
 * @param products [J × {@link #padded} × K] ZᵀW of the columns
 * @param rowProducts [1 + p × 1 + p] products of the columns over all rows; the lower triangle is read
 * @param priorProducts what the priors of the coefficients add to that: precisions, moments, squares
 * @param matched what is known where two independent effects have the columns of the coefficients, else null
 */
record MarginalPlan(
        int effects,
        int columns,
        GivenColumns given,
        int levels,
        int[] sd,
        int partial,
        int sigma,
        double observations,
        double[] grams,
        double[] products,
        double[] rowProducts,
        double[] priorProducts,
        @Nullable MatchedColumns matched)
        implements RowPlan {
    /** Columns that are summed or combined together. */
    static final int CHUNK = 3;
    /** Levels whose determinants are multiplied before a logarithm is taken. */
    static final int GROUP = 8;

    /** Whether there is a closed form. */
    static boolean fits(Marginal marginal) {
        return marginal.effects() <= 2 && marginal.further().isEmpty();
    }

    static MarginalPlan of(ModelData data, Marginal marginal) {
        int effects = marginal.effects();
        int columns = marginal.columns();
        int levels = effects == 0 ? 0 : Math.ceilDiv(marginal.levels(), GROUP) * GROUP;
        double[] grams = new double[levels * (effects == 2 ? 4 : 1)];
        double[] products = new double[levels * padded(columns) * effects];
        for (int j = 0; j < marginal.levels() && effects > 0; j++) {
            if (effects == 1) {
                grams[j] = marginal.effectGram()[j];
            } else {
                gram(marginal.effectGram(), j, grams);
            }
            for (int k = 0; k < effects; k++) {
                int from = j * effects + k;
                int to = j * padded(columns) * effects + k;
                products[to] = marginal.effectResponse()[from];
                for (int m = 0; m < columns; m++) {
                    products[to + (1 + m) * effects] = marginal.effectColumn()[from * columns + m];
                }
            }
        }
        int width = 1 + columns;
        double[] rowProducts = new double[width * width];
        double[] priorProducts = new double[width * width];
        rowProducts[0] = marginal.responseSquares();
        priorProducts[0] = marginal.priorSquares();
        for (int m = 0; m < columns; m++) {
            int row = (1 + m) * width;
            rowProducts[row] = marginal.columnResponse()[m];
            priorProducts[row] = marginal.priorMoment()[m];
            System.arraycopy(marginal.columnGram(), m * columns, rowProducts, row + 1, columns);
            System.arraycopy(marginal.priorPrecision(), m * columns, priorProducts, row + 1, columns);
        }
        return new MarginalPlan(
                effects,
                columns,
                GivenColumns.of(marginal),
                levels,
                marginal.sd(),
                marginal.blocks().isEmpty() ? -1 : marginal.blocks().getFirst().firstPartial(),
                data.parameters().getFirst().scalar(),
                marginal.observations(),
                grams,
                products,
                rowProducts,
                priorProducts,
                MatchedColumns.of(marginal, levels));
    }

    private static void gram(double[] effectGram, int level, double[] grams) {
        double a = effectGram[4 * level];
        double b = effectGram[4 * level + 1];
        double d = effectGram[4 * level + 3];
        grams[4 * level] = a;
        grams[4 * level + 1] = b;
        grams[4 * level + 2] = d;
        grams[4 * level + 3] = Marginal.determinant(a, b, d);
    }

    /** 1 + p columns, and zeros up to a chunk that starts at the last. */
    static int padded(int columns) {
        return columns + CHUNK;
    }

    /** Population coefficients that are integrated out. */
    int integrated() {
        return given.first();
    }

    int width() {
        return 1 + columns;
    }

    /** Whether there are two effects and so few columns that {@link FewPairColumns} takes them, which reads none that is padded. */
    boolean few() {
        return effects == 2 && width() <= CHUNK;
    }

    int padded() {
        return padded(columns);
    }

    @Override
    public int segmentColumns() {
        return 0;
    }
}
