package leapfrog.simd;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Evaluates a {@link PlainPlan} of at most two covariates nearly as fast as memory hands rows over, several rows at a time, so that sums do not wait for one another. The two
 * vectors of a block take turns in each segment, which stays in the second cache.
 */
final class PlainPass implements PlainRowPass {
    private static final VectorSpecies<Double> S = Lanes.speciesOf(MethodHandles.lookup());
    private static final int L = S.length();
    private static final int W = Lanes.widthOf(MethodHandles.lookup());

    @Override
    public void add(PlainPlan rows, Block block) {
        int[] start = rows.segmentStart();
        int[] level = rows.segmentLevel();
        for (int s = 0; s < level.length; s++) {
            block.columnSums.load(rows.columns(), level[s], block);
            for (int h = 0; h < W; h += L) {
                switch (rows.width()) {
                    case 0 -> addPoint(rows, start[s], start[s + 1], block, h);
                    case 1 -> addLine(rows, start[s], start[s + 1], block, h);
                    default -> addPair(rows, start[s], start[s + 1], block, h);
                }
            }
            block.columnSums.store(rows.columns(), level[s], block);
        }
    }

    /**
     * One covariate: sums in registers, of each row of four its own. Two rows are of the segment's first half and two of its second, for more of
     * memory is under way where more places are read in turn.
     */
    private static void addLine(PlainPlan rows, int start, int end, Block block, int h) {
        double[] x = rows.covariates();
        double[] offset = rows.offset();
        DoubleVector constant = DoubleVector.fromArray(S, block.columns, h);
        DoubleVector slope = DoubleVector.fromArray(S, block.columns, W + h);
        DoubleVector zero = DoubleVector.zero(S);
        DoubleVector sa = DoubleVector.fromArray(S, block.likelihood, h);
        DoubleVector sb = zero;
        DoubleVector sc = zero;
        DoubleVector sd = zero;
        DoubleVector ga = zero;
        DoubleVector gb = zero;
        DoubleVector ha = zero;
        DoubleVector hb = zero;
        DoubleVector hc = zero;
        DoubleVector hd = zero;
        int half = (end - start) / 4 * 2;
        for (int i = start, j = start + half; i < start + half; i += 2, j += 2) {
            DoubleVector xa = DoubleVector.broadcast(S, x[i]);
            DoubleVector xb = DoubleVector.broadcast(S, x[i + 1]);
            DoubleVector xc = DoubleVector.broadcast(S, x[j]);
            DoubleVector xd = DoubleVector.broadcast(S, x[j + 1]);
            DoubleVector a = xa.fma(slope, constant.add(offset[i]));
            DoubleVector b = xb.fma(slope, constant.add(offset[i + 1]));
            DoubleVector c = xc.fma(slope, constant.add(offset[j]));
            DoubleVector d = xd.fma(slope, constant.add(offset[j + 1]));
            sa = a.fma(a, sa);
            sb = b.fma(b, sb);
            sc = c.fma(c, sc);
            sd = d.fma(d, sd);
            ga = ga.add(a).add(c);
            gb = gb.add(b).add(d);
            ha = xa.fma(a, ha);
            hb = xb.fma(b, hb);
            hc = xc.fma(c, hc);
            hd = xd.fma(d, hd);
        }
        for (int i = start + 2 * half; i < end; i++) {
            DoubleVector xa = DoubleVector.broadcast(S, x[i]);
            DoubleVector a = xa.fma(slope, constant.add(offset[i]));
            sa = a.fma(a, sa);
            ga = ga.add(a);
            ha = xa.fma(a, ha);
        }
        sa.add(sb).add(sc.add(sd)).intoArray(block.likelihood, h);
        ga.add(gb).intoArray(block.columnGradients, h);
        ha.add(hb).add(hc.add(hd)).intoArray(block.columnGradients, W + h);
    }

