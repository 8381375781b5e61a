package leapfrog.simd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import leapfrog.model.ModelData;
import leapfrog.model.ModelData.Rows;
import leapfrog.model.ModelData.Term;
import org.jspecify.annotations.Nullable;

/**
 * Holds the rows of any model in tiles whose residuals, all lanes, stay in the cache while every term passes over them.
 *
 * @param rows number of rows
 * @param response y − offset: [rows]
 * @param weight [rows], or null for all 1
 * @param terms how each term's coefficients are made
 * @param firstCoefficient [terms] where they stand
 * @param passes over the terms, each with one or two terms of one factor
 */
record TilePlan(
        int rows,
        double[] response,
        double @Nullable [] weight,
        Coefficients[] terms,
        int[] firstCoefficient,
        Pass[] passes) {
    /** 256 rows × 8 lanes × 8 bytes: half of a first-level cache of 32 KiB. */
    private static final int TILE = 256;

    /**
     * The rows of every tile in the order of one factor's levels, and one or two terms picked by it.
     *
     * @param first coefficients of the first term
     * @param second of the second, or −1
     * @param firstCovariate [rows] in this pass's order
     * @param secondCovariate [rows] in this pass's order
     * @param row [rows] a row's place in its tile, in this pass's order
     * @param tileSegments tile k has segments tileSegments[k] … tileSegments[k+1]−1
     * @param segmentStart where a segment starts in this pass's order: [segments + 1]
     * @param segmentLevel the level of a segment
     */
    record Pass(
            int first,
            int second,
            double[] firstCovariate,
            double[] secondCovariate,
            int[] row,
            int[] tileSegments,
            int[] segmentStart,
            int[] segmentLevel) {}

    int rowsPerTile() {
        return TILE;
    }

    int tiles() {
        return (rows + TILE - 1) / TILE;
    }

    /** First row of a tile, or the number of rows. */
    int tileStart(int tile) {
        return Math.min(rows, tile * TILE);
    }

    static TilePlan of(ModelData data) {
        Rows rows = data.rows();
        List<Term> terms = data.terms();
        List<Pass> passes = new ArrayList<>();
        for (int factor = -1; factor < rows.level().length; factor++) {
            int at = factor;
            List<Term> picked =
                    terms.stream().filter(term -> term.factor() == at).toList();
            if (!picked.isEmpty()) {
                addPasses(rows, factor, picked, passes);
            }
        }
        return new TilePlan(
                rows.count(),
                TaskPlan.responseWithoutOffset(rows),
                rows.weight(),
                terms.stream().map(term -> Coefficients.of(data, term)).toArray(Coefficients[]::new),
                terms.stream().mapToInt(Term::firstCoefficient).toArray(),
                passes.toArray(Pass[]::new));
    }

    private static void addPasses(Rows rows, int factor, List<Term> terms, List<Pass> passes) {
        int n = rows.count();
        int tiles = (n + TILE - 1) / TILE;
        int[] order = new int[n];
        int[] row = new int[n];
        int[] tileSegments = new int[tiles + 1];
        int[] segmentStart = new int[n + 1];
        int[] segmentLevel = new int[n];
        int segments = 0;
        long[] keys = new long[TILE];
        for (int tile = 0; tile < tiles; tile++) {
            int start = tile * TILE;
            int size = Math.min(TILE, n - start);
            for (int i = 0; i < size; i++) {
                long level = factor < 0 ? 0 : rows.level()[factor][start + i];
                keys[i] = level << 32 | i;
            }
            Arrays.sort(keys, 0, size);
            for (int i = 0; i < size; i++) {
                int level = (int) (keys[i] >>> 32);
                if (i == 0 || level != segmentLevel[segments - 1]) {
                    segmentLevel[segments] = level;
                    segmentStart[segments] = start + i;
                    segments++;
                }
                row[start + i] = (int) keys[i];
                order[start + i] = start + (int) keys[i];
            }
            tileSegments[tile + 1] = segments;
        }
        segmentStart[segments] = n;
        int[] starts = Arrays.copyOf(segmentStart, segments + 1);
        int[] levels = Arrays.copyOf(segmentLevel, segments);
        for (int t = 0; t < terms.size(); t += 2) {
            boolean pair = t + 1 < terms.size();
            passes.add(new Pass(
                    terms.get(t).firstCoefficient(),
                    pair ? terms.get(t + 1).firstCoefficient() : -1,
                    covariate(rows, terms.get(t), order),
                    pair ? covariate(rows, terms.get(t + 1), order) : new double[0],
                    row,
                    tileSegments,
                    starts,
                    levels));
        }
    }

    private static double[] covariate(Rows rows, Term term, int[] order) {
        double[] x = new double[order.length];
        Arrays.setAll(x, i -> term.covariate() < 0 ? 1.0 : rows.covariates()[term.covariate()][order[i]]);
        return x;
    }
}
