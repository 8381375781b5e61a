package leapfrog.simd;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Takes the terms without a factor and those of the factor that rows are sorted by, segment by segment: coefficients of one covariate
 * are added up once a segment, rows meet each distinct covariate once.
 *
 * <p>Four rows and the two vectors of a block, named 0 and 1, go together: a covariate is read once for both, a coefficient once for
 * four rows, and eight sums are under way at a time.
 */
final class ColumnPass implements RowPass {
    private static final VectorSpecies<Double> S = Lanes.speciesOf(MethodHandles.lookup());
    private static final int L = S.length();
    private static final int W = Lanes.widthOf(MethodHandles.lookup());
    /** Where the second vector of a line starts: at the first one where a block is one vector. */
    private static final int H = W - L;

    @Override
    public void predict(TilePlan rows, int tile, Block block) {
        TileOrder order = rows.segments();
        int first = rows.tileStart(tile);
        for (int s = order.tileSegments()[tile]; s < order.tileSegments()[tile + 1]; s++) {
            block.columnSums.load(rows.columns(), order.segmentLevel()[s], block);
            int start = order.segmentStart()[s];
            int end = order.segmentStart()[s + 1];
            int fours = start + (end - start & -4);
            predictFours(rows, start, fours, first, block);
            predictOnes(rows, fours, end, first, block);
        }
    }

    private static void predictFours(TilePlan rows, int start, int end, int first, Block block) {
        int n = rows.columns().count();
        double[] x = rows.covariates();
        double[] offset = rows.offset();
        double[] columns = block.columns;
        double[] predictors = block.predictors;
        for (int i = start; i < end; i += 4) {
            DoubleVector a0 = DoubleVector.broadcast(S, offset[i]);
            DoubleVector b0 = DoubleVector.broadcast(S, offset[i + 1]);
            DoubleVector c0 = DoubleVector.broadcast(S, offset[i + 2]);
            DoubleVector d0 = DoubleVector.broadcast(S, offset[i + 3]);
            DoubleVector a1 = a0;
            DoubleVector b1 = b0;
            DoubleVector c1 = c0;
            DoubleVector d1 = d0;
            int at = i * n;
            for (int k = 0; k < n; k++) {
                DoubleVector k0 = DoubleVector.fromArray(S, columns, k * W);
                DoubleVector k1 = DoubleVector.fromArray(S, columns, k * W + H);
                DoubleVector xa = DoubleVector.broadcast(S, x[at + k]);
                DoubleVector xb = DoubleVector.broadcast(S, x[at + n + k]);
                DoubleVector xc = DoubleVector.broadcast(S, x[at + 2 * n + k]);
                DoubleVector xd = DoubleVector.broadcast(S, x[at + 3 * n + k]);
                a0 = xa.fma(k0, a0);
                a1 = xa.fma(k1, a1);
                b0 = xb.fma(k0, b0);
                b1 = xb.fma(k1, b1);
                c0 = xc.fma(k0, c0);
                c1 = xc.fma(k1, c1);
                d0 = xd.fma(k0, d0);
                d1 = xd.fma(k1, d1);
            }
            int to = (i - first) * W;
            a0.intoArray(predictors, to);
            a1.intoArray(predictors, to + H);
            b0.intoArray(predictors, to + W);
            b1.intoArray(predictors, to + W + H);
            c0.intoArray(predictors, to + 2 * W);
            c1.intoArray(predictors, to + 2 * W + H);
            d0.intoArray(predictors, to + 3 * W);
            d1.intoArray(predictors, to + 3 * W + H);
        }
    }

    private static void predictOnes(TilePlan rows, int start, int end, int first, Block block) {
        int n = rows.columns().count();
        double[] x = rows.covariates();
        double[] columns = block.columns;
        double[] predictors = block.predictors;
        for (int i = start; i < end; i++) {
            DoubleVector a0 = DoubleVector.broadcast(S, rows.offset()[i]);
            DoubleVector a1 = a0;
            for (int k = 0; k < n; k++) {
                DoubleVector xa = DoubleVector.broadcast(S, x[i * n + k]);
                a0 = xa.fma(DoubleVector.fromArray(S, columns, k * W), a0);
                a1 = xa.fma(DoubleVector.fromArray(S, columns, k * W + H), a1);
            }
            a0.intoArray(predictors, (i - first) * W);
            a1.intoArray(predictors, (i - first) * W + H);
        }
    }

