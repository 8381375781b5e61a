package leapfrog.diagnose;

/** Gives the autocovariances of one chain, lag by lag as they are asked for: γ_k = Σ_i (x_i − x̄)(x_{i+k} − x̄) / N. */
sealed interface Autocovariance permits ValueCovariance, IndicatorCovariance {
    /** x̄. */
    double mean();

    /** γ_lag. */
    double at(int lag);
}
