package leapfrog.simd;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Conditions levels of two effects, correlated or not. M = [m, δ μ; δ μ, …] with m = 1 + α² a₁₁ + 2 α γ a₁₂ + γ² a₂₂ and
 * μ = α a₁₂ + γ a₂₂, and with λ = μ / m and k = m / |M|, for x = [x₁, δ b₂],
 *
 * <pre>z₂ / δ = k (b₂ − λ x₁),  z₁ = x₁ / m − δ² λ (z₂ / δ).</pre>
 *
 * |M| = 1 + tr(A O) + |A| |O| with O = τ Λ Λᵀ, so nothing cancels where A is singular, and no sd or correlation need be inside its
 * bounds.
 */
final class PairLevels implements LevelCondition {
    private static final VectorSpecies<Double> S = Lanes.speciesOf(MethodHandles.lookup());
    private static final int W = Lanes.widthOf(MethodHandles.lookup());

    /** {@inheritDoc} Columns need 1 / m, λ, k and δ² λ. */
    @Override
    public void condition(MarginalPlan plan, MarginalScratch scratch) {
        double[] grams = plan.grams();
        int h = scratch.h;
        double[] levels = scratch.levels;
        double[] squares = scratch.squares;
        DoubleVector alpha = DoubleVector.fromArray(S, scratch.scales, MarginalScratch.ALPHA * W + h);
        DoubleVector gamma = DoubleVector.fromArray(S, scratch.scales, MarginalScratch.GAMMA * W + h);
        DoubleVector delta = DoubleVector.fromArray(S, scratch.scales, MarginalScratch.DELTA * W + h);
        DoubleVector o11 = alpha.mul(alpha);
        DoubleVector twice12 = alpha.mul(gamma).mul(2.0);
        DoubleVector gamma2 = gamma.mul(gamma);
        DoubleVector delta2 = delta.mul(delta);
        DoubleVector determinant = o11.mul(delta2);
        DoubleVector one = DoubleVector.broadcast(S, 1.0);
        DoubleVector product = one;
        DoubleVector first = DoubleVector.fromArray(S, squares, MarginalScratch.INVERSE_11 * W + h);
        DoubleVector mixed = DoubleVector.fromArray(S, squares, MarginalScratch.INVERSE_12 * W + h);
        DoubleVector second = DoubleVector.fromArray(S, squares, MarginalScratch.INVERSE_22 * W + h);
        int to = h;
        for (int j = scratch.from; j < scratch.to; j++, to += 4 * W) {
            DoubleVector a12 = DoubleVector.broadcast(S, grams[4 * j + 1]);
            DoubleVector a22 = DoubleVector.broadcast(S, grams[4 * j + 2]);
            DoubleVector m = o11.fma(DoubleVector.broadcast(S, grams[4 * j]), one);
            m = gamma2.fma(a22, twice12.fma(a12, m));
            DoubleVector size = delta2.fma(a22, m);
            size = determinant.fma(DoubleVector.broadcast(S, grams[4 * j + 3]), size);
            DoubleVector inverse = one.div(m.mul(size));
            DoubleVector inverseM = inverse.mul(size);
            DoubleVector k = m.mul(inverse).mul(m);
            DoubleVector lambda = alpha.fma(a12, gamma.mul(a22)).mul(inverseM);
            DoubleVector lambdaK = lambda.mul(k);
            DoubleVector back = delta2.mul(lambda);
            first = first.add(back.fma(lambdaK, inverseM));
            mixed = mixed.sub(lambdaK);
            second = second.add(k);
            inverseM.intoArray(levels, to);
            lambda.intoArray(levels, to + W);
            k.intoArray(levels, to + 2 * W);
            back.intoArray(levels, to + 3 * W);
            product = product.mul(size);
            if (j % MarginalPlan.GROUP == MarginalPlan.GROUP - 1) {
                product.intoArray(scratch.determinants, j / MarginalPlan.GROUP * W + h);
                product = one;
            }
        }
        first.intoArray(squares, MarginalScratch.INVERSE_11 * W + h);
        mixed.intoArray(squares, MarginalScratch.INVERSE_12 * W + h);
        second.intoArray(squares, MarginalScratch.INVERSE_22 * W + h);
    }
}
