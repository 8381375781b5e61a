package leapfrog.diagnose;

/**
 * Gives the autocovariances of series of one length N, lag by lag as they are asked for: γ_k = Σ_i (x_i − x̄)(x_{i+k} − x̄) / N, of which each
 * series has its own x̄.
 */
sealed interface Autocovariance permits ValueCovariance, IndicatorCovariance {
    /** x̄ of each series. */
    double[] means();

    /** γ_lag, the mean over the series. */
    double at(int lag);
}
