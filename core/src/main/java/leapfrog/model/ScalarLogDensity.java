package leapfrog.model;

import java.util.Arrays;
import leapfrog.model.ModelData.Direct;
import leapfrog.model.ModelData.InBlock;
import leapfrog.model.ModelData.Pooled;
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
    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    private final ModelData data;
    private final Term[] terms;
    private final TermRows[] termRows;
    private final ScalarPrior[] priors;
    private final CorrelatedEffects[] blocks;
    private final ScalarParameters scalars;
    private final RowLikelihood likelihood;
    private final @Nullable MarginalDensity marginal;
    /** c, all terms' coefficients. */
    private final double[] coefficient;
    /** ∂ log likelihood / ∂c. */
    private final double[] coefficientGradient;
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
        terms = data.terms().toArray(Term[]::new);
        termRows = data.terms().stream()
                .map(term -> new TermRows(term, data.rows()))
                .toArray(TermRows[]::new);
        priors = data.priors().stream().map(ScalarPrior::new).toArray(ScalarPrior[]::new);
        blocks = data.correlated().stream().map(CorrelatedEffects::new).toArray(CorrelatedEffects[]::new);
        scalars = new ScalarParameters(data.scalars());
        likelihood = new RowLikelihood(structure.likelihood(), data);
        marginal = data.marginal() == null
                ? null
                : MarginalDensity.of(data.marginal(), data.parameters().getFirst());
        coefficient = new double[data.coefficients()];
        coefficientGradient = new double[data.coefficients()];
        predictor = new double[data.rows().count()];
        double[] given = data.rows().offset();
        offset = given == null ? new double[predictor.length] : given;
    }

    private static void requireAligned(ModelStructure structure, ModelData data) {
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
        double logDensity = scalars.constrain(position, at, gradient, gradientAt);
        for (ScalarPrior prior : priors) {
            logDensity += prior.add(scalars);
        }
        for (Term term : terms) {
            logDensity += constrain(term, position, at, gradient, gradientAt);
        }
        logDensity += marginal == null ? likelihood() : marginal.add(scalars);
        for (Term term : terms) {
            pullBack(term, position, at, gradient, gradientAt);
        }
        scalars.pullBack(gradient, gradientAt);
        return logDensity == Double.POSITIVE_INFINITY ? Double.NaN : logDensity;
    }

    /** Fills the term's coefficients; returns the log density of their coordinates given means and sds, and sets its derivatives. */
    private double constrain(Term term, double[] position, int at, double[] gradient, int gradientAt) {
        int first = term.firstCoefficient();
        return switch (term.source()) {
            case Direct direct -> {
                for (int j = 0; j < term.levels(); j++) {
                    int scalar = direct.scalar()[j];
                    coefficient[first + j] = scalar < 0 ? 0.0 : scalars.value[scalar];
                }
                yield 0.0;
            }
            case Pooled pooled -> constrainPooled(first, term.levels(), pooled, position, at, gradient, gradientAt);
            case InBlock(int block, int k) ->
                k > 0 ? 0.0 : blocks[block].constrain(scalars, position, at, coefficient, first, gradient, gradientAt);
        };
    }

    private double constrainPooled(
            int first, int levels, Pooled pooled, double[] position, int at, double[] gradient, int gradientAt) {
        double mean = pooled.mean() < 0 ? 0.0 : scalars.value[pooled.mean()];
        double sd = scalars.value[pooled.sd()];
        double logSd = scalars.logarithm[pooled.sd()];
        boolean[] centered = pooled.centered();
        double[] c = coefficient;
        int from = at + pooled.firstCoordinate();
        int to = gradientAt + pooled.firstCoordinate();
        double sum = 0;
        double byMean = 0;
        double byLogSd = 0;
        for (int j = 0; j < levels; j++) {
            double u = position[from + j];
            if (centered[j]) {
                double x = (u - mean) / sd;
                c[first + j] = u;
                sum += -0.5 * x * x - logSd;
                gradient[to + j] = -x / sd;
                byMean += x / sd;
                byLogSd += x * x - 1;
            } else {
                c[first + j] = mean + sd * u;
                sum -= 0.5 * u * u;
                gradient[to + j] = -u;
            }
        }
        addPooled(pooled, byMean, byLogSd);
        return sum - levels * HALF_LOG_TWO_PI;
    }

    private void addPooled(Pooled pooled, double byMean, double byLogSd) {
        if (pooled.mean() >= 0) {
            scalars.addByValue(pooled.mean(), byMean);
        }
        scalars.addByLogarithm(pooled.sd(), byLogSd);
    }

    /** Returns the log likelihood, fills {@link #coefficientGradient} and adds the derivatives by the family's parameters. */
    private double likelihood() {
        System.arraycopy(offset, 0, predictor, 0, predictor.length);
        for (TermRows term : termRows) {
            term.addTo(predictor, coefficient);
        }
        double logLikelihood = likelihood.evaluate(scalars, predictor);
        Arrays.fill(coefficientGradient, 0.0);
        for (TermRows term : termRows) {
            term.pullBack(predictor, coefficientGradient);
        }
        return logLikelihood;
    }

    /** Adds what ∂ log likelihood / ∂c means for the coordinates and scalars that made c. */
    private void pullBack(Term term, double[] position, int at, double[] gradient, int gradientAt) {
        int first = term.firstCoefficient();
        switch (term.source()) {
            case Direct direct -> {
                for (int j = 0; j < term.levels(); j++) {
                    int scalar = direct.scalar()[j];
                    if (scalar >= 0) {
                        scalars.addByValue(scalar, coefficientGradient[first + j]);
                    }
                }
            }
            case Pooled pooled -> pullBackPooled(first, term.levels(), pooled, position, at, gradient, gradientAt);
            case InBlock(int block, int k) -> {
                if (k == 0) {
                    blocks[block].pullBack(scalars, position, at, coefficientGradient, first, gradient, gradientAt);
                }
            }
        }
    }

    private void pullBackPooled(
            int first, int levels, Pooled pooled, double[] position, int at, double[] gradient, int gradientAt) {
        double sd = scalars.value[pooled.sd()];
        boolean[] centered = pooled.centered();
        double[] byC = coefficientGradient;
        int from = at + pooled.firstCoordinate();
        int to = gradientAt + pooled.firstCoordinate();
        double byMean = 0;
        double byLogSd = 0;
        for (int j = 0; j < levels; j++) {
            double byCoefficient = byC[first + j];
            if (centered[j]) {
                gradient[to + j] += byCoefficient;
            } else {
                gradient[to + j] += sd * byCoefficient;
                byMean += byCoefficient;
                byLogSd += sd * position[from + j] * byCoefficient;
            }
        }
        addPooled(pooled, byMean, byLogSd);
    }
}
