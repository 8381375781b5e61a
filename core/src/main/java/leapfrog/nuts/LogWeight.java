package leapfrog.nuts;

/** Sums weights given by their logarithms, as a multiple of the largest, so that nothing overflows. */
final class LogWeight {
    private double largest;
    private double multiple;

    /** Makes the sum empty. */
    void clear() {
        largest = Double.NEGATIVE_INFINITY;
        multiple = 0;
    }

    /**
     * Adds a weight.
     *
     * @param logWeight finite
     * @return its share of the new sum
     */
    double add(double logWeight) {
        if (logWeight <= largest) {
            double weight = Math.exp(logWeight - largest);
            multiple += weight;
            return weight / multiple;
        }
        multiple = Math.fma(multiple, Math.exp(largest - logWeight), 1);
        largest = logWeight;
        return 1 / multiple;
    }

    /** Adds another sum, not empty; returns its ratio to this one before the addition. */
    double add(LogWeight other) {
        double ratio = other.multiple / multiple * Math.exp(other.largest - largest);
        if (other.largest <= largest) {
            multiple = Math.fma(other.multiple, Math.exp(other.largest - largest), multiple);
        } else {
            multiple = Math.fma(multiple, Math.exp(largest - other.largest), other.multiple);
            largest = other.largest;
        }
        return ratio;
    }
}
