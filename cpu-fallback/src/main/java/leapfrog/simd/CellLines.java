package leapfrog.simd;

import static leapfrog.engine.Alignment.FIRST;
import static leapfrog.simd.ChainPlan.LINE;
import static leapfrog.simd.ChainPlan.PER_LEVEL;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import leapfrog.engine.Alignment;

/**
 * Evaluates a Gaussian likelihood with a pooled intercept and a pooled effect of an indicator in every level for one chain, levels side by
 * side in the lanes, noncentered or centered level by level. At most one row of either kind is in a level; one that is absent weighs nothing.
 *
 * <p>A line of eight levels is one vector, or several one after the other. Sums have eight accumulators and are joined as those of {@link
 * leapfrog.nuts.Arithmetic}, so that the bits do not depend on the vectors' length.
 */
final class CellLines {
    /** What the loop needs of the scalars: 1 / σ², then of the intercept and of the effect the following. */
    static final int TAU = 0;

    static final int INTERCEPT = 1;
    static final int EFFECT = 6;
    static final int MEAN = 0;
    static final int SD = 1;
    static final int INVERSE_SD = 2;
    /** What makes of the sum of a level's weighted residuals the derivative by its coordinate, and its share in {@link #SCALE_A}. */
    static final int TAU_SD = 3;

    static final int TAU_SLOPE = 4;
    static final int CONSTANTS = 11;

    /** Sums of the intercept, then those of the effect: Σ w r² of its rows, standardised squares, and what its mean and its scale get. */
    static final int SQUARES_A = 0;

    static final int PRIOR_A = 1;
    static final int MEAN_A = 2;
    static final int SCALE_A = 3;
    static final int SQUARES_B = 4;
    static final int PRIOR_B = 5;
    static final int MEAN_B = 6;
    static final int SCALE_B = 7;
    private static final int SUMS = 8;

    private static final VectorSpecies<Double> S = Lanes.PREFERRED;
    private static final int L = S.length();
    private static final boolean WIDE = L == LINE;
    private static final VectorShuffle<Double> BY_FOUR = S.iotaShuffle(4, 1, true);
    private static final VectorShuffle<Double> BY_TWO = S.iotaShuffle(2, 1, true);

    /** Set before {@link #evaluate}: [{@link #CONSTANTS}]. */
    final double[] constants = new double[CONSTANTS];
    /** Set by it: [{@link #SUMS}]. */
    final double[] sums = new double[SUMS];

    private final double[] accumulators = Alignment.array(SUMS * LINE);

    /** Sets the gradients of the levels' coordinates, and the sums. Both arrays have room for a line behind the last coordinate. */
    void evaluate(ChainPlan plan, double[] position, double[] gradient) {
        for (int h = 0; h < LINE; h += L) {
            lines(
                    plan.cells,
                    plan.levels,
                    plan.centered,
                    position,
                    gradient,
                    FIRST + plan.firstIntercept,
                    FIRST + plan.firstEffect,
                    constants,
                    accumulators,
                    h);
        }
        join(accumulators, sums);
    }

