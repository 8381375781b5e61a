package leapfrog.simd;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Evaluates a Gaussian likelihood with a pooled intercept and a pooled effect of an indicator in every segment, noncentered or centered
 * segment by segment, where a segment has at most one row of either kind. As in {@link NoncenteredStage}, an absent row with
 * covariate 0 weighs nothing, and an absent one with 1 is left out. What is done
 * for the intercept is done again for the effect, since sums stay in registers only under names of their own.
 */
final class CellStage implements Stage {
    private static final VectorSpecies<Double> S = Lanes.speciesOf(MethodHandles.lookup());
    private static final int L = S.length();
    private static final int W = Lanes.widthOf(MethodHandles.lookup());

    @Override
    public void add(TaskPlan plan, Block block) {
        SegmentPlan rows = plan.segments;
        Coefficients constant = rows.constantTerm();
        Coefficients slope = rows.covariateTerm();
        for (int h = 0; h < W; h += L) {
            constants(block, constant, h, block.levelConstants, 0);
            constants(block, slope, h, block.levelConstants, 4 * W);
            cells(
                    rows.cells(),
                    constant.kind(),
                    constant.coordinate(),
                    slope.kind(),
                    slope.coordinate(),
                    block.positions,
                    block.gradients,
                    block.at + h,
                    block.levelConstants,
                    block.sums,
                    h);
        }
    }

    /** Sets mean, sd, its inverse and τ·sd of a term. */
    private static void constants(Block block, Coefficients term, int h, double[] constants, int at) {
        DoubleVector inverse = DoubleVector.fromArray(S, block.inverseSigma, h);
        DoubleVector tau = inverse.mul(inverse);
        DoubleVector sd = DoubleVector.fromArray(S, block.values, term.sd() * W + h);
        DoubleVector mean = term.mean() < 0
                ? DoubleVector.zero(S)
                : DoubleVector.fromArray(S, block.positions, block.at + term.mean() * W + h);
        mean.intoArray(constants, at + h);
        sd.intoArray(constants, at + W + h);
        DoubleVector.broadcast(S, 1.0).div(sd).intoArray(constants, at + 2 * W + h);
        tau.mul(sd).intoArray(constants, at + 3 * W + h);
        tau.intoArray(constants, 8 * W + h);
    }

    private static void cells(
            double[] cells,
            byte[] kindA,
            int[] coordinateA,
            byte[] kindB,
            int[] coordinateB,
            double[] positions,
            double[] gradients,
            int at,
            double[] constants,
            double[] sums,
            int h) {
        DoubleVector meanA = DoubleVector.fromArray(S, constants, h);
        DoubleVector sdA = DoubleVector.fromArray(S, constants, W + h);
        DoubleVector inverseA = DoubleVector.fromArray(S, constants, 2 * W + h);
        DoubleVector tauSdA = DoubleVector.fromArray(S, constants, 3 * W + h);
        DoubleVector meanB = DoubleVector.fromArray(S, constants, 4 * W + h);
        DoubleVector sdB = DoubleVector.fromArray(S, constants, 5 * W + h);
        DoubleVector inverseB = DoubleVector.fromArray(S, constants, 6 * W + h);
        DoubleVector tauSdB = DoubleVector.fromArray(S, constants, 7 * W + h);
        DoubleVector tau = DoubleVector.fromArray(S, constants, 8 * W + h);
        DoubleVector squares = DoubleVector.zero(S);
        DoubleVector priorSquares = squares;
        DoubleVector byMeanA = squares;
        DoubleVector byMeanB = squares;
        DoubleVector byLogSdA = squares;
        DoubleVector byLogSdB = squares;
        for (int j = 0; j < kindA.length; j++) {
            int atA = at + coordinateA[j] * W;
            int atB = at + coordinateB[j] * W;
            boolean centeredA = kindA[j] == Coefficients.CENTERED;
            boolean centeredB = kindB[j] == Coefficients.CENTERED;
            DoubleVector zA = DoubleVector.fromArray(S, positions, atA);
            DoubleVector zB = DoubleVector.fromArray(S, positions, atB);
            DoubleVector a = centeredA ? zA : zA.fma(sdA, meanA);
            DoubleVector r = DoubleVector.broadcast(S, cells[4 * j]).sub(a);
            DoubleVector gA = r.mul(DoubleVector.broadcast(S, cells[4 * j + 1]));
            squares = r.fma(gA, squares);
            DoubleVector gB = DoubleVector.zero(S);
            if (Double.doubleToRawLongBits(cells[4 * j + 3]) != 0) {
                DoubleVector b = centeredB ? zB : zB.fma(sdB, meanB);
                DoubleVector s = DoubleVector.broadcast(S, cells[4 * j + 2]).sub(a.add(b));
                gB = s.mul(DoubleVector.broadcast(S, cells[4 * j + 3]));
                squares = s.fma(gB, squares);
                gA = gA.add(gB);
            }
            if (centeredA) {
                DoubleVector u = zA.sub(meanA).mul(inverseA);
                DoubleVector pull = u.mul(inverseA);
                gA.mul(tau).sub(pull).intoArray(gradients, atA);
                byMeanA = byMeanA.add(pull);
                byLogSdA = u.fma(u, byLogSdA);
                priorSquares = u.fma(u, priorSquares);
            } else {
                DoubleVector pull = gA.mul(tauSdA);
                pull.sub(zA).intoArray(gradients, atA);
                byMeanA = gA.fma(tau, byMeanA);
                byLogSdA = pull.fma(zA, byLogSdA);
                priorSquares = zA.fma(zA, priorSquares);
            }
            if (centeredB) {
                DoubleVector u = zB.sub(meanB).mul(inverseB);
                DoubleVector pull = u.mul(inverseB);
                gB.mul(tau).sub(pull).intoArray(gradients, atB);
                byMeanB = byMeanB.add(pull);
                byLogSdB = u.fma(u, byLogSdB);
                priorSquares = u.fma(u, priorSquares);
            } else {
                DoubleVector pull = gB.mul(tauSdB);
                pull.sub(zB).intoArray(gradients, atB);
                byMeanB = gB.fma(tau, byMeanB);
                byLogSdB = pull.fma(zB, byLogSdB);
                priorSquares = zB.fma(zB, priorSquares);
            }
        }
        squares.intoArray(sums, Block.RESIDUAL_SQUARES * W + h);
        priorSquares.intoArray(sums, Block.PRIOR_SQUARES * W + h);
        byMeanA.intoArray(sums, Block.BY_MEAN * W + h);
        byLogSdA.intoArray(sums, Block.BY_LOG_SD * W + h);
        byMeanB.intoArray(sums, (Block.BY_MEAN + Block.PER_TERM) * W + h);
        byLogSdB.intoArray(sums, (Block.BY_LOG_SD + Block.PER_TERM) * W + h);
    }
}
