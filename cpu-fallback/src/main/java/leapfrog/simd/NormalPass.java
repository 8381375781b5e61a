package leapfrog.simd;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Evaluates rows of {@link leapfrog.model.Likelihood#NORMAL} whose terms all have no factor or the one that rows are sorted by, in one pass: residuals,
 * their squares and gradients of a few rows and the two vectors of a block, named 0 and 1, at a time, so that nothing but sums is
 * written.
 */
final class NormalPass implements NormalRowPass {
    private static final VectorSpecies<Double> S = Lanes.speciesOf(MethodHandles.lookup());
    private static final int L = S.length();
    private static final int W = Lanes.widthOf(MethodHandles.lookup());
    /** Where the second vector of a line starts: at the first one where a block is one vector. */
    private static final int H = W - L;

    /** How many rows of so many columns go together. */
    static int rowsTogether(int width) {
        return width == 2 ? 2 : 4;
    }

    @Override
    public void add(NormalPlan rows, Block block) {
        for (int s = 0; s < rows.segmentLevel().length; s++) {
            int level = rows.segmentLevel()[s];
            block.columnSums.load(rows.columns(), level, block);
            if (rows.width() == 2) {
                addPairs(rows, rows.segmentStart()[s], rows.segmentStart()[s + 1], block);
            } else {
                addFours(rows, rows.segmentStart()[s], rows.segmentStart()[s + 1], block);
            }
            block.columnSums.store(rows.columns(), level, block);
        }
    }

    /** Two columns: two rows at a time, sums in registers. */
    private static void addPairs(NormalPlan rows, int start, int end, Block block) {
        double[] x = rows.covariates();
        double[] offset = rows.offset();
        double[] columns = block.columns;
        double[] gradients = block.columnGradients;
        double[] squares = block.likelihood;
        DoubleVector s0 = DoubleVector.zero(S);
        DoubleVector s1 = s0;
        DoubleVector k0 = DoubleVector.fromArray(S, columns, 0);
        DoubleVector k1 = DoubleVector.fromArray(S, columns, H);
        DoubleVector l0 = DoubleVector.fromArray(S, columns, W);
        DoubleVector l1 = DoubleVector.fromArray(S, columns, W + H);
        DoubleVector g0 = DoubleVector.zero(S);
        DoubleVector g1 = g0;
        DoubleVector h0 = g0;
        DoubleVector h1 = g0;
        for (int i = start; i < end; i += 2) {
            DoubleVector a = DoubleVector.broadcast(S, offset[i]);
            DoubleVector x0 = DoubleVector.broadcast(S, x[2 * i]);
            DoubleVector x1 = DoubleVector.broadcast(S, x[2 * i + 1]);
            DoubleVector a0 = x1.fma(l0, x0.fma(k0, a));
            DoubleVector a1 = x1.fma(l1, x0.fma(k1, a));
            s0 = a0.fma(a0, s0);
            s1 = a1.fma(a1, s1);
            g0 = x0.fma(a0, g0);
            g1 = x0.fma(a1, g1);
            h0 = x1.fma(a0, h0);
            h1 = x1.fma(a1, h1);
            DoubleVector b = DoubleVector.broadcast(S, offset[i + 1]);
            DoubleVector y0 = DoubleVector.broadcast(S, x[2 * i + 2]);
            DoubleVector y1 = DoubleVector.broadcast(S, x[2 * i + 3]);
            DoubleVector b0 = y1.fma(l0, y0.fma(k0, b));
            DoubleVector b1 = y1.fma(l1, y0.fma(k1, b));
            s0 = b0.fma(b0, s0);
            s1 = b1.fma(b1, s1);
            g0 = y0.fma(b0, g0);
            g1 = y0.fma(b1, g1);
            h0 = y1.fma(b0, h0);
            h1 = y1.fma(b1, h1);
        }
        s0 = DoubleVector.fromArray(S, squares, 0).add(s0);
        s1 = DoubleVector.fromArray(S, squares, H).add(s1);
        s0.intoArray(squares, 0);
        s1.intoArray(squares, H);
        g0.intoArray(gradients, 0);
        g1.intoArray(gradients, H);
        h0.intoArray(gradients, W);
        h1.intoArray(gradients, W + H);
    }

    /** More columns: four rows at a time, sums in the first-level cache. */
    private static void addFours(NormalPlan rows, int start, int end, Block block) {
        int n = rows.width();
        double[] x = rows.covariates();
        double[] offset = rows.offset();
        double[] columns = block.columns;
        double[] gradients = block.columnGradients;
        double[] squares = block.likelihood;
        DoubleVector s0 = DoubleVector.zero(S);
        DoubleVector s1 = s0;
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
            s0 = d0.fma(d0, c0.fma(c0, b0.fma(b0, a0.fma(a0, s0))));
            s1 = d1.fma(d1, c1.fma(c1, b1.fma(b1, a1.fma(a1, s1))));
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
        s0 = DoubleVector.fromArray(S, squares, 0).add(s0);
        s1 = DoubleVector.fromArray(S, squares, H).add(s1);
        s0.intoArray(squares, 0);
        s1.intoArray(squares, H);
    }
}
