package leapfrog.model;

import static java.util.Objects.requireNonNull;

import leapfrog.math.Log1p;
import leapfrog.math.LogGamma;
import leapfrog.math.Softplus;
import leapfrog.model.ModelData.FamilyParameter;
import leapfrog.model.ModelData.Rows;
import leapfrog.model.ModelData.Totals;
import org.jspecify.annotations.Nullable;

/** Evaluates the log likelihood of rows given their linear predictors; {@link Likelihood} holds the formulas. */
final class RowLikelihood {
    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    private final Likelihood likelihood;
    private final FamilyParameter[] parameters;
    private final Rows rows;
    private final double[] response;
    private final double @Nullable [] weights;
    private final Totals totals;
    /** The family's parameters at this point, their logarithms, and what the log likelihood gains by those. */
    private final double[] value;

    private final double[] logarithm;
    private final double[] derivative;
    /** What the rows added, but for {@link Likelihood#NORMAL}, whose weighted squared residuals are summed apart. */
    private double logLikelihood;

    private double squares;
    /** 1 / σ² of {@link Likelihood#NORMAL}. */
    private double precision;

    RowLikelihood(Likelihood likelihood, ModelData data) {
        this.likelihood = likelihood;
        parameters = data.parameters().toArray(FamilyParameter[]::new);
        rows = data.rows();
        response = rows.response();
        weights = rows.weight();
        totals = rows.totals();
        value = new double[parameters.length];
        logarithm = new double[parameters.length];
        derivative = new double[parameters.length];
    }

    /**
     * Returns the log likelihood of all rows, and adds its derivatives by the family's parameters.
     *
     * @param eta [rows] linear predictors, which the derivatives of the log likelihood by them replace
     */
    double evaluate(ScalarParameters scalars, double[] eta) {
        begin(scalars);
        if (likelihood == Likelihood.NORMAL) {
            normal(eta);
        } else {
            for (int i = 0; i < eta.length; i++) {
                eta[i] = row(i, weights == null ? 1 : weights[i], response[i], eta[i]);
            }
        }
        return finish(scalars);
    }

    /**
     * Returns the log likelihood of all rows, of sums over them that were made elsewhere, and adds its derivatives by the family's
     * parameters.
     *
     * @param sums from {@code at} on: what rows add to the log likelihood, and to its derivative by the logarithm of each parameter
     */
    double evaluate(ScalarParameters scalars, double[] sums, int at) {
        begin(scalars);
        logLikelihood = sums[at];
        System.arraycopy(sums, at + 1, derivative, 0, derivative.length);
        return finish(scalars);
    }

    /** Writes the family's parameters at this point, then their logarithms. */
    void write(ScalarParameters scalars, double[] target, int at) {
        begin(scalars);
        System.arraycopy(value, 0, target, at, value.length);
        System.arraycopy(logarithm, 0, target, at + value.length, value.length);
    }

    private void begin(ScalarParameters scalars) {
        for (int k = 0; k < parameters.length; k++) {
            int scalar = parameters[k].scalar();
            value[k] = scalar < 0 ? parameters[k].value() : scalars.value[scalar];
            logarithm[k] = scalar < 0 ? Math.log(value[k]) : scalars.logarithm[scalar];
            derivative[k] = 0;
        }
        squares = totals.residualSumOfSquares();
        precision = likelihood == Likelihood.NORMAL ? 1 / (value[0] * value[0]) : Double.NaN;
        logLikelihood = 0;
    }

    private void normal(double[] eta) {
        double[] y = response;
        double[] w = weights;
        double tau = precision;
        double sum = squares;
        for (int i = 0; i < eta.length; i++) {
            double residual = y[i] - eta[i];
            double weighted = w == null ? residual : w[i] * residual;
            sum += weighted * residual;
            eta[i] = weighted * tau;
        }
        squares = sum;
    }

