package leapfrog.model;

import leapfrog.model.ModelData.FamilyParameter;

/**
 * Evaluates the likelihood of normal rows with population coefficients β integrated out, and draws them, where there are no group
 * effects: {@link Marginal} then has coordinates in which Xᵀ W X and the priors' precision matrix are diagonal, g and π, and with
 * r = Xᵀ W y, h the priors' moment and P = π + τ g,
 *
 * <pre>β is Normal((h + τ r) / P, 1 / P),  log p(y | σ) = constant − N log σ − ½ Σ log P − ½ (q − Σ (h + τ r)² / P).</pre>
 *
 * Coefficients that are given take their columns out of y first.
 */
final class CoefficientMarginal implements MarginalDensity, SeparateEffectDraw.One {
    private final Marginal data;
    private final FamilyParameter sigma;
    private final int columns;
    private final int integrated;
    private final GivenCoefficients given;
    /** [p] r and h, and the squares q is made of, less what coefficients that are given take out. */
    private final double[] response;

    private final double[] moment;
    private double responseSquares;
    private double priorSquares;

    /** @param data of no effects */
    CoefficientMarginal(Marginal data, FamilyParameter sigma) {
        this.data = data;
        this.sigma = sigma;
        columns = data.columns();
        integrated = data.integrated();
        given = new GivenCoefficients(data);
        response = new double[columns];
        moment = new double[columns];
    }

    @Override
    public double add(ScalarParameters scalars) {
        takeOutGiven(scalars);
        double value = value(scalars);
        double tau = 1 / (value * value);
        double quadratic = priorSquares + tau * responseSquares;
        double residual = responseSquares;
        double product = 1;
        double log = 0;
        for (int m = 0; m < integrated; m++) {
            double gram = data.columnGram()[m * columns + m];
            double precision = data.priorPrecision()[m * columns + m] + tau * gram;
            double sum = moment[m] + tau * response[m];
            double mean = sum / precision;
            quadratic -= sum * mean;
            residual += mean * (gram * mean - 2 * response[m]) + gram / precision;
            product *= precision;
            if (!(product > 1e-100 && product < 1e100)) {
                log += Math.log(product);
                product = 1;
            }
            for (int k = 0; k < given.count; k++) {
                int at = (integrated + k) * columns + m;
                given.add(scalars, k, -mean * (data.priorPrecision()[at] + tau * data.columnGram()[at]));
            }
        }
        for (int k = 0; k < given.count; k++) {
            given.add(scalars, k, moment[integrated + k] + tau * response[integrated + k]);
        }
        double logSigma = sigma.scalar() < 0 ? Math.log(value) : scalars.logarithm[sigma.scalar()];
        if (sigma.scalar() >= 0) {
            scalars.addByLogarithm(sigma.scalar(), tau * residual - data.observations());
        }
        return data.constant() - data.observations() * logSigma - 0.5 * (log + Math.log(product) + quadratic);
    }

    @Override
    public void draw(ScalarParameters scalars, double[] normals, double[] beta, double[] deviations) {
        takeOutGiven(scalars);
        double value = value(scalars);
        double tau = 1 / (value * value);
        for (int m = 0; m < integrated; m++) {
            double precision = data.priorPrecision()[m * columns + m] + tau * data.columnGram()[m * columns + m];
            beta[m] = (moment[m] + tau * response[m]) / precision + normals[m] / Math.sqrt(precision);
        }
        System.arraycopy(given.beta, 0, beta, integrated, given.count);
    }

    /** Makes r, h and the squares of y less the columns of coefficients that are given. */
    private void takeOutGiven(ScalarParameters scalars) {
        given.read(scalars);
        responseSquares = takeOut(data.responseSquares(), data.columnResponse(), data.columnGram(), response);
        priorSquares = takeOut(data.priorSquares(), data.priorMoment(), data.priorPrecision(), moment);
    }

    /** Writes side − matrix β of those that are given, and returns the corner, less what it has of them. */
    private double takeOut(double corner, double[] side, double[] matrix, double[] to) {
        double left = corner;
        for (int m = 0; m < columns; m++) {
            double sum = side[m];
            for (int k = 0; k < given.count; k++) {
                sum -= matrix[(integrated + k) * columns + m] * given.beta[k];
            }
            to[m] = sum;
        }
        for (int k = 0; k < given.count; k++) {
            left -= given.beta[k] * (side[integrated + k] + to[integrated + k]);
        }
        return left;
    }

    private double value(ScalarParameters scalars) {
        return sigma.scalar() < 0 ? sigma.value() : scalars.value[sigma.scalar()];
    }
}
