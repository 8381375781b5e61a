package leapfrog.simd;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Evaluates a {@link PairPlan} in one pass over levels: with B = diag(sd) L the coefficients c = mean + B z of a level are made, used and pulled
 * back in registers, and nothing but z is read and nothing but its gradient written. The two vectors of a block take turns.
 */
final class PairPass implements PairRowPass {
    private static final VectorSpecies<Double> S = Lanes.speciesOf(MethodHandles.lookup());
    private static final int L = S.length();
    private static final int W = Lanes.widthOf(MethodHandles.lookup());

    @Override
    public void add(PairPlan rows, Block block) {
        for (int h = 0; h < W; h += L) {
            add(rows, block, h);
        }
    }

    private static void add(PairPlan rows, Block block, int h) {
        CorrelatedBlock effects = rows.effects();
        double[] positions = block.positions;
        double[] gradients = block.gradients;
        double[] x = rows.covariates();
        double[] offset = rows.offset();
        int[] start = rows.start();
        int at0 = block.at + effects.source().firstCoordinate() * W + h;
        int at1 = at0 + effects.levels() * W;
        DoubleVector sigma = DoubleVector.fromArray(S, block.family, h);
        DoubleVector factor = DoubleVector.broadcast(S, -1.0).div(sigma.mul(sigma));
        DoubleVector mean0 = mean(effects, 0, block, h);
        DoubleVector mean1 = mean(effects, 1, block, h);
        DoubleVector b00 = DoubleVector.fromArray(S, block.scaled, effects.entry(0, 0) * W + h);
        DoubleVector b10 = DoubleVector.fromArray(S, block.scaled, effects.entry(1, 0) * W + h);
        DoubleVector b11 = DoubleVector.fromArray(S, block.scaled, effects.entry(1, 1) * W + h);
        DoubleVector residuals = DoubleVector.zero(S);
        DoubleVector squares = residuals;
        DoubleVector sum0 = residuals;
        DoubleVector sum1 = residuals;
        DoubleVector by00 = residuals;
        DoubleVector by10 = residuals;
        DoubleVector by11 = residuals;
        for (int j = 0; j + 1 < start.length; j++) {
            DoubleVector z0 = DoubleVector.fromArray(S, positions, at0 + j * W);
            DoubleVector z1 = DoubleVector.fromArray(S, positions, at1 + j * W);
            DoubleVector c0 = z0.fma(b00, mean0);
            DoubleVector c1 = z1.fma(b11, z0.fma(b10, mean1));
            DoubleVector g0 = DoubleVector.zero(S);
            DoubleVector g1 = g0;
            for (int i = start[j]; i < start[j + 1]; i++) {
                DoubleVector x0 = DoubleVector.broadcast(S, x[2 * i]);
                DoubleVector x1 = DoubleVector.broadcast(S, x[2 * i + 1]);
                DoubleVector r = x1.fma(c1, x0.fma(c0, DoubleVector.broadcast(S, offset[i])));
                residuals = r.fma(r, residuals);
                g0 = x0.fma(r, g0);
                g1 = x1.fma(r, g1);
            }
            g0 = g0.mul(factor);
            g1 = g1.mul(factor);
            g1.fma(b10, g0.fma(b00, z0.neg())).intoArray(gradients, at0 + j * W);
            g1.fma(b11, z1.neg()).intoArray(gradients, at1 + j * W);
            squares = z1.fma(z1, z0.fma(z0, squares));
            sum0 = sum0.add(g0);
            sum1 = sum1.add(g1);
            by00 = g0.fma(z0, by00);
            by10 = g1.fma(z0, by10);
            by11 = g1.fma(z1, by11);
        }
        residuals.intoArray(block.likelihood, h);
        sum0.intoArray(block.byMeans, h);
        sum1.intoArray(block.byMeans, W + h);
        by00.intoArray(block.byScaled, effects.entry(0, 0) * W + h);
        by10.intoArray(block.byScaled, effects.entry(1, 0) * W + h);
        by11.intoArray(block.byScaled, effects.entry(1, 1) * W + h);
        int logDensity = block.logDensityAt + h;
        DoubleVector.fromArray(S, block.logDensities, logDensity)
                .sub(squares.mul(0.5))
                .intoArray(block.logDensities, logDensity);
    }

    private static DoubleVector mean(CorrelatedBlock effects, int k, Block block, int h) {
        int scalar = effects.source().mean()[k];
        return scalar < 0 ? DoubleVector.zero(S) : DoubleVector.fromArray(S, block.values, scalar * W + h);
    }
}
