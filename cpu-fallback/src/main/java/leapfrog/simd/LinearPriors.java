package leapfrog.simd;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import leapfrog.model.ModelData.Prior;
import leapfrog.model.ModelData.Shape;
import leapfrog.model.Transform;

/**
 * Evaluates normal and exponential priors on weighted sums of scalars, x = (Σ w v − location) / scale: −½ x² and −x. Most priors are
 * these, and where there are few rows they would cost as much.
 */
final class LinearPriors implements PriorDensity {
    private static final VectorSpecies<Double> S = Lanes.speciesOf(MethodHandles.lookup());
    private static final int L = S.length();
    private static final int W = Lanes.widthOf(MethodHandles.lookup());

    @Override
    public boolean takes(Prior prior, GeneralPlan plan) {
        boolean linear = prior.shape() == Shape.NORMAL || prior.shape() == Shape.EXPONENTIAL;
        return linear && prior.power() == 1 && plan.transforms()[prior.scalars()[0]].kind() != Transform.Kind.SIGNED;
    }

    @Override
    public void add(Prior prior, GeneralPlan plan, Block block) {
        for (int h = 0; h < W; h += L) {
            add(prior, plan, block, h);
        }
    }

    private static void add(Prior prior, GeneralPlan plan, Block block, int h) {
        double inverse = 1 / prior.scale();
        DoubleVector x = standardised(prior, inverse, block, h);
        boolean normal = prior.shape() == Shape.NORMAL;
        DoubleVector loss = normal ? x.mul(x).mul(0.5) : x;
        DoubleVector slope = normal ? x.neg() : DoubleVector.broadcast(S, -1.0);
        int at = block.logDensityAt + h;
        DoubleVector.fromArray(S, block.logDensities, at).sub(loss).intoArray(block.logDensities, at);
        pullBack(prior, inverse, slope, plan, block, h);
    }

    private static DoubleVector standardised(Prior prior, double inverse, Block block, int h) {
        int[] scalars = prior.scalars();
        DoubleVector sum = DoubleVector.zero(S);
        for (int k = 0; k < scalars.length; k++) {
            DoubleVector value = DoubleVector.fromArray(S, block.values, scalars[k] * W + h);
            sum = value.fma(DoubleVector.broadcast(S, prior.weights()[k]), sum);
        }
        return sum.sub(prior.location()).mul(inverse);
    }

    private static void pullBack(
            Prior prior, double inverse, DoubleVector slope, GeneralPlan plan, Block block, int h) {
        int[] scalars = prior.scalars();
        for (int k = 0; k < scalars.length; k++) {
            int at = scalars[k] * W + h;
            DoubleVector by = slope.mul(inverse * prior.weights()[k]);
            if (plan.transforms()[scalars[k]].positive()) {
                by = by.mul(DoubleVector.fromArray(S, block.values, at));
            }
            DoubleVector.fromArray(S, block.derivatives, at).add(by).intoArray(block.derivatives, at);
        }
    }
}
