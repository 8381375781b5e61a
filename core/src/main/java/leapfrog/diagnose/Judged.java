package leapfrog.diagnose;

import org.jspecify.annotations.Nullable;

/** Judges one quantity: keeps what its diagnostics share, the halves, the sorted values and the sample sizes of the tails. */
final class Judged {
    private final double[][] halves;
    private final boolean impossible;
    private final double[] sorted;
    private @Nullable Ranking ranking;
    private double[][] bulk = new double[0][];

    Judged(double[][] chains) {
        halves = SplitChains.halves(chains);
        impossible = SplitChains.cannotBeJudged(chains);
        // The halves are all draws, but for the middle ones of an odd number.
        sorted = chains[0].length % 2 == 0
                ? ranking().sorted()
                : Order.of(SplitChains.pooled(chains)).sorted();
    }

    double[] sorted() {
        return sorted;
    }

    double rhat() {
        if (impossible) {
            return Double.NaN;
        }
        double[][] folded = ranking().foldedScores(Quantiles.of(sorted, 0.5));
        return Math.max(Rhat.ofJudged(bulk()), Rhat.ofHalves(folded));
    }

    double essMean() {
        return EffectiveSampleSize.ofHalves(halves);
    }

    /** Scores of values that differ are finite and differ. */
    double essBulk() {
        return impossible ? Double.NaN : EffectiveSampleSize.ofJudged(bulk());
    }

    double essTail() {
        return Math.min(essOfQuantile(0.05), essOfQuantile(0.95));
    }

    double essOfQuantile(double probability) {
        if (impossible) {
            return Double.NaN;
        }
        return EffectiveSampleSize.ofHalves(halves, Quantiles.of(sorted, probability));
    }

    double mcseOfQuantile(double probability) {
        double size = essOfQuantile(probability);
        if (Double.isNaN(size)) {
            return Double.NaN;
        }
        double a = size * probability + 1;
        double b = size * (1 - probability) + 1;
        int count = sorted.length;
        int low = (int) Math.max(Math.floor(BetaQuantile.of(0.1586553, a, b) * count), 1);
        int high = (int) Math.min(Math.ceil(BetaQuantile.of(0.8413447, a, b) * count), count);
        return (sorted[high - 1] - sorted[low - 1]) / 2;
    }

    private double[][] bulk() {
        if (bulk.length == 0) {
            bulk = ranking().scores();
        }
        return bulk;
    }

    private Ranking ranking() {
        Ranking made = ranking;
        if (made == null) {
            made = new Ranking(halves);
            ranking = made;
        }
        return made;
    }
}