    @Override
    public void gather(TilePlan rows, int tile, Block block) {
        TileOrder order = rows.segments();
        int first = rows.tileStart(tile);
        for (int s = order.tileSegments()[tile]; s < order.tileSegments()[tile + 1]; s++) {
            int start = order.segmentStart()[s];
            int end = order.segmentStart()[s + 1];
            int fours = start + (end - start & -4);
            block.columnSums.load(rows.columns(), order.segmentLevel()[s], block);
            gatherFours(rows, start, fours, first, block);
            gatherOnes(rows, fours, end, first, block);
            block.columnSums.store(rows.columns(), order.segmentLevel()[s], block);
        }
    }

    private static void gatherFours(TilePlan rows, int start, int end, int first, Block block) {
        int n = rows.columns().count();
        double[] x = rows.covariates();
        double[] gradients = block.columnGradients;
        double[] predictors = block.predictors;
        for (int i = start; i < end; i += 4) {
            int from = (i - first) * W;
            DoubleVector a0 = DoubleVector.fromArray(S, predictors, from);
            DoubleVector a1 = DoubleVector.fromArray(S, predictors, from + H);
            DoubleVector b0 = DoubleVector.fromArray(S, predictors, from + W);
            DoubleVector b1 = DoubleVector.fromArray(S, predictors, from + W + H);
            DoubleVector c0 = DoubleVector.fromArray(S, predictors, from + 2 * W);
            DoubleVector c1 = DoubleVector.fromArray(S, predictors, from + 2 * W + H);
            DoubleVector d0 = DoubleVector.fromArray(S, predictors, from + 3 * W);
            DoubleVector d1 = DoubleVector.fromArray(S, predictors, from + 3 * W + H);
            int at = i * n;
            for (int k = 0; k < n; k++) {
                DoubleVector g0 = DoubleVector.fromArray(S, gradients, k * W);
                DoubleVector g1 = DoubleVector.fromArray(S, gradients, k * W + H);
                DoubleVector xa = DoubleVector.broadcast(S, x[at + k]);
                DoubleVector xb = DoubleVector.broadcast(S, x[at + n + k]);
                DoubleVector xc = DoubleVector.broadcast(S, x[at + 2 * n + k]);
                DoubleVector xd = DoubleVector.broadcast(S, x[at + 3 * n + k]);
                g0 = xd.fma(d0, xc.fma(c0, xb.fma(b0, xa.fma(a0, g0))));
                g1 = xd.fma(d1, xc.fma(c1, xb.fma(b1, xa.fma(a1, g1))));
                g0.intoArray(gradients, k * W);
                g1.intoArray(gradients, k * W + H);
            }
        }
    }

    private static void gatherOnes(TilePlan rows, int start, int end, int first, Block block) {
        int n = rows.columns().count();
        double[] x = rows.covariates();
        double[] gradients = block.columnGradients;
        double[] predictors = block.predictors;
        for (int i = start; i < end; i++) {
            DoubleVector a0 = DoubleVector.fromArray(S, predictors, (i - first) * W);
            DoubleVector a1 = DoubleVector.fromArray(S, predictors, (i - first) * W + H);
            for (int k = 0; k < n; k++) {
                DoubleVector xa = DoubleVector.broadcast(S, x[i * n + k]);
                DoubleVector g0 = xa.fma(a0, DoubleVector.fromArray(S, gradients, k * W));
                DoubleVector g1 = xa.fma(a1, DoubleVector.fromArray(S, gradients, k * W + H));
                g0.intoArray(gradients, k * W);
                g1.intoArray(gradients, k * W + H);
            }
        }
    }
}
