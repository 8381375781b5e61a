package leapfrog.diagnose;

/**
 * Computes autocovariances of zeros and ones by counting bits, 64 draws at a time: with S ones in all, H among the first N − k and T among the last,
 * and C places where a one follows a one k later, γ_k = [C − x̄ (H + T) + (N − k) x̄²] / N.
 */
final class IndicatorCovariance implements Autocovariance {
    private final long[] bits;
    private final int count;
    private final int ones;

    /** Of whether each value is at most a threshold. */
    IndicatorCovariance(double[] values, double threshold) {
        count = values.length;
        bits = new long[(count >> 6) + 1];
        for (int i = 0; i < count; i++) {
            bits[i >> 6] |= (values[i] <= threshold ? 1L : 0) << i;
        }
        int sum = 0;
        for (long word : bits) {
            sum += Long.bitCount(word);
        }
        ones = sum;
    }

    int ones() {
        return ones;
    }

    @Override
    public double mean() {
        return (double) ones / count;
    }

    @Override
    public double at(int lag) {
        int words = lag >> 6;
        int left = lag & 63;
        int both = 0;
        int last = 0;
        for (int w = 0; w + words < bits.length; w++) {
            long low = bits[w + words] >>> left;
            long high = left == 0 || w + words + 1 == bits.length ? 0 : bits[w + words + 1] << 64 - left;
            long later = low | high;
            both += Long.bitCount(bits[w] & later);
            last += Long.bitCount(later);
        }
        double mean = mean();
        return (both - mean * (first(count - lag) + last) + (count - lag) * mean * mean) / count;
    }

    /** Ones among the first so many. */
    private int first(int of) {
        int sum = 0;
        for (int w = 0; w < of >> 6; w++) {
            sum += Long.bitCount(bits[w]);
        }
        return sum + Long.bitCount(bits[of >> 6] & (1L << of) - 1);
    }
}
