package leapfrog.simd;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Evaluates a Gaussian likelihood with a noncentered intercept and a noncentered effect of an indicator in every segment, the commonest
 * hierarchy, in one pass over segments: coefficients are made, used and pulled back in registers.
 *
 * <p>Rows without weights take the two vectors of a block, named 0 and 1, together: what a row costs beside arithmetic is shared, and their
 * sums do not wait for one another. They cost each a subtraction, a fused product and an addition, which the second vector makes of
 * another fused product, with the same bits, for units that add would else be the busiest. Rows with weights are taken one of a kind in
 * a level, by one vector after the other.
 * Other shapes would make the method too large for the compiler to keep all vectors in registers; they are {@link SegmentStage}'s.
 */
final class NoncenteredStage implements Stage {
    private static final VectorSpecies<Double> S = Lanes.speciesOf(MethodHandles.lookup());
    private static final int L = S.length();
    private static final int W = Lanes.widthOf(MethodHandles.lookup());
    /** Where the second vector of a line starts. */
    private static final int H = W - L;
    /** Whether there is one. */
    private static final boolean TWO = W > L;

    @Override
    public void add(TaskPlan plan, Block block) {
        SegmentPlan rows = plan.segments;
        double[] c = block.levelConstants;
        prepare(block, rows.constantTerm(), rows.covariateTerm(), c);
        if (rows.cells().length > 0) {
            for (int h = 0; h < W; h += L) {
                int atA = block.at + rows.constantTerm().coordinate()[0] * W + h;
                int atB = block.at + rows.covariateTerm().coordinate()[0] * W + h;
                cells(rows.cells(), block.positions, block.gradients, atA, atB, c, block.sums, h);
            }
        } else {
            rows(rows, block, c);
        }
    }

    /**
     * At most one row with covariate 0 and one with 1 in each level. An absent row with covariate 0 weighs nothing; an absent one with 1
     * is left out, for it takes half of the work along. Bits of its weight are asked, so that the units that multiply need not compare.
     *
     * <p>One vector alone has work enough at each level for its sums not to wait, and what both together need is more than the registers
     * hold and more than the compiler inlines at once: then it takes the rest in an order that leaves vectors as objects. The loop gets arrays, not
     * what holds them, which the compiler would keep at hand for where it may have to go back to, in the registers of addresses.
     */
    private static void cells(
            double[] cells,
            double[] positions,
            double[] gradients,
            int atA,
            int atB,
            double[] c,
            double[] sums,
            int h) {
        DoubleVector tau = DoubleVector.fromArray(S, c, 6 * W + h);
        DoubleVector sdA = DoubleVector.fromArray(S, c, h);
        DoubleVector meanA = DoubleVector.fromArray(S, c, W + h);
        DoubleVector tauSdA = DoubleVector.fromArray(S, c, 2 * W + h);
        DoubleVector sdB = DoubleVector.fromArray(S, c, 3 * W + h);
        DoubleVector meanB = DoubleVector.fromArray(S, c, 4 * W + h);
        DoubleVector tauSdB = DoubleVector.fromArray(S, c, 5 * W + h);
        DoubleVector squares = DoubleVector.zero(S);
        DoubleVector squaresZ = squares;
        DoubleVector sumA = squares;
        DoubleVector sumB = squares;
        DoubleVector momentA = squares;
        DoubleVector momentB = squares;

        for (int at = 0; at < cells.length; at += 4, atA += W, atB += W) {
            DoubleVector zA = DoubleVector.fromArray(S, positions, atA);
            DoubleVector zB = DoubleVector.fromArray(S, positions, atB);
            DoubleVector a = zA.fma(sdA, meanA);
            DoubleVector r = DoubleVector.broadcast(S, cells[at]).sub(a);
            DoubleVector gA = r.mul(DoubleVector.broadcast(S, cells[at + 1]));
            squares = r.fma(gA, squares);
            squaresZ = zA.fma(zA, squaresZ);
            squaresZ = zB.fma(zB, squaresZ);
            if (Double.doubleToRawLongBits(cells[at + 3]) != 0) {
                DoubleVector b = zB.fma(sdB, meanB);
                DoubleVector s = DoubleVector.broadcast(S, cells[at + 2]).sub(a.add(b));
                DoubleVector gB = s.mul(DoubleVector.broadcast(S, cells[at + 3]));
                squares = s.fma(gB, squares);
                gA = gA.add(gB);
                gB.mul(tauSdB).sub(zB).intoArray(gradients, atB);
                sumB = sumB.add(gB);
                momentB = gB.fma(zB, momentB);
            } else {
                zB.neg().intoArray(gradients, atB);
            }
            gA.mul(tauSdA).sub(zA).intoArray(gradients, atA);
            sumA = sumA.add(gA);
            momentA = gA.fma(zA, momentA);
        }

        squares.intoArray(sums, Block.RESIDUAL_SQUARES * W + h);
        squaresZ.intoArray(sums, Block.PRIOR_SQUARES * W + h);
        sumA.mul(tau).intoArray(sums, Block.BY_MEAN * W + h);
        momentA.mul(tauSdA).intoArray(sums, Block.BY_LOG_SD * W + h);
        sumB.mul(tau).intoArray(sums, (Block.BY_MEAN + Block.PER_TERM) * W + h);
        momentB.mul(tauSdB).intoArray(sums, (Block.BY_LOG_SD + Block.PER_TERM) * W + h);
    }

