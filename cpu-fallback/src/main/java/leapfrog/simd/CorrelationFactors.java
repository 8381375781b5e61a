package leapfrog.simd;

/**
 * Makes the Cholesky factors B = diag(sd) L of the covariances of correlated effects, and pulls derivatives by means and by them back to
 * scalars: means, standard deviations and canonical partial correlations p: L_ij = p_ij √(Π_{m&lt;j} (1 − p_im²)), L_ii without the p.
 *
 * <p>{@link Block#rests} keeps the roots, {@link Block#scaled} is B.
 */
final class CorrelationFactors {
    private CorrelationFactors() {}

    static void fill(CorrelatedBlock effects, Block block) {
        int lanes = block.lanes;
        for (int i = 0; i < effects.size(); i++) {
            for (int l = 0; l < lanes; l++) {
                double logRest = 0;
                for (int j = 0; j <= i; j++) {
                    block.scaled[effects.entry(i, j) * lanes + l] = 0.5 * logRest;
                    logRest += j < i ? block.logarithms[effects.partial(i, j) * lanes + l] : 0;
                }
            }
            int row = effects.entry(i, 0) * lanes;
            block.math.exp(block.scaled, row, block.rests, row, i + 1);
            int sd = effects.source().sd()[i] * lanes;
            for (int j = 0; j <= i; j++) {
                int entry = effects.entry(i, j) * lanes;
                for (int l = 0; l < lanes; l++) {
                    double p = j < i ? block.values[effects.partial(i, j) * lanes + l] : 1;
                    block.scaled[entry + l] = block.values[sd + l] * (p * block.rests[entry + l]);
                }
            }
        }
    }

    /**
     * Takes {@link Block#byMeans} and {@link Block#byScaled}, and adds the −Σ log B_kk of each centered level.
     *
     * <p>By the coordinate of p_ij, ∂p/∂θ = 1 − p²: (1 − p_ij²) L_ij / p_ij from its own entry, and −p_ij times every later entry of the
     * row, each of which has the factor √(1 − p_ij²).
     */
    static void pullBack(GeneralPlan plan, CorrelatedBlock effects, Block block) {
        int lanes = block.lanes;
        for (int k = 0; k < effects.size(); k++) {
            if (effects.source().mean()[k] >= 0) {
                ScalarTransforms.addByValue(plan, effects.source().mean()[k], block.byMeans, k * lanes, block);
            }
        }
        int centered = effects.centered().length;
        for (int i = 0; i < effects.size(); i++) {
            int sd = effects.source().sd()[i] * lanes;
            for (int l = 0; l < lanes; l++) {
                int diagonal = effects.entry(i, i) * lanes + l;
                double byRow = block.scaled[diagonal] * block.byScaled[diagonal] - centered;
                double logDiagonal = block.logarithms[sd + l];
                for (int j = i - 1; j >= 0; j--) {
                    int entry = effects.entry(i, j) * lanes + l;
                    int partial = effects.partial(i, j) * lanes + l;
                    double byEntry = block.byScaled[entry];
                    double own = block.values[sd + l] * byEntry * block.rests[entry] * block.slopes[partial];
                    block.derivatives[partial] += own - block.values[partial] * byRow;
                    byRow += block.scaled[entry] * byEntry;
                    logDiagonal += 0.5 * block.logarithms[partial];
                }
                block.derivatives[sd + l] += byRow;
                if (centered > 0) {
                    block.logDensities[block.logDensityAt + l] -= centered * logDiagonal;
                }
            }
        }
    }
}
