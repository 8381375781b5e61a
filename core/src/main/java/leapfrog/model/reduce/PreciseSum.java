package leapfrog.model.reduce;

/**
 * Adds numbers and products in double-double arithmetic, so that the error of a sum does not grow with its length: relative error
 * about 2⁻⁵³ of the result and 2⁻¹⁰⁰ of the sum of absolute values (Knuth's two-sum; products by fused operations).
 */
final class PreciseSum {
    private double high;
    private double low;

    void clear() {
        high = 0;
        low = 0;
    }

    void add(double x) {
        add(x, 0);
    }

    /** Adds x · y, exactly multiplied. */
    void addProduct(double x, double y) {
        double product = x * y;
        add(product, Math.fma(x, y, -product));
    }

    double value() {
        return high;
    }

    private void add(double x, double rest) {
        double sum = high + x;
        double shifted = sum - high;
        double error = (high - (sum - shifted)) + (x - shifted) + (low + rest);
        high = sum + error;
        low = error - (high - sum);
    }
}
