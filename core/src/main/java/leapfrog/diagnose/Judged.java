package leapfrog.diagnose;

import org.jspecify.annotations.Nullable;

/** Judges one quantity: keeps what its diagnostics share, the halves, their order and the covariances of their normal scores. */
final class Judged {
    private final Scratch scratch;
    private final Series halves;
    private final double[] sorted;
    /** Without the middle draws of an odd number. */
    private final Order order;

    private final boolean impossible;
    private @Nullable ValueCovariance bulk;

    Judged(double[][] chains) {
        this(chains, new Scratch());
    }

    Judged(double[][] chains, Scratch scratch) {
        this.scratch = scratch;
        halves = Series.halves(chains, scratch);
        Order all = Order.of(halves.values(), scratch);
        sorted = all.sorted();
        order = all.before(halves.size());
        double[] own = order.sorted();
        impossible = !Double.isFinite(sorted[0])
                || !Double.isFinite(sorted[sorted.length - 1])
                || Series.cannotBeJudged(own[0], own[own.length - 1]);
    }

    Series halves() {
        return halves;
    }

    /** All draws in ascending order. */
    double[] sorted() {
        return sorted;
    }

    double rhat() {
        if (impossible) {
            return Double.NaN;
        }
        int draws = halves.length();
        double within = bulk().at(0) * draws / (draws - 1);
        return Math.max(Rhat.ofMoments(bulk().means(), within, draws), foldedRhat());
    }

    private double foldedRhat() {
        Order folded = Folding.of(order, Quantiles.of(sorted, 0.5), scratch);
        double[] distances = folded.sorted();
        return distances[0] == distances[distances.length - 1]
                ? Double.NaN
                : Rhat.ofSeries(halves.with(NormalScores.of(folded, scratch)));
    }

    double essMean() {
        return impossible ? Double.NaN : EffectiveSampleSize.of(new ValueCovariance(halves, scratch), halves.length());
    }

    double essBulk() {
        return impossible ? Double.NaN : EffectiveSampleSize.of(bulk(), halves.length());
    }

    double essTail() {
        return Math.min(essOfQuantile(0.05), essOfQuantile(0.95));
    }

    double essOfQuantile(double probability) {
        int atMost = order.atMost(Quantiles.of(sorted, probability));
        return impossible || atMost == 0 || atMost == halves.size()
                ? Double.NaN
                : EffectiveSampleSize.of(new IndicatorCovariance(order, atMost, halves), halves.length());
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

    /** Of the scores of values that differ, which are finite and differ. */
    private ValueCovariance bulk() {
        ValueCovariance made = bulk;
        if (made == null) {
            made = new ValueCovariance(halves.with(NormalScores.of(order, scratch)), scratch);
            bulk = made;
        }
        return made;
    }
}
