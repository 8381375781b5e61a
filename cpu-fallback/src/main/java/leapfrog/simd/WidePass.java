package leapfrog.simd;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Evaluates a {@link PlainPlan} of three and more covariates: up to eight with their slopes and sums in registers, nearly as fast as memory hands rows over.
 */
final class WidePass implements PlainRowPass {
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
                    case 3, 4 -> addFour(rows, start[s], start[s + 1], block, h);
                    case 5, 6, 7, 8 -> addEight(rows, start[s], start[s + 1], block, h);
                    default -> addPlane(rows, start[s], start[s + 1], block, h);
                }
            }
            block.columnSums.store(rows.columns(), level[s], block);
        }
    }

    /** Three covariates or four, u, v, x and y; of three the last stands for a fourth too, whose slope is 0. */
    private static void addFour(PlainPlan rows, int start, int end, Block block, int h) {
        double[] covariates = rows.covariates();
        double[] offset = rows.offset();
        int n = rows.width();
        DoubleVector zero = DoubleVector.zero(S);
        DoubleVector constant = DoubleVector.fromArray(S, block.columns, h);
        DoubleVector slopeU = DoubleVector.fromArray(S, block.columns, W + h);
        DoubleVector slopeV = DoubleVector.fromArray(S, block.columns, 2 * W + h);
        DoubleVector slopeX = DoubleVector.fromArray(S, block.columns, 3 * W + h);
        DoubleVector slopeY = n < 4 ? zero : DoubleVector.fromArray(S, block.columns, 4 * W + h);
        DoubleVector sa = DoubleVector.fromArray(S, block.likelihood, h);
        DoubleVector sb = zero;
        DoubleVector ga = zero;
        DoubleVector gb = zero;
        DoubleVector ua = zero;
        DoubleVector ub = zero;
        DoubleVector va = zero;
        DoubleVector vb = zero;
        DoubleVector xa = zero;
        DoubleVector xb = zero;
        DoubleVector ya = zero;
        DoubleVector yb = zero;
        int length = end - start;
        int half = length / 2;
        // Of each covariate, row i.
        int u = start * n - start;
        int v = u + length;
        int x = v + length;
        int y = u + (n - 1) * length;
        for (int i = start; i < start + half; i++) {
            int j = i + half;
            DoubleVector ui = DoubleVector.broadcast(S, covariates[u + i]);
            DoubleVector uj = DoubleVector.broadcast(S, covariates[u + j]);
            DoubleVector vi = DoubleVector.broadcast(S, covariates[v + i]);
            DoubleVector vj = DoubleVector.broadcast(S, covariates[v + j]);
            DoubleVector xi = DoubleVector.broadcast(S, covariates[x + i]);
            DoubleVector xj = DoubleVector.broadcast(S, covariates[x + j]);
            DoubleVector yi = DoubleVector.broadcast(S, covariates[y + i]);
            DoubleVector yj = DoubleVector.broadcast(S, covariates[y + j]);
            DoubleVector a = vi.fma(slopeV, ui.fma(slopeU, constant.add(offset[i])));
            DoubleVector b = vj.fma(slopeV, uj.fma(slopeU, constant.add(offset[j])));
            a = yi.fma(slopeY, xi.fma(slopeX, a));
            b = yj.fma(slopeY, xj.fma(slopeX, b));
            sa = a.fma(a, sa);
            sb = b.fma(b, sb);
            ga = ga.add(a);
            gb = gb.add(b);
            ua = ui.fma(a, ua);
            ub = uj.fma(b, ub);
            va = vi.fma(a, va);
            vb = vj.fma(b, vb);
            xa = xi.fma(a, xa);
            xb = xj.fma(b, xb);
            ya = yi.fma(a, ya);
            yb = yj.fma(b, yb);
        }
        for (int i = start + 2 * half; i < end; i++) {
            DoubleVector ui = DoubleVector.broadcast(S, covariates[u + i]);
            DoubleVector vi = DoubleVector.broadcast(S, covariates[v + i]);
            DoubleVector xi = DoubleVector.broadcast(S, covariates[x + i]);
            DoubleVector yi = DoubleVector.broadcast(S, covariates[y + i]);
            DoubleVector a = vi.fma(slopeV, ui.fma(slopeU, constant.add(offset[i])));
            a = yi.fma(slopeY, xi.fma(slopeX, a));
            sa = a.fma(a, sa);
            ga = ga.add(a);
            ua = ui.fma(a, ua);
            va = vi.fma(a, va);
            xa = xi.fma(a, xa);
            ya = yi.fma(a, ya);
        }
        sa.add(sb).intoArray(block.likelihood, h);
        ga.add(gb).intoArray(block.columnGradients, h);
        ua.add(ub).intoArray(block.columnGradients, W + h);
        va.add(vb).intoArray(block.columnGradients, 2 * W + h);
        xa.add(xb).intoArray(block.columnGradients, 3 * W + h);
        if (n == 4) {
            ya.add(yb).intoArray(block.columnGradients, 4 * W + h);
        }
    }

    /** Five covariates to eight, of which the last stands for those that there are not, with slope 0. */
    private static void addEight(PlainPlan rows, int start, int end, Block block, int h) {
        double[] covariates = rows.covariates();
        double[] offset = rows.offset();
        int n = rows.width();
        DoubleVector zero = DoubleVector.zero(S);
        DoubleVector constant = DoubleVector.fromArray(S, block.columns, h);
        DoubleVector slope1 = DoubleVector.fromArray(S, block.columns, W + h);
        DoubleVector slope2 = DoubleVector.fromArray(S, block.columns, 2 * W + h);
        DoubleVector slope3 = DoubleVector.fromArray(S, block.columns, 3 * W + h);
        DoubleVector slope4 = DoubleVector.fromArray(S, block.columns, 4 * W + h);
        DoubleVector slope5 = DoubleVector.fromArray(S, block.columns, 5 * W + h);
        DoubleVector slope6 = n < 6 ? zero : DoubleVector.fromArray(S, block.columns, 6 * W + h);
        DoubleVector slope7 = n < 7 ? zero : DoubleVector.fromArray(S, block.columns, 7 * W + h);
        DoubleVector slope8 = n < 8 ? zero : DoubleVector.fromArray(S, block.columns, 8 * W + h);
        DoubleVector squares = DoubleVector.fromArray(S, block.likelihood, h);
        DoubleVector sum = zero;
        DoubleVector sum1 = zero;
        DoubleVector sum2 = zero;
        DoubleVector sum3 = zero;
        DoubleVector sum4 = zero;
        DoubleVector sum5 = zero;
        DoubleVector sum6 = zero;
        DoubleVector sum7 = zero;
        DoubleVector sum8 = zero;
        int length = end - start;
        // Of each covariate, row i.
        int at1 = start * n - start;
        int at2 = at1 + length;
        int at3 = at1 + 2 * length;
        int at4 = at1 + 3 * length;
        int at5 = at1 + 4 * length;
        int at6 = at1 + Math.min(5, n - 1) * length;
        int at7 = at1 + Math.min(6, n - 1) * length;
        int at8 = at1 + Math.min(7, n - 1) * length;
        for (int i = start; i < end; i++) {
            DoubleVector x1 = DoubleVector.broadcast(S, covariates[at1 + i]);
            DoubleVector x2 = DoubleVector.broadcast(S, covariates[at2 + i]);
            DoubleVector x3 = DoubleVector.broadcast(S, covariates[at3 + i]);
            DoubleVector x4 = DoubleVector.broadcast(S, covariates[at4 + i]);
            DoubleVector x5 = DoubleVector.broadcast(S, covariates[at5 + i]);
            DoubleVector x6 = DoubleVector.broadcast(S, covariates[at6 + i]);
            DoubleVector x7 = DoubleVector.broadcast(S, covariates[at7 + i]);
            DoubleVector x8 = DoubleVector.broadcast(S, covariates[at8 + i]);
            DoubleVector a = x2.fma(slope2, x1.fma(slope1, constant.add(offset[i])));
            DoubleVector b = x4.fma(slope4, x3.mul(slope3));
            a = x6.fma(slope6, x5.fma(slope5, a));
            b = x8.fma(slope8, x7.fma(slope7, b));
            a = a.add(b);
            squares = a.fma(a, squares);
            sum = sum.add(a);
            sum1 = x1.fma(a, sum1);
            sum2 = x2.fma(a, sum2);
            sum3 = x3.fma(a, sum3);
            sum4 = x4.fma(a, sum4);
            sum5 = x5.fma(a, sum5);
            sum6 = x6.fma(a, sum6);
            sum7 = x7.fma(a, sum7);
            sum8 = x8.fma(a, sum8);
        }
        squares.intoArray(block.likelihood, h);
        sum.intoArray(block.columnGradients, h);
        sum1.intoArray(block.columnGradients, W + h);
        sum2.intoArray(block.columnGradients, 2 * W + h);
        sum3.intoArray(block.columnGradients, 3 * W + h);
        sum4.intoArray(block.columnGradients, 4 * W + h);
        sum5.intoArray(block.columnGradients, 5 * W + h);
        if (n >= 6) {
            sum6.intoArray(block.columnGradients, 6 * W + h);
        }
        if (n >= 7) {
            sum7.intoArray(block.columnGradients, 7 * W + h);
        }
        if (n >= 8) {
            sum8.intoArray(block.columnGradients, 8 * W + h);
        }
    }

    /** More covariates: their sums in the nearest cache, of four rows together. */
    private static void addPlane(PlainPlan rows, int start, int end, Block block, int h) {
        int n = rows.width();
        double[] x = rows.covariates();
        double[] offset = rows.offset();
        double[] columns = block.columns;
        DoubleVector constant = DoubleVector.fromArray(S, columns, h);
        DoubleVector squares = DoubleVector.fromArray(S, block.likelihood, h);
        DoubleVector byConstant = DoubleVector.zero(S);
        int length = end - start;
        // Of the first covariate, row i.
        int first = start * n - start;
        int i = start;
        for (; i + 3 < end; i += 4) {
            DoubleVector a = constant.add(offset[i]);
            DoubleVector b = constant.add(offset[i + 1]);
            DoubleVector c = constant.add(offset[i + 2]);
            DoubleVector d = constant.add(offset[i + 3]);
            int at = first + i;
            for (int k = 0; k < n; k++) {
                DoubleVector slope = DoubleVector.fromArray(S, columns, (1 + k) * W + h);
                a = slope.fma(DoubleVector.broadcast(S, x[at + k * length]), a);
                b = slope.fma(DoubleVector.broadcast(S, x[at + k * length + 1]), b);
                c = slope.fma(DoubleVector.broadcast(S, x[at + k * length + 2]), c);
                d = slope.fma(DoubleVector.broadcast(S, x[at + k * length + 3]), d);
            }
            squares = squares.add(b.fma(b, a.mul(a)).add(d.fma(d, c.mul(c))));
            byConstant = byConstant.add(a.add(b).add(c.add(d)));
            gather(x, at, length, n, a, b, c, d, block.columnGradients, h);
        }
        for (; i < end; i++) {
            DoubleVector a = constant.add(offset[i]);
            for (int k = 0; k < n; k++) {
                DoubleVector slope = DoubleVector.fromArray(S, columns, (1 + k) * W + h);
                a = slope.fma(DoubleVector.broadcast(S, x[first + i + k * length]), a);
            }
            squares = a.fma(a, squares);
            byConstant = byConstant.add(a);
            gather(x, first + i, length, n, a, block.columnGradients, h);
        }
        squares.intoArray(block.likelihood, h);
        byConstant.intoArray(block.columnGradients, h);
    }

    private static void gather(
            double[] x,
            int at,
            int length,
            int n,
            DoubleVector a,
            DoubleVector b,
            DoubleVector c,
            DoubleVector d,
            double[] gradients,
            int h) {
        for (int k = 0; k < n; k++) {
            int to = (1 + k) * W + h;
            DoubleVector ab = b.fma(DoubleVector.broadcast(S, x[at + k * length + 1]), a.mul(x[at + k * length]));
            DoubleVector cd = d.fma(DoubleVector.broadcast(S, x[at + k * length + 3]), c.mul(x[at + k * length + 2]));
            DoubleVector.fromArray(S, gradients, to).add(ab.add(cd)).intoArray(gradients, to);
        }
    }

    private static void gather(double[] x, int at, int length, int n, DoubleVector a, double[] gradients, int h) {
        for (int k = 0; k < n; k++) {
            int to = (1 + k) * W + h;
            a.fma(DoubleVector.broadcast(S, x[at + k * length]), DoubleVector.fromArray(S, gradients, to))
                    .intoArray(gradients, to);
        }
    }
}
