package leapfrog.simd;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Makes −Σ r² / (2σ²) of the Σ r² in {@link Block#likelihood}, and its derivatives of those of ½ Σ r²: once for all rows, not for each.
 */
final class ResidualScale implements NormalScale {
    private static final VectorSpecies<Double> S = Lanes.speciesOf(MethodHandles.lookup());
    private static final int L = S.length();
    private static final int W = Lanes.widthOf(MethodHandles.lookup());

    @Override
    public void apply(int coefficients, Block block) {
        double[] gradients = block.coefficientGradients;
        double[] sums = block.likelihood;
        for (int h = 0; h < W; h += L) {
            DoubleVector sigma = DoubleVector.fromArray(S, block.family, h);
            DoubleVector factor = DoubleVector.broadcast(S, -1.0).div(sigma.mul(sigma));
            for (int at = h; at < coefficients * W; at += W) {
                DoubleVector.fromArray(S, gradients, at).mul(factor).intoArray(gradients, at);
            }
            DoubleVector scaled = DoubleVector.fromArray(S, sums, h).mul(factor);
            scaled.mul(0.5).intoArray(sums, h);
            scaled.neg().intoArray(sums, W + h);
        }
    }
}
