package leapfrog.diagnose;

/**
 * Computes autocovariances of zeros and ones by counting bits, 64 draws at a time: with S ones in all, H among the first N − k and T among the last,
 * and C places where a one follows a one k later, γ_k = [C − x̄ (H + T) + (N − k) x̄²] / N.
 */
final class IndicatorCovariance implements Autocovariance {
    private final int length;
    /** Words of a series. */
    private final int words;

    private final long[] bits;
    private final double[] means;

    /**
     * Of whether each value is one of the least, or of whether it is not, which has the same covariances: whichever fewer are.
     *
     * @param order of the values of all series
     * @param least how many are ones
     * @param shape of the series
     */
    IndicatorCovariance(Order order, int least, Series shape) {
        length = shape.length();
        words = (length >> 6) + 1;
        bits = new long[shape.count() * words];
        means = new double[shape.count()];
        int size = shape.size();
        boolean most = least > size - least;
        int to = most ? size : least;
        for (int k = most ? least : 0; k < to; k++) {
            int series = order.from()[k] / length;
            int draw = order.from()[k] - series * length;
            bits[series * words + (draw >> 6)] |= 1L << draw;
            means[series] += 1;
        }
        for (int series = 0; series < means.length; series++) {
            means[series] /= length;
        }
    }

    @Override
    public double[] means() {
        return means;
    }

    @Override
    public double at(int lag) {
        double sum = 0;
        for (int series = 0; series < means.length; series++) {
            sum += at(lag, series * words, means[series]);
        }
        return sum / means.length;
    }

    private double at(int lag, int first, double mean) {
        int skipped = lag >> 6;
        int left = lag & 63;
        int both = 0;
        int last = 0;
        for (int w = 0; w + skipped < words; w++) {
            long low = bits[first + w + skipped] >>> left;
            long high = left == 0 || w + skipped + 1 == words ? 0 : bits[first + w + skipped + 1] << 64 - left;
            long later = low | high;
            both += Long.bitCount(bits[first + w] & later);
            last += Long.bitCount(later);
        }
        int ones = last + among(length - lag, first);
        return (both - mean * ones + (length - lag) * mean * mean) / length;
    }

    /** Ones among the first so many of the series whose words start there. */
    private int among(int count, int first) {
        int sum = 0;
        for (int w = 0; w < count >> 6; w++) {
            sum += Long.bitCount(bits[first + w]);
        }
        return sum + Long.bitCount(bits[first + (count >> 6)] & (1L << count) - 1);
    }
}