    private static void rows(SegmentPlan rows, Block block, double[] c) {
        double[] positions = block.positions;
        double[] gradients = block.gradients;
        int at = block.at;
        int[] bounds = rows.bounds();
        double[] y = rows.response();
        int[] coordinateA = rows.constantTerm().coordinate();
        int[] coordinateB = rows.covariateTerm().coordinate();

        DoubleVector zero = DoubleVector.zero(S);
        DoubleVector one = DoubleVector.broadcast(S, 1.0);
        // Sums over levels: Σ z², Σ g, Σ g z; and over rows: Σ r².
        DoubleVector squaresZ0 = zero;
        DoubleVector sumA0 = zero;
        DoubleVector sumB0 = zero;
        DoubleVector momentA0 = zero;
        DoubleVector momentB0 = zero;
        DoubleVector squares0 = zero;
        DoubleVector squaresZ1 = zero;
        DoubleVector sumA1 = zero;
        DoubleVector sumB1 = zero;
        DoubleVector momentA1 = zero;
        DoubleVector momentB1 = zero;
        DoubleVector squares1 = zero;

        int end = bounds[0];
        for (int j = 0; j < coordinateA.length; j++) {
            int atA = at + coordinateA[j] * W;
            int atB = at + coordinateB[j] * W;
            DoubleVector zA0 = DoubleVector.fromArray(S, positions, atA);
            DoubleVector zB0 = DoubleVector.fromArray(S, positions, atB);
            DoubleVector a0 = zA0.fma(DoubleVector.fromArray(S, c, 0), DoubleVector.fromArray(S, c, W));
            DoubleVector b0 = zB0.fma(DoubleVector.fromArray(S, c, 3 * W), DoubleVector.fromArray(S, c, 4 * W));
            DoubleVector gA0 = zero;
            DoubleVector gB0 = zero;
            DoubleVector zA1 = DoubleVector.fromArray(S, positions, atA + H);
            DoubleVector zB1 = DoubleVector.fromArray(S, positions, atB + H);
            DoubleVector a1 = zA1.fma(DoubleVector.fromArray(S, c, H), DoubleVector.fromArray(S, c, W + H));
            DoubleVector b1 = zB1.fma(DoubleVector.fromArray(S, c, 3 * W + H), DoubleVector.fromArray(S, c, 4 * W + H));
            DoubleVector gA1 = zero;
            DoubleVector gB1 = zero;

            int i = end;
            end = bounds[2 * j + 1];
            for (; i < end; i++) {
                DoubleVector yi = DoubleVector.broadcast(S, y[i]);
                DoubleVector r0 = yi.sub(a0);
                squares0 = r0.fma(r0, squares0);
                gA0 = gA0.add(r0);
                if (TWO) {
                    DoubleVector r1 = yi.sub(a1);
                    squares1 = r1.fma(r1, squares1);
                    gA1 = r1.fma(one, gA1);
                }
            }
            end = bounds[2 * j + 2];
            DoubleVector ab0 = a0.add(b0);
            DoubleVector ab1 = a1.add(b1);

            for (; i < end; i++) {
                DoubleVector yi = DoubleVector.broadcast(S, y[i]);
                DoubleVector r0 = yi.sub(ab0);
                squares0 = r0.fma(r0, squares0);
                gB0 = gB0.add(r0);
                if (TWO) {
                    DoubleVector r1 = yi.sub(ab1);
                    squares1 = r1.fma(r1, squares1);
                    gB1 = r1.fma(one, gB1);
                }
            }
            gA0 = gA0.add(gB0);
            gA1 = gA1.add(gB1);

            gA0.mul(DoubleVector.fromArray(S, c, 2 * W)).sub(zA0).intoArray(gradients, atA);
            squaresZ0 = zA0.fma(zA0, squaresZ0);
            sumA0 = sumA0.add(gA0);
            momentA0 = gA0.fma(zA0, momentA0);
            gB0.mul(DoubleVector.fromArray(S, c, 5 * W)).sub(zB0).intoArray(gradients, atB);
            squaresZ0 = zB0.fma(zB0, squaresZ0);
            sumB0 = sumB0.add(gB0);
            momentB0 = gB0.fma(zB0, momentB0);
            if (TWO) {
                gA1.mul(DoubleVector.fromArray(S, c, 2 * W + H)).sub(zA1).intoArray(gradients, atA + H);
                squaresZ1 = zA1.fma(zA1, squaresZ1);
                sumA1 = sumA1.add(gA1);
                momentA1 = gA1.fma(zA1, momentA1);
                gB1.mul(DoubleVector.fromArray(S, c, 5 * W + H)).sub(zB1).intoArray(gradients, atB + H);
                squaresZ1 = zB1.fma(zB1, squaresZ1);
                sumB1 = sumB1.add(gB1);
                momentB1 = gB1.fma(zB1, momentB1);
            }
        }

        double[] sums = block.sums;
        squares0.intoArray(sums, Block.RESIDUAL_SQUARES * W);
        squaresZ0.intoArray(sums, Block.PRIOR_SQUARES * W);
        DoubleVector tau0 = DoubleVector.fromArray(S, c, 6 * W);
        sumA0.mul(tau0).intoArray(sums, Block.BY_MEAN * W);
        momentA0.mul(DoubleVector.fromArray(S, c, 2 * W)).intoArray(sums, Block.BY_LOG_SD * W);
        sumB0.mul(tau0).intoArray(sums, (Block.BY_MEAN + Block.PER_TERM) * W);
        momentB0.mul(DoubleVector.fromArray(S, c, 5 * W)).intoArray(sums, (Block.BY_LOG_SD + Block.PER_TERM) * W);
        if (TWO) {
            squares1.intoArray(sums, Block.RESIDUAL_SQUARES * W + H);
            squaresZ1.intoArray(sums, Block.PRIOR_SQUARES * W + H);
            DoubleVector tau1 = DoubleVector.fromArray(S, c, 6 * W + H);
            sumA1.mul(tau1).intoArray(sums, Block.BY_MEAN * W + H);
            momentA1.mul(DoubleVector.fromArray(S, c, 2 * W + H)).intoArray(sums, Block.BY_LOG_SD * W + H);
            sumB1.mul(tau1).intoArray(sums, (Block.BY_MEAN + Block.PER_TERM) * W + H);
            momentB1.mul(DoubleVector.fromArray(S, c, 5 * W + H))
                    .intoArray(sums, (Block.BY_LOG_SD + Block.PER_TERM) * W + H);
        }
    }

    /**
     * For each term sd, mean and sd / σ², then 1 / σ²; read from memory at each level, which leaves the registers to sums. With the last two, sums of residuals
     * become derivatives by means and log sds.
     */
    private static void prepare(Block block, Coefficients constant, Coefficients slope, double[] c) {
        for (int h = 0; h < W; h += L) {
            DoubleVector inverse = DoubleVector.fromArray(S, block.inverseSigma, h);
            DoubleVector tau = inverse.mul(inverse);
            tau.intoArray(c, 6 * W + h);
            for (int t = 0; t < 2; t++) {
                Coefficients term = t == 0 ? constant : slope;
                DoubleVector sd = DoubleVector.fromArray(S, block.values, term.sd() * W + h);
                DoubleVector mean = term.mean() < 0
                        ? DoubleVector.zero(S)
                        : DoubleVector.fromArray(S, block.positions, block.at + term.mean() * W + h);
                sd.intoArray(c, 3 * t * W + h);
                mean.intoArray(c, (3 * t + 1) * W + h);
                tau.mul(sd).intoArray(c, (3 * t + 2) * W + h);
            }
        }
    }
}
