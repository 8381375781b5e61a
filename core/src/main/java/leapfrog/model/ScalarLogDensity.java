package leapfrog.model;

import java.util.Arrays;
import leapfrog.model.ModelData.Rows;
import leapfrog.model.ModelData.Term;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates a model's log density in plain Java, one point at a time: the oracle of every backend, clear before fast.
 *
 * <p>Three stages, each with its reverse pass: <i>constrain</i> makes scalars v and coefficients c of the position θ, with their priors
 * and log-Jacobians; <i>likelihood</i> makes Σ log p(y | η, …) and ∂/∂c; <i>pull back</i> makes ∂/∂θ of ∂/∂c.
 *
 * <p>Nothing is allocated by {@link #evaluate}. One instance serves one thread.
 */
public final class ScalarLogDensity implements LogDensity {
    private final ModelData data;
    private final OuterStages outer;
    private final TermRows[] termRows;
    private final RowLikelihood likelihood;
    private final @Nullable MarginalDensity marginal;
    /** [rows] what η starts from. */
    private final double[] offset;
    /** [rows] η, then ∂ log likelihood / ∂η. */
    private final double[] predictor;

    /**
     * Evaluates the model that structure and data are of.
     *
     * @param structure what {@code data} has the shape of
     * @throws IllegalArgumentException if the two do not fit together
     */
    public ScalarLogDensity(ModelStructure structure, ModelData data) {
        requireAligned(structure, data);
        this.data = data;
        outer = new OuterStages(data);
        termRows = data.terms().stream()
                .map(term -> new TermRows(term, data.rows()))
                .toArray(TermRows[]::new);
        likelihood = new RowLikelihood(structure.likelihood(), data);
        marginal = data.marginal() == null
                ? null
                : MarginalDensity.of(data.marginal(), data.parameters().getFirst());
        predictor = new double[data.rows().count()];
        double[] given = data.rows().offset();
        offset = given == null ? new double[predictor.length] : given;
    }

    static void requireAligned(ModelStructure structure, ModelData data) {
        Rows rows = data.rows();
        boolean aligned = structure.terms().size() == data.terms().size()
                && (structure.marginal() == null) == (data.marginal() == null)
                && structure
                        .correlated()
                        .equals(data.correlated().stream()
                                .map(ModelData.Correlated::size)
                                .toList())
                && structure.likelihood().parameters().size()
                        == data.parameters().size()
                && structure.factors() == rows.level().length
                && structure.offset() == (rows.offset() != null)
                && structure.weights() == (rows.weight() != null)
                && (structure.likelihood() == Likelihood.NORMAL_WITH_ERROR) == (rows.standardError() != null);
        for (int t = 0; aligned && t < data.terms().size(); t++) {
            Term term = data.terms().get(t);
            ModelStructure.TermStructure shape = structure.terms().get(t);
            aligned = shape.constant() == (term.covariate() < 0)
                    && shape.factor() == term.factor()
                    && shape.source() == term.source().kind();
        }
        if (!aligned) {
            throw new IllegalArgumentException("structure " + structure + " is not that of the data of " + data.name());
        }
    }

    @Override
    public int dimension() {
        return data.dimension();
    }

    @Override
    public double evaluate(double[] position, int at, double[] gradient, int gradientAt) {
        double logDensity = outer.constrain(position, at, gradient, gradientAt);
        logDensity += marginal == null ? likelihood() : marginal.add(outer.scalars);
        outer.pullBack(position, at, gradient, gradientAt);
        return logDensity == Double.POSITIVE_INFINITY ? Double.NaN : logDensity;
    }

    /** Returns the log likelihood, fills the derivatives by coefficients and adds the derivatives by the family's parameters. */
    private double likelihood() {
        System.arraycopy(offset, 0, predictor, 0, predictor.length);
        for (TermRows term : termRows) {
            term.addTo(predictor, outer.coefficient);
        }
        double logLikelihood = likelihood.evaluate(outer.scalars, predictor);
        Arrays.fill(outer.coefficientGradient, 0.0);
        for (TermRows term : termRows) {
            term.pullBack(predictor, outer.coefficientGradient);
        }
        return logLikelihood;
    }
}
