package leapfrog.simd;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Evaluates a Gaussian likelihood with at most two coefficients a segment, of any kinds, in one pass over segments: coefficients are made, used and
 * pulled back in registers, and nothing but positions is read and nothing but gradients written.
 *
 * <p>The two vectors of a block take turns. Rows with covariate 0 (and, for an indicator, all rows) cost a subtraction, a product, a fused product and an addition each. Two
 * rows are under way at a time, in accumulators of their own, so that additions do not wait for one another.
 */
final class SegmentStage implements Stage {
    private static final VectorSpecies<Double> S = Lanes.speciesOf(MethodHandles.lookup());
    private static final int L = S.length();
    private static final int W = Lanes.widthOf(MethodHandles.lookup());

    @Override
    public void add(TaskPlan plan, Block block) {
        for (int h = 0; h < W; h += L) {
            add(plan.segments, block, h);
        }
    }

    private static void add(SegmentPlan rows, Block block, int h) {
        double[] positions = block.positions;
        double[] gradients = block.gradients;
        int at = block.at + h;
        int[] bounds = rows.bounds();
        double[] y = rows.response();
        double[] x = rows.covariate();
        double[] w = rows.weight();
        boolean indicator = rows.indicator();
        boolean unweighted = rows.unweighted();
        Coefficients constant = rows.constantTerm();
        byte[] kindA = constant.kind();
        int[] coordinateA = constant.coordinate();
        Coefficients slope = rows.covariateTerm();
        byte[] kindB = slope.kind();
        int[] coordinateB = slope.coordinate();

        DoubleVector zero = DoubleVector.zero(S);
        DoubleVector inverse = DoubleVector.fromArray(S, block.inverseSigma, h);
        DoubleVector tau = inverse.mul(inverse);
        DoubleVector meanA =
                constant.mean() < 0 ? zero : DoubleVector.fromArray(S, positions, at + constant.mean() * W);
        DoubleVector sdA = constant.sd() < 0 ? zero : DoubleVector.fromArray(S, block.values, constant.sd() * W + h);
        DoubleVector meanB = slope.mean() < 0 ? zero : DoubleVector.fromArray(S, positions, at + slope.mean() * W);
        DoubleVector sdB = slope.sd() < 0 ? zero : DoubleVector.fromArray(S, block.values, slope.sd() * W + h);
        DoubleVector tauSdA = tau.mul(sdA);
        DoubleVector tauSdB = tau.mul(sdB);

        // Sums over levels: standardised squares, Σ g, Σ g z of noncentered levels, Σ x and Σ x² of centered ones.
        DoubleVector squaresZ = zero;
        DoubleVector sumA = zero;
        DoubleVector sumB = zero;
        DoubleVector momentA = zero;
        DoubleVector momentB = zero;
        DoubleVector centeredA = zero;
        DoubleVector centeredB = zero;
        DoubleVector centeredSquaresA = zero;
        DoubleVector centeredSquaresB = zero;
        // Sums of squared residuals, of even and of odd rows.
        DoubleVector squares0 = zero;
        DoubleVector squares1 = zero;

        int end = bounds[0];
        for (int j = 0; j < kindA.length; j++) {
            int atA = at + coordinateA[j] * W;
            int atB = at + coordinateB[j] * W;
            DoubleVector zA = kindA[j] == Coefficients.ABSENT ? zero : DoubleVector.fromArray(S, positions, atA);
            DoubleVector zB = kindB[j] == Coefficients.ABSENT ? zero : DoubleVector.fromArray(S, positions, atB);
            DoubleVector a = kindA[j] == Coefficients.NONCENTERED ? zA.fma(sdA, meanA) : zA;
            DoubleVector b = kindB[j] == Coefficients.NONCENTERED ? zB.fma(sdB, meanB) : zB;

            DoubleVector g0 = zero;
            DoubleVector g1 = zero;
            int i = end;
            end = bounds[2 * j + 1];
            for (; i + 1 < end; i += 2) {
                DoubleVector r0 = DoubleVector.broadcast(S, y[i]).sub(a);
                DoubleVector r1 = DoubleVector.broadcast(S, y[i + 1]).sub(a);
                DoubleVector wr0 = r0.mul(w[i]);
                DoubleVector wr1 = r1.mul(w[i + 1]);
                squares0 = r0.fma(wr0, squares0);
                squares1 = r1.fma(wr1, squares1);
                g0 = g0.add(wr0);
                g1 = g1.add(wr1);
            }
            if (i < end) {
                DoubleVector r0 = DoubleVector.broadcast(S, y[i]).sub(a);
                DoubleVector wr0 = r0.mul(w[i]);
                squares0 = r0.fma(wr0, squares0);
                g0 = g0.add(wr0);
                i++;
            }
            DoubleVector gA = g0.add(g1);
            DoubleVector gB;
            g0 = zero;
            g1 = zero;
            end = bounds[2 * j + 2];
            if (indicator) {
                DoubleVector ab = a.add(b);
                for (; i + 1 < end; i += 2) {
                    DoubleVector r0 = DoubleVector.broadcast(S, y[i]).sub(ab);
                    DoubleVector r1 = DoubleVector.broadcast(S, y[i + 1]).sub(ab);
                    DoubleVector wr0 = r0.mul(w[i]);
                    DoubleVector wr1 = r1.mul(w[i + 1]);
                    squares0 = r0.fma(wr0, squares0);
                    squares1 = r1.fma(wr1, squares1);
                    g0 = g0.add(wr0);
                    g1 = g1.add(wr1);
                }
                if (i < end) {
                    DoubleVector r1 = DoubleVector.broadcast(S, y[i]).sub(ab);
                    DoubleVector wr1 = r1.mul(w[i]);
                    squares1 = r1.fma(wr1, squares1);
                    g1 = g1.add(wr1);
                    i++;
                }
                gB = g0.add(g1);
                gA = gA.add(gB);
            } else {
                DoubleVector h0 = zero;
                DoubleVector h1 = zero;
                DoubleVector minusB = b.neg();
                for (; i + 1 < end; i += 2) {
                    DoubleVector x0 = DoubleVector.broadcast(S, x[i]);
                    DoubleVector x1 = DoubleVector.broadcast(S, x[i + 1]);
                    DoubleVector r0 =
                            x0.fma(minusB, DoubleVector.broadcast(S, y[i]).sub(a));
                    DoubleVector r1 =
                            x1.fma(minusB, DoubleVector.broadcast(S, y[i + 1]).sub(a));
                    DoubleVector wr0 = unweighted ? r0 : r0.mul(w[i]);
                    DoubleVector wr1 = unweighted ? r1 : r1.mul(w[i + 1]);
                    squares0 = r0.fma(wr0, squares0);
                    squares1 = r1.fma(wr1, squares1);
                    g0 = g0.add(wr0);
                    g1 = g1.add(wr1);
                    h0 = x0.fma(wr0, h0);
                    h1 = x1.fma(wr1, h1);
                }
                if (i < end) {
                    DoubleVector x1 = DoubleVector.broadcast(S, x[i]);
                    DoubleVector r1 =
                            x1.fma(minusB, DoubleVector.broadcast(S, y[i]).sub(a));
                    DoubleVector wr1 = unweighted ? r1 : r1.mul(w[i]);
                    squares1 = r1.fma(wr1, squares1);
                    g1 = g1.add(wr1);
                    h1 = x1.fma(wr1, h1);
                    i++;
                }
                gB = h0.add(h1);
                gA = gA.add(g0.add(g1));
            }

            if (kindA[j] == Coefficients.NONCENTERED) {
                gA.mul(tauSdA).sub(zA).intoArray(gradients, atA);
                squaresZ = zA.fma(zA, squaresZ);
                sumA = sumA.add(gA);
                momentA = gA.fma(zA, momentA);
            } else if (kindA[j] == Coefficients.CENTERED) {
                DoubleVector inverseSd = DoubleVector.broadcast(S, 1.0).div(sdA);
                DoubleVector u = zA.sub(meanA).mul(inverseSd);
                gA.mul(tau).sub(u.mul(inverseSd)).intoArray(gradients, atA);
                centeredA = centeredA.add(u.mul(inverseSd));
                centeredSquaresA = u.fma(u, centeredSquaresA);
            } else if (kindA[j] == Coefficients.DIRECT) {
                gA.fma(tau, DoubleVector.fromArray(S, gradients, atA)).intoArray(gradients, atA);
            }
            if (kindB[j] == Coefficients.NONCENTERED) {
                gB.mul(tauSdB).sub(zB).intoArray(gradients, atB);
                squaresZ = zB.fma(zB, squaresZ);
                sumB = sumB.add(gB);
                momentB = gB.fma(zB, momentB);
            } else if (kindB[j] == Coefficients.CENTERED) {
                DoubleVector inverseSd = DoubleVector.broadcast(S, 1.0).div(sdB);
                DoubleVector u = zB.sub(meanB).mul(inverseSd);
                gB.mul(tau).sub(u.mul(inverseSd)).intoArray(gradients, atB);
                centeredB = centeredB.add(u.mul(inverseSd));
                centeredSquaresB = u.fma(u, centeredSquaresB);
            } else if (kindB[j] == Coefficients.DIRECT) {
                // Rows with covariate 0 ignored an infinite coefficient, which makes their density NaN.
                squares1 = bounds[2 * j] < bounds[2 * j + 2] ? zB.fma(zero, squares1) : squares1;
                gB.fma(tau, DoubleVector.fromArray(S, gradients, atB)).intoArray(gradients, atB);
            }
        }

        double[] sums = block.sums;
        squares0.add(squares1).intoArray(sums, Block.RESIDUAL_SQUARES * W + h);
        squaresZ.add(centeredSquaresA.add(centeredSquaresB)).intoArray(sums, Block.PRIOR_SQUARES * W + h);
        sumA.fma(tau, centeredA).intoArray(sums, Block.BY_MEAN * W + h);
        momentA.fma(tauSdA, centeredSquaresA).intoArray(sums, Block.BY_LOG_SD * W + h);
        sumB.fma(tau, centeredB).intoArray(sums, (Block.BY_MEAN + Block.PER_TERM) * W + h);
        momentB.fma(tauSdB, centeredSquaresB).intoArray(sums, (Block.BY_LOG_SD + Block.PER_TERM) * W + h);
    }
}