    /** Two covariates, as one. */
    private static void addPair(PlainPlan rows, int start, int end, Block block, int h) {
        double[] x = rows.covariates();
        double[] offset = rows.offset();
        DoubleVector constant = DoubleVector.fromArray(S, block.columns, h);
        DoubleVector slopeX = DoubleVector.fromArray(S, block.columns, W + h);
        DoubleVector slopeY = DoubleVector.fromArray(S, block.columns, 2 * W + h);
        DoubleVector zero = DoubleVector.zero(S);
        DoubleVector sa = DoubleVector.fromArray(S, block.likelihood, h);
        DoubleVector sb = zero;
        DoubleVector ga = zero;
        DoubleVector gb = zero;
        DoubleVector xa = zero;
        DoubleVector xb = zero;
        DoubleVector ya = zero;
        DoubleVector yb = zero;
        int half = (end - start) / 2;
        // Of either covariate, row i.
        int firstX = start;
        int firstY = end;
        for (int i = start; i < start + half; i++) {
            int j = i + half;
            DoubleVector xi = DoubleVector.broadcast(S, x[firstX + i]);
            DoubleVector xj = DoubleVector.broadcast(S, x[firstX + j]);
            DoubleVector yi = DoubleVector.broadcast(S, x[firstY + i]);
            DoubleVector yj = DoubleVector.broadcast(S, x[firstY + j]);
            DoubleVector a = yi.fma(slopeY, xi.fma(slopeX, constant.add(offset[i])));
            DoubleVector b = yj.fma(slopeY, xj.fma(slopeX, constant.add(offset[j])));
            sa = a.fma(a, sa);
            sb = b.fma(b, sb);
            ga = ga.add(a);
            gb = gb.add(b);
            xa = xi.fma(a, xa);
            xb = xj.fma(b, xb);
            ya = yi.fma(a, ya);
            yb = yj.fma(b, yb);
        }
        for (int i = start + 2 * half; i < end; i++) {
            DoubleVector xi = DoubleVector.broadcast(S, x[firstX + i]);
            DoubleVector yi = DoubleVector.broadcast(S, x[firstY + i]);
            DoubleVector a = yi.fma(slopeY, xi.fma(slopeX, constant.add(offset[i])));
            sa = a.fma(a, sa);
            ga = ga.add(a);
            xa = xi.fma(a, xa);
            ya = yi.fma(a, ya);
        }
        sa.add(sb).intoArray(block.likelihood, h);
        ga.add(gb).intoArray(block.columnGradients, h);
        xa.add(xb).intoArray(block.columnGradients, W + h);
        ya.add(yb).intoArray(block.columnGradients, 2 * W + h);
    }

    /** No covariate. */
    private static void addPoint(PlainPlan rows, int start, int end, Block block, int h) {
        double[] offset = rows.offset();
        DoubleVector constant = DoubleVector.fromArray(S, block.columns, h);
        DoubleVector zero = DoubleVector.zero(S);
        DoubleVector sa = DoubleVector.fromArray(S, block.likelihood, h);
        DoubleVector sb = zero;
        DoubleVector ga = zero;
        DoubleVector gb = zero;
        DoubleVector sc = zero;
        DoubleVector sd = zero;
        int half = (end - start) / 4 * 2;
        for (int i = start, j = start + half; i < start + half; i += 2, j += 2) {
            DoubleVector a = constant.add(offset[i]);
            DoubleVector b = constant.add(offset[i + 1]);
            DoubleVector c = constant.add(offset[j]);
            DoubleVector d = constant.add(offset[j + 1]);
            sa = a.fma(a, sa);
            sb = b.fma(b, sb);
            sc = c.fma(c, sc);
            sd = d.fma(d, sd);
            ga = ga.add(a.add(b));
            gb = gb.add(c.add(d));
        }
        for (int i = start + 2 * half; i < end; i++) {
            DoubleVector a = constant.add(offset[i]);
            sa = a.fma(a, sa);
            ga = ga.add(a);
        }
        sa.add(sb).add(sc.add(sd)).intoArray(block.likelihood, h);
        ga.add(gb).intoArray(block.columnGradients, h);
    }
}
