package leapfrog.sbc;

import leapfrog.math.LogMass;

/** Computes probabilities of a binomial distribution, many side by side. */
final class BinomialMasses {
    private BinomialMasses() {}

    /**
     * Writes P(X = k) of X ~ Binomial(trials, p) for k = from … to to out[0 … to − from]: the largest of them by itself, the others by their ratios, so
     * that what is tiny underflows to 0 and nothing else does.
     *
     * @param p in (0, 1)
     * @param to at most trials
     */
    static void fill(int trials, double p, int from, int to, double[] out) {
        if (to < from) {
            return;
        }
        int mode = Math.clamp((int) ((trials + 1) * p), from, to);
        out[mode - from] = Math.exp(LogMass.binomial(mode, trials, p, 1 - p));
        double odds = p / (1 - p);
        for (int k = mode; k < to; k++) {
            out[k + 1 - from] = out[k - from] * odds * (trials - k) / (k + 1);
        }
        for (int k = mode; k > from; k--) {
            out[k - 1 - from] = out[k - from] / odds * k / (trials - k + 1);
        }
    }
}
