package leapfrog.simd;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Takes the terms of factors that rows are not sorted by, one by one. Where rows of a level are many in a tile, they are taken level
 * by level, and sums stay in registers; where they are few, in the order of rows, and sums stay in memory.
 */
final class CrossedPass implements RowPass {
    private static final VectorSpecies<Double> S = Lanes.speciesOf(MethodHandles.lookup());
    private static final int L = S.length();
    private static final int W = Lanes.widthOf(MethodHandles.lookup());
    /** Where the second vector of a line starts: at the first one where a block is one vector. */
    private static final int H = W - L;

    @Override
    public void predict(TilePlan rows, int tile, Block block) {
        for (CrossedTerm term : rows.crossed()) {
            if (term.sorted()) {
                predictSorted(term, tile, block);
            } else {
                predict(term, rows.tileStart(tile), rows.tileStart(tile + 1), block);
            }
        }
    }

    private static void predict(CrossedTerm term, int start, int end, Block block) {
        double[] x = term.covariate();
        int[] level = term.order().level();
        double[] coefficients = block.coefficients;
        double[] predictors = block.predictors;
        for (int i = start; i < end; i++) {
            int from = (term.first() + level[i]) * W;
            int to = (i - start) * W;
            DoubleVector xi = DoubleVector.broadcast(S, x[i]);
            DoubleVector c0 = DoubleVector.fromArray(S, coefficients, from);
            DoubleVector c1 = DoubleVector.fromArray(S, coefficients, from + H);
            DoubleVector eta0 = DoubleVector.fromArray(S, predictors, to);
            DoubleVector eta1 = DoubleVector.fromArray(S, predictors, to + H);
            xi.fma(c0, eta0).intoArray(predictors, to);
            xi.fma(c1, eta1).intoArray(predictors, to + H);
        }
    }

    private static void predictSorted(CrossedTerm term, int tile, Block block) {
        double[] x = term.covariate();
        TileOrder order = term.order();
        int[] row = order.row();
        double[] predictors = block.predictors;
        for (int s = order.tileSegments()[tile]; s < order.tileSegments()[tile + 1]; s++) {
            int from = (term.first() + order.segmentLevel()[s]) * W;
            DoubleVector c0 = DoubleVector.fromArray(S, block.coefficients, from);
            DoubleVector c1 = DoubleVector.fromArray(S, block.coefficients, from + H);
            int end = order.segmentStart()[s + 1];
            for (int i = order.segmentStart()[s]; i < end; i++) {
                int to = row[i] * W;
                DoubleVector xi = DoubleVector.broadcast(S, x[i]);
                DoubleVector eta0 = DoubleVector.fromArray(S, predictors, to);
                DoubleVector eta1 = DoubleVector.fromArray(S, predictors, to + H);
                xi.fma(c0, eta0).intoArray(predictors, to);
                xi.fma(c1, eta1).intoArray(predictors, to + H);
            }
        }
    }

    @Override
    public void gather(TilePlan rows, int tile, Block block) {
        for (CrossedTerm term : rows.crossed()) {
            if (term.sorted()) {
                gatherSorted(term, tile, block);
            } else {
                gather(term, rows.tileStart(tile), rows.tileStart(tile + 1), block);
            }
        }
    }

    private static void gather(CrossedTerm term, int start, int end, Block block) {
        double[] x = term.covariate();
        int[] level = term.order().level();
        double[] gradients = block.coefficientGradients;
        double[] predictors = block.predictors;
        for (int i = start; i < end; i++) {
            int from = (i - start) * W;
            int to = (term.place() + level[i]) * W;
            DoubleVector xi = DoubleVector.broadcast(S, x[i]);
            DoubleVector r0 = DoubleVector.fromArray(S, predictors, from);
            DoubleVector r1 = DoubleVector.fromArray(S, predictors, from + H);
            DoubleVector g0 = DoubleVector.fromArray(S, gradients, to);
            DoubleVector g1 = DoubleVector.fromArray(S, gradients, to + H);
            xi.fma(r0, g0).intoArray(gradients, to);
            xi.fma(r1, g1).intoArray(gradients, to + H);
        }
    }

    /** Even and odd rows have sums of their own, so that additions do not wait for one another. */
    private static void gatherSorted(CrossedTerm term, int tile, Block block) {
        double[] x = term.covariate();
        TileOrder order = term.order();
        int[] row = order.row();
        double[] gradients = block.coefficientGradients;
        double[] predictors = block.predictors;
        for (int s = order.tileSegments()[tile]; s < order.tileSegments()[tile + 1]; s++) {
            int to = (term.place() + order.segmentLevel()[s]) * W;
            DoubleVector even0 = DoubleVector.fromArray(S, gradients, to);
            DoubleVector even1 = DoubleVector.fromArray(S, gradients, to + H);
            DoubleVector odd0 = DoubleVector.zero(S);
            DoubleVector odd1 = odd0;
            int end = order.segmentStart()[s + 1];
            int i = order.segmentStart()[s];
            for (; i + 1 < end; i += 2) {
                DoubleVector xi = DoubleVector.broadcast(S, x[i]);
                even0 = DoubleVector.fromArray(S, predictors, row[i] * W).fma(xi, even0);
                even1 = DoubleVector.fromArray(S, predictors, row[i] * W + H).fma(xi, even1);
                DoubleVector xj = DoubleVector.broadcast(S, x[i + 1]);
                odd0 = DoubleVector.fromArray(S, predictors, row[i + 1] * W).fma(xj, odd0);
                odd1 = DoubleVector.fromArray(S, predictors, row[i + 1] * W + H).fma(xj, odd1);
            }
            if (i < end) {
                DoubleVector xi = DoubleVector.broadcast(S, x[i]);
                even0 = DoubleVector.fromArray(S, predictors, row[i] * W).fma(xi, even0);
                even1 = DoubleVector.fromArray(S, predictors, row[i] * W + H).fma(xi, even1);
            }
            even0.add(odd0).intoArray(gradients, to);
            even1.add(odd1).intoArray(gradients, to + H);
        }
    }
}
