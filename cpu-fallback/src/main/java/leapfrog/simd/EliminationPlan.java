package leapfrog.simd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import leapfrog.model.LevelColumns;
import leapfrog.model.Marginal;
import leapfrog.model.ModelData;

/**
 * Holds what normal rows come to when effects of several factors, or more than two a level, are integrated out of them with the population
 * coefficients, see {@link Marginal}. Columns are the population coefficients', then those of the effects of further factors.
 *
 * @param effects K of the factor that is eliminated level by level
 * @param columns p
 * @param given the last of those, which are not integrated out
 * @param width number of columns
 * @param scales of that factor, then of further ones
 * @param firstScale [width] of each column: where what Λ multiplies it and the following ones with begins in {@link
 *     EliminationScratch#lambda}, in lines; the population coefficients have the number 1 there
 * @param nextScale [width] lines from one to the next
 * @param following [width] how many columns that are, itself among them
 * @param sigma the scalar, or −1
 * @param grams [J × K × K]
 * @param met [J] the columns that the rows of a level's batch have, ascending
 * @param batches where batches of levels begin, and J: neighbours with the same columns, and up to four effects
 * @param products [J][K × 1 + those] of the response and of those columns
 * @param rowProducts [1 + width × 1 + width] products of the response and the columns over all rows
 * @param priorProducts [1 + p × 1 + p] what the priors of the coefficients add to that
 */
record EliminationPlan(
        int effects,
        int columns,
        GivenColumns given,
        int width,
        int levels,
        FactorScale[] scales,
        int[] firstScale,
        int[] nextScale,
        int[] following,
        int sigma,
        double observations,
        double[] grams,
        int[][] met,
        int[] batches,
        double[][] products,
        double[] rowProducts,
        double[] priorProducts)
        implements RowPlan {
    /** How much work a batch may make of its levels' own: a row that is taken out with three others costs half of one alone. */
    private static final double FULL = 1.5;

    static EliminationPlan of(ModelData data, Marginal marginal) {
        int width = marginal.width();
        int[] firstScale = new int[width];
        int[] nextScale = new int[width];
        int[] following = new int[width];
        Arrays.fill(following, 1);
        List<FactorScale> scales = new ArrayList<>();
        int line = 1;
        scales.add(scale(marginal.sd(), marginal.blocks(), marginal.levels(), line));
        line += marginal.effects() * marginal.effects();
        for (Marginal.Further factor : marginal.further()) {
            int size = factor.effects();
            for (int m = factor.first(); m < factor.end(); m++) {
                int k = (m - factor.first()) % size;
                firstScale[m] = line + k * size + k;
                nextScale[m] = size;
                following[m] = size - k;
            }
            scales.add(scale(factor.sd(), factor.blocks(), factor.levels(), line));
            line += size * size;
        }
        LevelColumns columns = LevelColumns.of(marginal);
        int[][] met = new int[marginal.levels()][];
        Arrays.setAll(met, columns::of);
        int[] batches = batches(met, marginal.effects());
        double[][] products = new double[met.length][];
        Arrays.setAll(products, j -> products(marginal, j, met[j]));
        return new EliminationPlan(
                marginal.effects(),
                marginal.columns(),
                GivenColumns.of(marginal),
                width,
                marginal.levels(),
                scales.toArray(FactorScale[]::new),
                firstScale,
                nextScale,
                following,
                data.parameters().getFirst().scalar(),
                marginal.observations(),
                marginal.effectGram(),
                met,
                batches,
                products,
                bordered(width, marginal.responseSquares(), marginal.columnResponse(), marginal.columnGram()),
                bordered(
                        marginal.columns(),
                        marginal.priorSquares(),
                        marginal.priorMoment(),
                        marginal.priorPrecision()));
    }

    private static FactorScale scale(int[] sd, List<Marginal.Block> blocks, int levels, int line) {
        return new FactorScale(sd, blocks.toArray(Marginal.Block[]::new), levels, line);
    }

    private static double[] products(Marginal marginal, int level, int[] met) {
        int line = 1 + met.length;
        double[] products = new double[marginal.effects() * line];
        for (int k = 0; k < marginal.effects(); k++) {
            int row = level * marginal.effects() + k;
            products[k * line] = marginal.effectResponse()[row];
            for (int m = 0; m < met.length; m++) {
                products[k * line + 1 + m] = marginal.effectColumn()[row * marginal.width() + met[m]];
            }
        }
        return products;
    }

    /** [corner, …; side, matrix]; the lower triangle is read. */
    private static double[] bordered(int size, double corner, double[] side, double[] matrix) {
        double[] all = new double[(1 + size) * (1 + size)];
        all[0] = corner;
        for (int m = 0; m < size; m++) {
            all[(1 + m) * (1 + size)] = side[m];
            System.arraycopy(matrix, m * size, all, (1 + m) * (1 + size) + 1, size);
        }
        return all;
    }

    /** Lines of all Λ, and the number 1. */
    int scaleLines() {
        FactorScale last = scales[scales.length - 1];
        return last.line() + last.size() * last.size();
    }

    /** Makes batches, and the columns that one level of a batch meets those of all: the others have products of 0 with them. */
    private static int[] batches(int[][] met, int effects) {
        int most = Math.max(1, 4 / Math.max(1, effects));
        IntStream.Builder starts = IntStream.builder();
        for (int j = 0; j < met.length; ) {
            starts.add(j);
            int end = Math.min(j + most, met.length);
            int[][] levels = Arrays.copyOfRange(met, j, end);
            int[] all = Arrays.stream(levels)
                    .flatMapToInt(Arrays::stream)
                    .sorted()
                    .distinct()
                    .toArray();
            double alone = Arrays.stream(levels)
                    .mapToDouble(columns -> (double) columns.length * columns.length)
                    .sum();
            if (levels.length * (double) all.length * all.length > FULL * alone) {
                j++;
            } else {
                Arrays.fill(met, j, end, all);
                j = end;
            }
        }
        return starts.add(met.length).build().toArray();
    }

    /** Products of an effect and a column in a batch of levels, at most. */
    int mostInBatch() {
        int most = 0;
        for (int b = 0; b + 1 < batches.length; b++) {
            most = Math.max(most, (batches[b + 1] - batches[b]) * effects * met[batches[b]].length);
        }
        return most;
    }

    @Override
    public int segmentColumns() {
        return 0;
    }
}
