package leapfrog.model;

import java.util.Arrays;
import leapfrog.model.ModelData.Direct;
import leapfrog.model.ModelData.Pooled;
import leapfrog.model.ModelData.Prior;
import leapfrog.model.ModelData.Rows;
import leapfrog.model.ModelData.Term;
import leapfrog.model.ModelData.Transform;

/**
 * Evaluates a model's log density in plain Java, one point at a time: the oracle of every backend, clear before fast.
 *
 * <p>Three stages, each with its reverse pass: <i>constrain</i> makes scalars v and coefficients c of the position θ, with their priors
 * and log-Jacobians; <i>likelihood</i> makes Σ log p(y | η, σ) and ∂/∂c; <i>pull back</i> makes ∂/∂θ of ∂/∂c. Derivatives by a
 * scale are kept by its logarithm θ, so that they stay finite where the scale is tiny.
 *
 * <p>Nothing is allocated by {@link #evaluate}. One instance serves one thread.
 */
public final class ScalarLogDensity implements LogDensity {
    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    private final ModelData data;
    private final Term[] terms;
    private final Prior[] priors;
    private final boolean[] exponential;
    /** Parameters on their natural scale, one a scalar. */
    private final double[] value;
    /** c, all terms' coefficients. */
    private final double[] coefficient;
    /** ∂ log likelihood / ∂c. */
    private final double[] coefficientGradient;

    /**
     * @param structure what {@code data} has the shape of
     * @throws IllegalArgumentException if the two do not fit together
     */
    public ScalarLogDensity(ModelStructure structure, ModelData data) {
        requireAligned(structure, data);
        this.data = data;
        terms = data.terms().toArray(Term[]::new);
        priors = data.priors().toArray(Prior[]::new);
        int scalars = data.scalars().size();
        exponential = new boolean[scalars];
        for (int k = 0; k < scalars; k++) {
            exponential[k] = data.scalars().get(k) == Transform.EXP;
        }
        value = new double[scalars];
        coefficient = new double[data.coefficients()];
        coefficientGradient = new double[data.coefficients()];
    }

