package leapfrog.model;

import java.util.Arrays;
import java.util.List;
import leapfrog.math.Triangle;

/**
 * Makes Λ = diag(sd) L of the effects u = Λ ζ of a factor's levels, and turns what is expected of ζ into derivatives by scales.
 *
 * <p>The effects' density has the derivative Λ⁻ᵀ (ζ ζᵀ − I) by Λ. So by the logarithm of an sd it is a diagonal entry of L⁻ᵀ (ζ ζᵀ − I) Lᵀ, and by
 * an entry of L one of L⁻ᵀ (ζ ζᵀ − I): finite where an sd is 0.
 */
final class EffectScale {
    private final int[] sd;
    private final List<Marginal.Block> blocks;
    private final CorrelationFactor[] factors;
    private final int levels;
    private final int size;
    private final boolean[] correlated;
    /** [K × K] Λ; Σ E[ζ ζᵀ] over levels; scratch. */
    private final double[] value;

    final double[] moments;
    private final double[] work;

    EffectScale(int[] sd, List<Marginal.Block> blocks, int levels) {
        this.sd = sd;
        this.blocks = blocks;
        this.levels = levels;
        size = sd.length;
        factors = blocks.stream()
                .map(block -> new CorrelationFactor(block.size(), block.firstPartial()))
                .toArray(CorrelationFactor[]::new);
        correlated = new boolean[size];
        for (Marginal.Block block : blocks) {
            Arrays.fill(correlated, block.first(), block.first() + block.size(), true);
        }
        value = new double[size * size];
        moments = new double[size * size];
        work = new double[size * size];
    }

    /** Fills Λ; the moments become 0. */
    void fill(ScalarParameters scalars) {
        Arrays.fill(moments, 0);
        Arrays.fill(value, 0);
        for (int k = 0; k < size; k++) {
            value[k * size + k] = scalars.value[sd[k]];
        }
        for (int b = 0; b < factors.length; b++) {
            Marginal.Block block = blocks.get(b);
            factors[b].fill(scalars);
            for (int i = 0; i < block.size(); i++) {
                double scale = scalars.value[sd[block.first() + i]];
                for (int j = 0; j <= i; j++) {
                    value[(block.first() + i) * size + block.first() + j] =
                            scale * factors[b].value[i * block.size() + j];
                }
            }
        }
    }

    /** x becomes Λᵀ x, its K entries from {@code at} on so far apart. */
    void applyTransposed(double[] x, int at, int stride) {
        for (int k = 0; k < size; k++) {
            double sum = 0;
            for (int i = k; i < size; i++) {
                sum += value[i * size + k] * x[at + i * stride];
            }
            x[at + k * stride] = sum;
        }
    }

    /** Adds the derivatives by scales; returns Σ E[ζᵀ ζ]. */
    double pullBack(ScalarParameters scalars) {
        double trace = 0;
        for (int k = 0; k < size; k++) {
            trace += moments[k * size + k];
            moments[k * size + k] -= levels;
            if (!correlated[k]) {
                scalars.addByLogarithm(sd[k], moments[k * size + k]);
            }
        }
        for (int b = 0; b < factors.length; b++) {
            pullBack(blocks.get(b), factors[b], scalars);
        }
        return trace;
    }

    private void pullBack(Marginal.Block block, CorrelationFactor factor, ScalarParameters scalars) {
        int n = block.size();
        for (int i = 0; i < n; i++) {
            System.arraycopy(moments, (block.first() + i) * size + block.first(), work, i * n, n);
        }
        Triangle.solveTransposed(factor.value, 0, n, work, 0, n);
        for (int i = 0; i < n; i++) {
            double byLogSd = 0;
            for (int j = 0; j <= i; j++) {
                factor.derivative[i * n + j] = work[i * n + j];
                byLogSd += work[i * n + j] * factor.value[i * n + j];
            }
            scalars.addByLogarithm(sd[block.first() + i], byLogSd);
        }
        factor.pullBack(scalars);
    }
}
