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

    @Override
    public void predict(TilePlan rows, int tile, Block block) {
        int start = rows.tileStart(tile);
        int end = rows.tileStart(tile + 1);
        for (CrossedTerm term : rows.crossed()) {
            for (int h = 0; h < W; h += L) {
                if (term.sorted()) {
                    predictSorted(term, tile, block, h);
                } else {
                    predict(term, start, end, block, h);
                }
            }
        }
    }

    private static void predict(CrossedTerm term, int start, int end, Block block, int h) {
        double[] x = term.covariate();
        int[] level = term.order().level();
        double[] coefficients = block.coefficients;
        double[] predictors = block.predictors;
        int first = term.first() * W + h;
        for (int i = start; i < end; i++) {
            int at = (i - start) * W + h;
            DoubleVector.fromArray(S, coefficients, first + level[i] * W)
                    .fma(DoubleVector.broadcast(S, x[i]), DoubleVector.fromArray(S, predictors, at))
                    .intoArray(predictors, at);
        }
    }

    private static void predictSorted(CrossedTerm term, int tile, Block block, int h) {
        double[] x = term.covariate();
        TileOrder order = term.order();
        int[] row = order.row();
        double[] predictors = block.predictors;
        int first = term.first() * W + h;
        for (int s = order.tileSegments()[tile]; s < order.tileSegments()[tile + 1]; s++) {
            DoubleVector c = DoubleVector.fromArray(S, block.coefficients, first + order.segmentLevel()[s] * W);
            int end = order.segmentStart()[s + 1];
            for (int i = order.segmentStart()[s]; i < end; i++) {
                int at = row[i] * W + h;
                c.fma(DoubleVector.broadcast(S, x[i]), DoubleVector.fromArray(S, predictors, at))
                        .intoArray(predictors, at);
            }
        }
    }

    @Override
    public void gather(TilePlan rows, int tile, Block block) {
        int start = rows.tileStart(tile);
        int end = rows.tileStart(tile + 1);
        for (CrossedTerm term : rows.crossed()) {
            for (int h = 0; h < W; h += L) {
                if (term.sorted()) {
                    gatherSorted(term, tile, block, h);
                } else {
                    gather(term, start, end, block, h);
                }
            }
        }
    }

    private static void gather(CrossedTerm term, int start, int end, Block block, int h) {
        double[] x = term.covariate();
        int[] level = term.order().level();
        double[] gradients = block.coefficientGradients;
        double[] predictors = block.predictors;
        int first = term.first() * W + h;
        for (int i = start; i < end; i++) {
            int to = first + level[i] * W;
            DoubleVector.fromArray(S, predictors, (i - start) * W + h)
                    .fma(DoubleVector.broadcast(S, x[i]), DoubleVector.fromArray(S, gradients, to))
                    .intoArray(gradients, to);
        }
    }

    private static void gatherSorted(CrossedTerm term, int tile, Block block, int h) {
        double[] x = term.covariate();
        TileOrder order = term.order();
        int[] row = order.row();
        double[] gradients = block.coefficientGradients;
        double[] predictors = block.predictors;
        int first = term.first() * W + h;
        for (int s = order.tileSegments()[tile]; s < order.tileSegments()[tile + 1]; s++) {
            DoubleVector even = DoubleVector.zero(S);
            DoubleVector odd = DoubleVector.zero(S);
            int end = order.segmentStart()[s + 1];
            int i = order.segmentStart()[s];
            for (; i + 1 < end; i += 2) {
                even = DoubleVector.fromArray(S, predictors, row[i] * W + h).fma(DoubleVector.broadcast(S, x[i]), even);
                odd = DoubleVector.fromArray(S, predictors, row[i + 1] * W + h)
                        .fma(DoubleVector.broadcast(S, x[i + 1]), odd);
            }
            if (i < end) {
                even = DoubleVector.fromArray(S, predictors, row[i] * W + h).fma(DoubleVector.broadcast(S, x[i]), even);
            }
            int to = first + order.segmentLevel()[s] * W;
            DoubleVector.fromArray(S, gradients, to).add(even.add(odd)).intoArray(gradients, to);
        }
    }
}
