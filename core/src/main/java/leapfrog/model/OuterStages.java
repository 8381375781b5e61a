package leapfrog.model;

import leapfrog.model.ModelData.Direct;
import leapfrog.model.ModelData.InBlock;
import leapfrog.model.ModelData.Pooled;
import leapfrog.model.ModelData.Term;

/**
 * Evaluates the first and the last stage of a log density, around its rows: <i>constrain</i> makes scalars v and coefficients c of the
 * position θ, with their priors and log-Jacobians; <i>pull back</i> makes ∂/∂θ of ∂/∂c.
 */
final class OuterStages {
    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    private final Term[] terms;
    private final ScalarPrior[] priors;
    private final CorrelatedEffects[] blocks;
    final ScalarParameters scalars;
    /** c, all terms' coefficients. */
    final double[] coefficient;
    /** ∂ log likelihood / ∂c, to be filled between the two stages. */
    final double[] coefficientGradient;

    OuterStages(ModelData data) {
        terms = data.terms().toArray(Term[]::new);
        priors = data.priors().stream().map(ScalarPrior::new).toArray(ScalarPrior[]::new);
        blocks = data.correlated().stream().map(CorrelatedEffects::new).toArray(CorrelatedEffects[]::new);
        scalars = new ScalarParameters(data.scalars());
        coefficient = new double[data.coefficients()];
        coefficientGradient = new double[data.coefficients()];
    }

    /** Fills scalars and coefficients; returns their log density and log-Jacobians, whose derivatives it starts the gradient with. */
    double constrain(double[] position, int at, double[] gradient, int gradientAt) {
        double logDensity = scalars.constrain(position, at, gradient, gradientAt);
        for (ScalarPrior prior : priors) {
            logDensity += prior.add(scalars);
        }
        for (Term term : terms) {
            logDensity += constrain(term, position, at, gradient, gradientAt);
        }
        return logDensity;
    }

    /** Adds to the gradient what derivatives by coefficients and scalars mean for the coordinates. */
    void pullBack(double[] position, int at, double[] gradient, int gradientAt) {
        for (Term term : terms) {
            pullBack(term, position, at, gradient, gradientAt);
        }
        scalars.pullBack(gradient, gradientAt);
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