    /**
     * Goes over one part of all lines. Lanes behind the last level read what stands there, times 0: the next coordinates, or zeros. What is
     * done for the intercept is done again for the effect, since sums stay in registers only under names of their own.
     */
    private static void lines(
            double[] cells,
            int levels,
            boolean centered,
            double[] position,
            double[] gradient,
            int atA,
            int atB,
            double[] constants,
            double[] sums,
            int h) {
        DoubleVector tau = DoubleVector.broadcast(S, constants[TAU]);
        DoubleVector meanA = DoubleVector.broadcast(S, constants[INTERCEPT + MEAN]);
        DoubleVector sdA = DoubleVector.broadcast(S, constants[INTERCEPT + SD]);
        DoubleVector inverseA = DoubleVector.broadcast(S, constants[INTERCEPT + INVERSE_SD]);
        DoubleVector tauSdA = DoubleVector.broadcast(S, constants[INTERCEPT + TAU_SD]);
        DoubleVector tauSlopeA = DoubleVector.broadcast(S, constants[INTERCEPT + TAU_SLOPE]);
        DoubleVector meanB = DoubleVector.broadcast(S, constants[EFFECT + MEAN]);
        DoubleVector sdB = DoubleVector.broadcast(S, constants[EFFECT + SD]);
        DoubleVector inverseB = DoubleVector.broadcast(S, constants[EFFECT + INVERSE_SD]);
        DoubleVector tauSdB = DoubleVector.broadcast(S, constants[EFFECT + TAU_SD]);
        DoubleVector tauSlopeB = DoubleVector.broadcast(S, constants[EFFECT + TAU_SLOPE]);
        DoubleVector zero = DoubleVector.zero(S);
        DoubleVector squaresA = zero;
        DoubleVector squaresB = zero;
        DoubleVector priorA = zero;
        DoubleVector priorB = zero;
        DoubleVector byMeanA = zero;
        DoubleVector byMeanB = zero;
        DoubleVector byScaleA = zero;
        DoubleVector byScaleB = zero;
        for (int j = 0; j < levels; j += LINE) {
            int cell = FIRST + PER_LEVEL * j + h;
            DoubleVector there = DoubleVector.fromArray(S, cells, cell + 6 * LINE);
            DoubleVector zA = DoubleVector.fromArray(S, position, atA + j + h).mul(there);
            DoubleVector zB = DoubleVector.fromArray(S, position, atB + j + h).mul(there);
            DoubleVector byA;
            DoubleVector byB;
            DoubleVector yA = DoubleVector.fromArray(S, cells, cell);
            DoubleVector wA = DoubleVector.fromArray(S, cells, cell + LINE);
            DoubleVector yB = DoubleVector.fromArray(S, cells, cell + 2 * LINE);
            DoubleVector wB = DoubleVector.fromArray(S, cells, cell + 3 * LINE);
            if (centered) {
                VectorMask<Double> centeredA =
                        DoubleVector.fromArray(S, cells, cell + 4 * LINE).compare(VectorOperators.NE, 0);
                VectorMask<Double> centeredB =
                        DoubleVector.fromArray(S, cells, cell + 5 * LINE).compare(VectorOperators.NE, 0);
                DoubleVector a = zA.fma(sdA, meanA).blend(zA, centeredA);
                DoubleVector b = zB.fma(sdB, meanB).blend(zB, centeredB);
                DoubleVector rA = yA.sub(a);
                DoubleVector rB = yB.sub(a.add(b));
                DoubleVector gB = rB.mul(wB);
                DoubleVector gA = rA.mul(wA);
                squaresA = rA.fma(gA, squaresA);
                squaresB = rB.fma(gB, squaresB);
                gA = gA.add(gB);
                DoubleVector uA = zA.blend(zA.sub(meanA).mul(inverseA), centeredA);
                DoubleVector uB = zB.blend(zB.sub(meanB).mul(inverseB), centeredB);
                DoubleVector pullA = uA.blend(uA.mul(inverseA), centeredA);
                DoubleVector pullB = uB.blend(uB.mul(inverseB), centeredB);
                byMeanA = byMeanA.add(gA.mul(tau).blend(pullA, centeredA));
                byMeanB = byMeanB.add(gB.mul(tau).blend(pullB, centeredB));
                byScaleA = uA.fma(gA.mul(tauSlopeA).blend(uA, centeredA), byScaleA);
                byScaleB = uB.fma(gB.mul(tauSlopeB).blend(uB, centeredB), byScaleB);
                priorA = uA.fma(uA, priorA);
                priorB = uB.fma(uB, priorB);
                byA = gA.mul(tauSdA.blend(tau, centeredA)).sub(pullA);
                byB = gB.mul(tauSdB.blend(tau, centeredB)).sub(pullB);
            } else {
                DoubleVector a = zA.fma(sdA, meanA);
                DoubleVector rA = yA.sub(a);
                DoubleVector rB = yB.sub(a.add(zB.fma(sdB, meanB)));
                DoubleVector gB = rB.mul(wB);
                DoubleVector gA = rA.mul(wA);
                squaresA = rA.fma(gA, squaresA);
                squaresB = rB.fma(gB, squaresB);
                gA = gA.add(gB);
                byMeanA = gA.fma(tau, byMeanA);
                byMeanB = gB.fma(tau, byMeanB);
                byScaleA = gA.mul(tauSlopeA).fma(zA, byScaleA);
                byScaleB = gB.mul(tauSlopeB).fma(zB, byScaleB);
                priorA = zA.fma(zA, priorA);
                priorB = zB.fma(zB, priorB);
                byA = gA.mul(tauSdA).sub(zA);
                byB = gB.mul(tauSdB).sub(zB);
            }
            if (j + LINE <= levels) {
                byA.intoArray(gradient, atA + j + h);
                byB.intoArray(gradient, atB + j + h);
            } else {
                VectorMask<Double> last = there.compare(VectorOperators.NE, 0);
                byA.intoArray(gradient, atA + j + h, last);
                byB.intoArray(gradient, atB + j + h, last);
            }
        }
        squaresA.intoArray(sums, FIRST + SQUARES_A * LINE + h);
        squaresB.intoArray(sums, FIRST + SQUARES_B * LINE + h);
        priorA.intoArray(sums, FIRST + PRIOR_A * LINE + h);
        priorB.intoArray(sums, FIRST + PRIOR_B * LINE + h);
        byMeanA.intoArray(sums, FIRST + MEAN_A * LINE + h);
        byMeanB.intoArray(sums, FIRST + MEAN_B * LINE + h);
        byScaleA.intoArray(sums, FIRST + SCALE_A * LINE + h);
        byScaleB.intoArray(sums, FIRST + SCALE_B * LINE + h);
    }

    private static void join(double[] accumulators, double[] sums) {
        for (int k = 0, at = FIRST; k < SUMS; k++, at += LINE) {
            if (WIDE) {
                DoubleVector sum = DoubleVector.fromArray(S, accumulators, at);
                sum = sum.add(sum.rearrange(BY_FOUR));
                sum = sum.add(sum.rearrange(BY_TWO));
                sums[k] = sum.lane(0) + sum.lane(1);
            } else {
                double even = (accumulators[at] + accumulators[at + 4]) + (accumulators[at + 2] + accumulators[at + 6]);
                double odd =
                        (accumulators[at + 1] + accumulators[at + 5]) + (accumulators[at + 3] + accumulators[at + 7]);
                sums[k] = even + odd;
            }
        }
    }
}
