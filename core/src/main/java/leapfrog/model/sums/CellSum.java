package leapfrog.model.sums;

import java.io.Serializable;

/**
 * Sums the responses of rows that share all else: their weight w, their mean ȳ = Σ w y / Σ w, and Σ w (y − ȳ)². The sums of w, w y and w y² are
 * exact, so that neither the order of rows nor that of their parts matters.
 */
public final class CellSum implements Serializable {
    private static final long serialVersionUID = 1L;

    private final ExactSum weight = new ExactSum();
    private final ExactSum sum = new ExactSum();
    private final ExactSum squares = new ExactSum();
    private double least = Double.POSITIVE_INFINITY;
    private double greatest = Double.NEGATIVE_INFINITY;

    /** Begins another cell. */
    public void clear() {
        weight.clear();
        sum.clear();
        squares.clear();
        least = Double.POSITIVE_INFINITY;
        greatest = Double.NEGATIVE_INFINITY;
    }

    /** Adds a row of weight 1. */
    public void add(double response) {
        weight.add(1);
        sum.add(response);
        squares.addProduct(response, response);
        range(response, response);
    }

    /** Adds a row of a weight, 0 or more; one of weight 0 says nothing. */
    public void add(double response, double w) {
        if (w == 0) {
            return;
        }
        weight.add(w);
        sum.addProduct(w, response);
        double product = w * response;
        squares.addProduct(product, response);
        squares.addProduct(Math.fma(w, response, -product), response);
        range(response, response);
    }

    /** Adds the rows of another part of the cell. */
    public void add(CellSum other) {
        weight.add(other.weight);
        sum.add(other.sum);
        squares.add(other.squares);
        range(other.least, other.greatest);
    }

    /** Adding 0 makes −0 a 0. */
    private void range(double low, double high) {
        least = Math.min(least, low + 0.0);
        greatest = Math.max(greatest, high + 0.0);
    }

    /** Σ w. */
    public double weight() {
        return weight.value();
    }

    /** The mean, to the last bit or the one before it; 0 of no weight. */
    public double mean() {
        if (least >= greatest) {
            return least == greatest ? least : 0;
        }
        double total = weight.value();
        double rough = sum.value() / total;
        return rough + around(rough) / total;
    }

    /** Σ w (y − ȳ)², rounded a few times at the end alone; infinite where that is too large to be said. */
    public double squaresAroundMean() {
        if (least >= greatest) {
            return 0;
        }
        double mean = mean();
        ExactSum all = new ExactSum();
        all.add(squares);
        all.addProduct(-2 * mean, sum);
        double product = mean * mean;
        all.addProduct(product, weight);
        all.addProduct(Math.fma(mean, mean, -product), weight);
        double rest = around(mean);
        double left = all.value() - rest * rest / weight.value();
        return Double.isNaN(left) ? Double.POSITIVE_INFINITY : Math.max(0, left);
    }

    /** Σ w (y − middle). */
    private double around(double middle) {
        ExactSum rest = new ExactSum();
        rest.add(sum);
        rest.addProduct(-middle, weight);
        return rest.value();
    }
}
