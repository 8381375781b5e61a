package leapfrog.engine;

import java.util.Arrays;

/**
 * Holds the Euclidean metric as a factor L of the inverse mass matrix, M⁻¹ = L Lᵀ: an estimate of the posterior covariance.
 *
 * <p>Chains carry the whitened momentum p̃ = Lᵀ p ~ Normal(0, I). Then a kick is p̃ += ½ε Lᵀ∇, a drift q += ε L p̃, the kinetic
 * energy ½|p̃|², and the U-turn criterion (M⁻¹p)·ρ the plain dot product p̃·ρ̃: the tree never meets the metric.
 */
public sealed interface Metric {
    /** Number of coordinates. */
    int dimension();

    /**
     * Scales each coordinate by itself.
     *
     * @param scale [dimension] diagonal of L: estimated posterior standard deviations, positive
     */
    record Diagonal(double[] scale) implements Metric {
        @Override
        public int dimension() {
            return scale.length;
        }
    }

    /**
     * Scales and turns the coordinates.
     *
     * @param factor [dimension × dimension] row-major lower-triangular L with a positive diagonal
     */
    record Dense(int dimension, double[] factor) implements Metric {}

    /** Diagonal with ones. */
    static Metric unit(int dimension) {
        double[] ones = new double[dimension];
        Arrays.fill(ones, 1.0);
        return new Diagonal(ones);
    }
}
