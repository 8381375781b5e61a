package leapfrog.diagnose;

/**
 * Holds series of one length one after the other: the chains of one quantity, or their halves. Behind the halves of chains with an odd
 * number of draws stand the middle draws, which belong to no half.
 *
 * @param values [count × length], and what belongs to none
 * @param count of the series
 * @param length of each
 */
record Series(double[] values, int count, int length) {

    /** @param chains [chains][draws] */
    static Series of(double[][] chains, Scratch scratch) {
        int draws = chains[0].length;
        double[] values = scratch.doubles(chains.length * draws);
        for (int chain = 0; chain < chains.length; chain++) {
            System.arraycopy(chains[chain], 0, values, chain * draws, draws);
        }
        return new Series(values, chains.length, draws);
    }

    /**
     * Cuts every chain in two halves: all first halves, then all second ones. Chains of one draw stay whole.
     *
     * @param chains [chains][draws]
     */
    static Series halves(double[][] chains, Scratch scratch) {
        int draws = chains[0].length;
        if (draws == 1) {
            return of(chains, scratch);
        }
        int half = draws / 2;
        double[] values = scratch.doubles(chains.length * draws);
        for (int chain = 0; chain < chains.length; chain++) {
            System.arraycopy(chains[chain], 0, values, chain * half, half);
            System.arraycopy(chains[chain], draws - half, values, (chains.length + chain) * half, half);
            if (draws % 2 == 1) {
                values[chains.length * 2 * half + chain] = chains[chain][half];
            }
        }
        return new Series(values, 2 * chains.length, half);
    }

    /** Other values in the same shape. */
    Series with(double[] others) {
        return new Series(others, count, length);
    }

    /** Number of values that belong to a series. */
    int size() {
        return count * length;
    }

    /** Mean of all values. */
    double mean() {
        return Sums.of(values, 0, values.length) / values.length;
    }

    /** Mean of each series. */
    double[] means() {
        double[] means = new double[count];
        for (int k = 0; k < count; k++) {
            means[k] = Sums.of(values, k * length, (k + 1) * length) / length;
        }
        return means;
    }

    /** Sample variance of each series, denominator n − 1; NaN for series of one value. */
    double[] variances() {
        double[] variances = means();
        for (int k = 0; k < count; k++) {
            variances[k] = Sums.squares(values, k * length, (k + 1) * length, variances[k]) / (length - 1);
        }
        return variances;
    }

    /** (x − x̄)² of every value, x̄ the mean of all. */
    Series squaredDeviations(Scratch scratch) {
        double mean = mean();
        double[] squares = scratch.doubles(values.length);
        for (int i = 0; i < squares.length; i++) {
            squares[i] = (values[i] - mean) * (values[i] - mean);
        }
        return with(squares);
    }

    /** Whether there is a value that is not finite, or no two values of the series differ by more than rounding. */
    boolean cannotBeJudged() {
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < size(); i++) {
            least = Math.min(least, values[i]);
            greatest = Math.max(greatest, values[i]);
        }
        return cannotBeJudged(least, greatest);
    }

    /** The same of values from the least to the greatest. */
    static boolean cannotBeJudged(double least, double greatest) {
        return !Double.isFinite(least)
                || !Double.isFinite(greatest)
                || greatest - least <= Math.ulp(Math.max(-least, greatest));
    }
}
