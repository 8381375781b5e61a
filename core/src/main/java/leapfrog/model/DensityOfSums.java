package leapfrog.model;

/**
 * Evaluates a log density of sums over rows that are made elsewhere, on a device: {@link #constrain} says what rows read of a position,
 * {@link #evaluate} what their sums come to.
 *
 * <p>Nothing is allocated by either. One instance serves one thread.
 */
public final class DensityOfSums {
    private final OuterStages outer;
    private final RowLikelihood likelihood;
    private final int coefficients;
    private final int parameters;

    /**
     * Evaluates the model that structure and data are of.
     *
     * @param structure what {@code data} has the shape of, with all effects sampled
     * @throws IllegalArgumentException if the two do not fit together
     */
    public DensityOfSums(ModelStructure structure, ModelData data) {
        ScalarLogDensity.requireAligned(structure, data);
        if (data.marginal() != null) {
            throw new IllegalArgumentException(data.name() + " has no rows to sum: its effects are integrated out");
        }
        outer = new OuterStages(data);
        likelihood = new RowLikelihood(structure.likelihood(), data);
        coefficients = data.coefficients();
        parameters = data.parameters().size();
    }

    /** Length of what {@link #constrain} writes: coefficients, then the family's parameters, then their logarithms. */
    public int inputs() {
        return coefficients + 2 * parameters;
    }

    /**
     * Length of what {@link #evaluate} takes: derivatives of the log likelihood by coefficients, then what rows add to the log
     * likelihood ({@link Likelihood} says what), then its derivatives by the logarithms of the family's parameters.
     */
    public int sums() {
        return coefficients + 1 + parameters;
    }

    /**
     * Writes what rows read of a position.
     *
     * @param inputs [{@link #inputs()}]
     * @param scratch as long as the position, from {@code scratchAt} on; overwritten
     */
    public void constrain(double[] position, int at, double[] inputs, double[] scratch, int scratchAt) {
        outer.constrain(position, at, scratch, scratchAt);
        System.arraycopy(outer.coefficient, 0, inputs, 0, coefficients);
        likelihood.write(outer.scalars, inputs, coefficients);
    }

    /**
     * Returns the log density at the position, and sets its gradient.
     *
     * @param sums [{@link #sums()}] over rows, made of what {@link #constrain} wrote of the same position
     */
    public double evaluate(double[] position, int at, double[] sums, double[] gradient, int gradientAt) {
        double logDensity = outer.constrain(position, at, gradient, gradientAt);
        logDensity += likelihood.evaluate(outer.scalars, sums, coefficients);
        System.arraycopy(sums, 0, outer.coefficientGradient, 0, coefficients);
        outer.pullBack(position, at, gradient, gradientAt);
        return logDensity == Double.POSITIVE_INFINITY ? Double.NaN : logDensity;
    }
}
