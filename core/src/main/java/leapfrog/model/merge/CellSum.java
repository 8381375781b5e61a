package leapfrog.model.merge;

import java.io.Serializable;

/** Sums the responses of rows that share all else, exactly. */
final class CellSum implements Serializable {
    private static final long serialVersionUID = 1L;

    private long count;
    private final ExactSum sum = new ExactSum();
    private final ExactSum squares = new ExactSum();

    void add(double response) {
        count++;
        sum.add(response);
        squares.addProduct(response, response);
    }

    void add(CellSum other) {
        count += other.count;
        sum.add(other.sum);
        squares.add(other.squares);
    }

    long count() {
        return count;
    }

    /** The mean, to the last bit or the one before it. */
    double mean() {
        double rough = sum.value() / count;
        return rough + around(rough) / count;
    }

    /** Σ (y − mean)², rounded a few times at the end alone. */
    double squaresAroundMean() {
        double mean = mean();
        ExactSum all = new ExactSum();
        all.add(squares);
        all.addProduct(-2 * mean, sum);
        double product = mean * mean;
        all.addProduct(product, count);
        all.addProduct(Math.fma(mean, mean, -product), count);
        double rest = around(mean);
        return Math.max(0, all.value() - rest * rest / count);
    }

    /** Σ (y − middle). */
    private double around(double middle) {
        ExactSum rest = new ExactSum();
        rest.add(sum);
        rest.addProduct(-middle, count);
        return rest.value();
    }
}
