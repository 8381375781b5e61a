package leapfrog.nuts;

/**
 * Sums weights given by their logarithms, as a multiple of a unit. That is 1 for as long as no weight is too large or, of the first, too small
 * for it: then the weights themselves are summed.
 */
final class LogWeight {
    /** How far the logarithm of a weight may lie above the unit's, or that of a first one below it. */
    private static final double FAR = 500;

    private double logUnit;
    private double multiple;

    /** Makes the sum empty. */
    void clear() {
        logUnit = 0;
        multiple = 0;
    }

    /**
     * Adds a weight.
     *
     * @param logWeight finite
     * @param weight its exponential, perhaps 0 or infinite
     * @return its share of the new sum
     */
    double add(double logWeight, double weight) {
        double inUnits = logUnit == 0 && Math.abs(logWeight) < FAR ? weight : rescaled(logWeight);
        multiple += inUnits;
        return inUnits / multiple;
    }

    /** The weight in units, after the unit was chosen anew if it had to be. */
    private double rescaled(double logWeight) {
        double above = logWeight - logUnit;
        if (above > FAR || (multiple == 0 && above < -FAR)) {
            multiple = multiple == 0 ? 0 : multiple * Math.exp(-above);
            logUnit = logWeight;
        }
        return Math.exp(logWeight - logUnit);
    }

    /** Adds another sum, not empty; returns its ratio to this one before the addition. */
    double add(LogWeight other) {
        double above = other.logUnit - logUnit;
        double inUnits = above == 0 ? other.multiple : other.multiple * Math.exp(above);
        double ratio = inUnits / multiple;
        if (above > 0) {
            multiple = Math.fma(multiple, Math.exp(-above), other.multiple);
            logUnit = other.logUnit;
        } else {
            multiple += inUnits;
        }
        return ratio;
    }
}