    /** Adds one row; returns the derivative of its log likelihood by η. */
    private double row(int i, double weight, double y, double predictor) {
        return switch (likelihood) {
            case NORMAL -> throw new AssertionError("has a loop of its own");
            case NORMAL_WITH_ERROR -> normalWithError(i, weight, y - predictor);
            case STUDENT_T -> studentT(weight, y - predictor);
            case BINOMIAL -> binomial(y, weight - y, predictor);
            case POISSON -> {
                double mean = weight * Math.exp(predictor);
                logLikelihood += y * predictor - mean;
                yield y - mean;
            }
            case NEGATIVE_BINOMIAL -> negativeBinomial(y, weight, predictor);
        };
    }

    private double normalWithError(int row, double weight, double residual) {
        double error = requireNonNull(rows.standardError())[row];
        double variance = value[0] * value[0] + error * error;
        double scaled = residual * residual / variance;
        logLikelihood -= weight * (0.5 * Math.log(variance) + HALF_LOG_TWO_PI + 0.5 * scaled);
        derivative[0] += weight * (scaled - 1) * (value[0] * value[0] / variance);
        return weight * residual / variance;
    }

    private double studentT(double weight, double residual) {
        double nu = value[1];
        double x = residual / value[0];
        double ratio = x * x / nu;
        double share = (nu + 1) * ratio / (1 + ratio);
        double logarithmic = Log1p.of(ratio);
        logLikelihood -= weight * 0.5 * (nu + 1) * logarithmic;
        derivative[0] += weight * share;
        derivative[1] += weight * 0.5 * (share - nu * logarithmic);
        return weight * (nu + 1) * x / ((nu + x * x) * value[0]);
    }

    /** Successes and failures, each with its own tail, so that nothing cancels. */
    private double binomial(double successes, double failures, double predictor) {
        logLikelihood -= successes * Softplus.of(-predictor) + failures * Softplus.of(predictor);
        return successes * Softplus.logistic(-predictor) - failures * Softplus.logistic(predictor);
    }

    private double negativeBinomial(double y, double weight, double predictor) {
        double t = predictor - logarithm[0];
        double trials = weight * value[0];
        double tail = trials * Softplus.of(t);
        logLikelihood -= y * Softplus.of(-t) + tail;
        double byPredictor = y * Softplus.logistic(-t) - trials * Softplus.logistic(t);
        derivative[0] -= byPredictor + tail;
        return byPredictor;
    }

    private double finish(ScalarParameters scalars) {
        double sum = logLikelihood + totals.constant();
        double n = totals.observations();
        switch (likelihood) {
            case NORMAL -> {
                double scaled = squares * precision;
                sum -= n * (logarithm[0] + HALF_LOG_TWO_PI) + 0.5 * scaled;
                derivative[0] += scaled - n;
            }
            case STUDENT_T -> {
                double nu = value[1];
                sum += n * (LogGamma.halfStep(0.5 * nu) - 0.5 * (logarithm[1] + Math.log(Math.PI)) - logarithm[0]);
                derivative[0] -= n;
                derivative[1] += n * 0.5 * (nu * LogGamma.halfStepSlope(0.5 * nu) - 1);
            }
            case NEGATIVE_BINOMIAL -> {
                for (int u = 0; u < totals.responses().length; u++) {
                    double weight = totals.responseWeights()[u];
                    sum += weight * LogGamma.rising(value[0], totals.responses()[u]);
                    derivative[0] += weight * value[0] * LogGamma.risingSlope(value[0], totals.responses()[u]);
                }
            }
            case NORMAL_WITH_ERROR, BINOMIAL, POISSON -> {
                // Rows say it all.
            }
        }
        for (int k = 0; k < parameters.length; k++) {
            if (parameters[k].scalar() >= 0) {
                scalars.addByLogarithm(parameters[k].scalar(), derivative[k]);
            }
        }
        return sum;
    }
}
