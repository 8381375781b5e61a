package leapfrog.model;

/** Holds β of the population coefficients that are {@link Marginal#given}, of one point. */
final class GivenCoefficients {
    /** Their number, and the column of the first of them. */
    final int count;

    final int first;
    /** [count] */
    final double[] beta;

    private final int[] scalars;
    private final double[] shift;

    GivenCoefficients(Marginal data) {
        scalars = data.given();
        shift = data.shift();
        count = scalars.length;
        first = data.integrated();
        beta = new double[count];
    }

    void read(ScalarParameters of) {
        for (int k = 0; k < count; k++) {
            beta[k] = of.value[scalars[k]] - shift[first + k];
        }
    }

    /** Adds the derivative by one of them. */
    void add(ScalarParameters to, int k, double derivative) {
        to.addByValue(scalars[k], derivative);
    }
}