    private static void requireAligned(ModelStructure structure, ModelData data) {
        Rows rows = data.rows();
        boolean aligned = structure.terms().size() == data.terms().size()
                && structure.factors() == rows.level().length
                && structure.offset() == (rows.offset() != null)
                && structure.weights() == (rows.weight() != null);
        for (int t = 0; aligned && t < data.terms().size(); t++) {
            Term term = data.terms().get(t);
            ModelStructure.TermStructure shape = structure.terms().get(t);
            boolean pooled = term.source() instanceof Pooled;
            aligned = shape.constant() == (term.covariate() < 0)
                    && shape.factor() == term.factor()
                    && (shape.source() == ModelStructure.Source.POOLED) == pooled;
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
        Arrays.fill(gradient, gradientAt, gradientAt + data.dimension(), 0.0);
        double logDensity = constrainScalars(position, at, gradient, gradientAt);
        for (Term term : terms) {
            logDensity += constrainTerm(term, position, at, gradient, gradientAt);
        }
        logDensity += likelihood(position, at, gradient, gradientAt);
        for (Term term : terms) {
            pullBack(term, position, at, gradient, gradientAt);
        }
        return logDensity == Double.POSITIVE_INFINITY ? Double.NaN : logDensity;
    }

    /** Fills {@link #value}; returns the scalars' log-Jacobians and log priors and adds their derivatives. */
    private double constrainScalars(double[] position, int at, double[] gradient, int gradientAt) {
        double sum = 0;
        for (int k = 0; k < value.length; k++) {
            double theta = position[at + k];
            if (exponential[k]) {
                value[k] = Math.exp(theta);
                sum += theta;
                gradient[gradientAt + k] += 1;
            } else {
                value[k] = theta;
            }
        }
        for (Prior prior : priors) {
            sum += prior(prior, gradient, gradientAt);
        }
        return sum;
    }

    private double prior(Prior prior, double[] gradient, int gradientAt) {
        int[] scalars = prior.scalars();
        double v = 0;
        for (int i = 0; i < scalars.length; i++) {
            v += prior.weights()[i] * value[scalars[i]];
        }
        double x = (v - prior.location()) / prior.scale();
        double df = prior.df();
        double kernel = switch (prior.shape()) {
            case NORMAL -> -0.5 * x * x;
            case STUDENT_T -> -0.5 * (df + 1) * Math.log1p(x * x / df);
            case EXPONENTIAL -> -x;
        };
        double slope = switch (prior.shape()) {
            case NORMAL -> -x;
            case STUDENT_T -> -(df + 1) * x / (df + x * x);
            case EXPONENTIAL -> -1.0;
        };
        for (int i = 0; i < scalars.length; i++) {
            int k = scalars[i];
            double byScalar = slope / prior.scale() * prior.weights()[i];
            gradient[gradientAt + k] += exponential[k] ? byScalar * value[k] : byScalar;
        }
        return prior.logConstant() + kernel;
    }

    /** Fills the term's coefficients; returns the log density of pooled ones given mean and sd, and adds its derivatives. */
    private double constrainTerm(Term term, double[] position, int at, double[] gradient, int gradientAt) {
        int first = term.firstCoefficient();
        return switch (term.source()) {
            case Direct direct -> {
                for (int j = 0; j < term.levels(); j++) {
                    int scalar = direct.scalar()[j];
                    coefficient[first + j] = scalar < 0 ? 0.0 : value[scalar];
                }
                yield 0.0;
            }
            case Pooled pooled -> constrainPooled(first, term.levels(), pooled, position, at, gradient, gradientAt);
        };
    }

    private double constrainPooled(
            int first, int levels, Pooled pooled, double[] position, int at, double[] gradient, int gradientAt) {
        double mean = pooled.mean() < 0 ? 0.0 : value[pooled.mean()];
        double sd = value[pooled.sd()];
        double logSd = position[at + pooled.sd()];
        double sum = 0;
        double byMean = 0;
        double byLogSd = 0;
        for (int j = 0; j < levels; j++) {
            int coordinate = pooled.firstCoordinate() + j;
            double u = position[at + coordinate];
            if (pooled.centered()[j]) {
                double x = (u - mean) / sd;
                coefficient[first + j] = u;
                sum += -0.5 * x * x - logSd;
                gradient[gradientAt + coordinate] -= x / sd;
                byMean += x / sd;
                byLogSd += x * x - 1;
            } else {
                coefficient[first + j] = mean + sd * u;
                sum -= 0.5 * u * u;
                gradient[gradientAt + coordinate] -= u;
            }
        }
        if (pooled.mean() >= 0) {
            gradient[gradientAt + pooled.mean()] += byMean;
        }
        gradient[gradientAt + pooled.sd()] += byLogSd;
        return sum - levels * HALF_LOG_TWO_PI;
    }

    /** Returns the log likelihood, fills {@link #coefficientGradient} and adds the derivative by log σ. */
    private double likelihood(double[] position, int at, double[] gradient, int gradientAt) {
        Arrays.fill(coefficientGradient, 0.0);
        Rows rows = data.rows();
        double[] offset = rows.offset();
        double[] weights = rows.weight();
        double sigma = value[data.sigma()];
        double precision = 1 / (sigma * sigma);
        double squares = rows.residualSumOfSquares();
        for (int i = 0; i < rows.count(); i++) {
            double predictor = offset == null ? 0.0 : offset[i];
            for (Term term : terms) {
                predictor += covariate(term, i) * coefficient[index(term, i)];
            }
            double weight = weights == null ? 1.0 : weights[i];
            double residual = rows.response()[i] - predictor;
            squares += weight * residual * residual;
            double byPredictor = weight * residual * precision;
            for (Term term : terms) {
                coefficientGradient[index(term, i)] += covariate(term, i) * byPredictor;
            }
        }
        double scaledSquares = squares * precision;
        gradient[gradientAt + data.sigma()] += scaledSquares - rows.observations();
        return -rows.observations() * (position[at + data.sigma()] + HALF_LOG_TWO_PI) - 0.5 * scaledSquares;
    }

    private double covariate(Term term, int row) {
        return term.covariate() < 0 ? 1.0 : data.rows().covariates()[term.covariate()][row];
    }

    private int index(Term term, int row) {
        return term.firstCoefficient() + (term.factor() < 0 ? 0 : data.rows().level()[term.factor()][row]);
    }

    /** Adds what ∂ log likelihood / ∂c means for the coordinates that made c. */
    private void pullBack(Term term, double[] position, int at, double[] gradient, int gradientAt) {
        int first = term.firstCoefficient();
        switch (term.source()) {
            case Direct direct -> {
                for (int j = 0; j < term.levels(); j++) {
                    int scalar = direct.scalar()[j];
                    if (scalar >= 0) {
                        gradient[gradientAt + scalar] += coefficientGradient[first + j];
                    }
                }
            }
            case Pooled pooled -> {
                double sd = value[pooled.sd()];
                double byMean = 0;
                double byLogSd = 0;
                for (int j = 0; j < term.levels(); j++) {
                    int coordinate = pooled.firstCoordinate() + j;
                    double byCoefficient = coefficientGradient[first + j];
                    if (pooled.centered()[j]) {
                        gradient[gradientAt + coordinate] += byCoefficient;
                    } else {
                        gradient[gradientAt + coordinate] += sd * byCoefficient;
                        byMean += byCoefficient;
                        byLogSd += sd * position[at + coordinate] * byCoefficient;
                    }
                }
                if (pooled.mean() >= 0) {
                    gradient[gradientAt + pooled.mean()] += byMean;
                }
                gradient[gradientAt + pooled.sd()] += byLogSd;
            }
        }
    }
}
