package leapfrog.simd;

import java.util.Arrays;
import leapfrog.model.Marginal;

/**
 * Makes Λ = diag(sd) L of a factor's effects u = Λ ζ in each lane, and turns Σ E[ζ ζᵀ] into derivatives by scales: by the logarithm of an sd a
 * diagonal entry of L⁻ᵀ (Σ E[ζ ζᵀ] − J I) Lᵀ, by an entry of L one of L⁻ᵀ (Σ E[ζ ζᵀ] − J I).
 *
 * @param sd [K] scalars
 * @param line where Λ stands in {@link EliminationScratch#lambda}, and L and Σ E[ζ ζᵀ] in the arrays beside it
 */
record FactorScale(int[] sd, Marginal.Block[] blocks, int levels, int line) {
    int size() {
        return sd.length;
    }

    /** Fills Λ and L; the moments become 0. */
    void fill(Block block, EliminationScratch scratch) {
        int lanes = block.lanes;
        int n = size();
        Arrays.fill(scratch.factors, line * lanes, (line + n * n) * lanes, 0);
        Arrays.fill(scratch.moments, line * lanes, (line + n * n) * lanes, 0);
        for (int k = 0; k < n; k++) {
            Arrays.fill(scratch.factors, at(k, k, lanes), at(k, k, lanes) + lanes, 1);
        }
        for (Marginal.Block correlated : blocks) {
            for (int l = 0; l < lanes; l++) {
                fill(correlated, block, scratch.factors, l);
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int l = 0; l < lanes; l++) {
                    scratch.lambda[at(i, j, lanes) + l] =
                            block.values[sd[i] * lanes + l] * scratch.factors[at(i, j, lanes) + l];
                }
            }
        }
    }

    private int at(int row, int column, int lanes) {
        return (line + row * size() + column) * lanes;
    }

    private void fill(Marginal.Block correlated, Block block, double[] factors, int lane) {
        int lanes = block.lanes;
        int first = correlated.first();
        int partial = correlated.firstPartial() * lanes + lane;
        for (int i = 0; i < correlated.size(); i++) {
            double rest = 1;
            for (int j = 0; j < i; j++, partial += lanes) {
                factors[at(first + i, first + j, lanes) + lane] = block.values[partial] * Math.sqrt(rest);
                rest *= block.slopes[partial];
            }
            factors[at(first + i, first + i, lanes) + lane] = Math.sqrt(rest);
        }
    }

    /** Adds derivatives by scales, and to the sums Σ E[ζᵀ ζ]. */
    void pullBack(Block block, EliminationScratch scratch, double[] sums) {
        int lanes = block.lanes;
        for (int k = 0; k < size(); k++) {
            int at = at(k, k, lanes);
            for (int l = 0; l < lanes; l++) {
                sums[l] += scratch.moments[at + l];
                scratch.moments[at + l] -= levels;
                block.derivatives[sd[k] * lanes + l] += correlated(k) ? 0 : scratch.moments[at + l];
            }
        }
        for (Marginal.Block correlated : blocks) {
            for (int l = 0; l < lanes; l++) {
                solve(correlated, scratch, lanes, l);
                pullBack(correlated, block, scratch, l);
            }
        }
    }

    private boolean correlated(int effect) {
        for (Marginal.Block block : blocks) {
            int k = effect - block.first();
            if (k >= 0 && k < block.size()) {
                return true;
            }
        }
        return false;
    }

    /** The moments of a block become L⁻ᵀ times what they were. */
    private void solve(Marginal.Block correlated, EliminationScratch scratch, int lanes, int lane) {
        double[] factors = scratch.factors;
        double[] moments = scratch.moments;
        int first = correlated.first();
        int end = first + correlated.size();
        for (int i = end - 1; i >= first; i--) {
            for (int j = first; j < end; j++) {
                double sum = moments[at(i, j, lanes) + lane];
                for (int k = i + 1; k < end; k++) {
                    sum -= factors[at(k, i, lanes) + lane] * moments[at(k, j, lanes) + lane];
                }
                moments[at(i, j, lanes) + lane] = sum / factors[at(i, i, lanes) + lane];
            }
        }
    }

    /**
     * By the coordinate of a partial correlation p_ij: (1 − p_ij²) L_ij / p_ij from its own entry, and −p_ij times every later entry of the row,
     * each of which has the factor √(1 − p_ij²).
     */
    private void pullBack(Marginal.Block correlated, Block block, EliminationScratch scratch, int lane) {
        int lanes = block.lanes;
        int first = correlated.first();
        for (int i = 0; i < correlated.size(); i++) {
            int row = (correlated.firstPartial() + i * (i - 1) / 2) * lanes + lane;
            int diagonal = at(first + i, first + i, lanes) + lane;
            double later = scratch.moments[diagonal] * scratch.factors[diagonal];
            for (int j = i - 1; j >= 0; j--) {
                double rest = 1;
                for (int m = 0; m < j; m++) {
                    rest *= block.slopes[row + m * lanes];
                }
                int entry = at(first + i, first + j, lanes) + lane;
                int partial = row + j * lanes;
                double own = scratch.moments[entry] * Math.sqrt(rest) * block.slopes[partial];
                block.derivatives[partial] += own - block.values[partial] * later;
                later += scratch.moments[entry] * scratch.factors[entry];
            }
            block.derivatives[sd[first + i] * lanes + lane] += later;
        }
    }
}
