package leapfrog.model.sums;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Adds numbers and products without any rounding, so that neither order nor grouping matter, and rounds their sum once (Shewchuk 1997,
 * doi:10.1007/PL00009321, as Python's {@code math.fsum} has it).
 *
 * <p>Numbers are finite. A sum that overflows on its way stays infinite, or not a number; products that underflow are rounded, each by itself.
 */
public final class ExactSum implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The sum, as numbers that share no bits, ascending by absolute value. */
    private double[] parts = new double[2];

    private int count;

    /** Begins another sum. */
    public void clear() {
        count = 0;
    }

    /** Adds a number. */
    public void add(double x) {
        if (x == 0) {
            return;
        }
        double up = x;
        int kept = 0;
        for (int k = 0; k < count; k++) {
            double part = parts[k];
            double sum = up + part;
            double shifted = sum - up;
            double error = (up - (sum - shifted)) + (part - shifted);
            if (error != 0) {
                parts[kept++] = error;
            }
            up = sum;
        }
        if (!Double.isFinite(up)) {
            kept = 0;
        }
        if (kept == parts.length) {
            parts = Arrays.copyOf(parts, 2 * kept);
        }
        parts[kept++] = up;
        count = kept;
    }

    /** Adds x · y, exactly multiplied. */
    public void addProduct(double x, double y) {
        double product = x * y;
        add(product);
        add(Math.fma(x, y, -product));
    }

    /** Adds x times another sum. */
    public void addProduct(double x, ExactSum other) {
        for (int k = 0; k < other.count; k++) {
            addProduct(x, other.parts[k]);
        }
    }

    /** Adds another sum. */
    public void add(ExactSum other) {
        for (int k = 0; k < other.count; k++) {
            add(other.parts[k]);
        }
    }

    /** The double nearest to the sum; of two that are, the even one. */
    public double value() {
        int k = count;
        double high = k > 0 ? parts[--k] : 0;
        double low = 0;
        while (k > 0 && low == 0) {
            double part = parts[--k];
            double sum = high + part;
            low = part - (sum - high);
            high = sum;
        }
        // Half way between two doubles, the parts below say which is nearer.
        if (k > 0 && low * Math.signum(parts[k - 1]) > 0) {
            double twice = 2 * low;
            double other = high + twice;
            if (other - high == twice) {
                return other;
            }
        }
        return high;
    }
}
