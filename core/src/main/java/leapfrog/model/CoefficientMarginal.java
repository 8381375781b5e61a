package leapfrog.model;

import leapfrog.model.ModelData.FamilyParameter;

/**
 * Evaluates the likelihood of normal rows with population coefficients β integrated out, and draws them, where there are no group
 * effects: {@link Marginal} then has coordinates in which Xᵀ W X and the priors' precision matrix are diagonal, g and π, and with
 * r = Xᵀ W y, h the priors' moment and P = π + τ g,
 *
 * <pre>β is Normal((h + τ r) / P, 1 / P),  log p(y | σ) = constant − N log σ − ½ Σ log P − ½ (q − Σ (h + τ r)² / P).</pre>
 */
final class CoefficientMarginal implements MarginalDensity, SeparateEffectDraw.One {
    private final Marginal data;
    private final FamilyParameter sigma;
    private final int columns;

    /** @param data of no effects */
    CoefficientMarginal(Marginal data, FamilyParameter sigma) {
        this.data = data;
        this.sigma = sigma;
        columns = data.columns();
    }

    @Override
    public double add(ScalarParameters scalars) {
        double value = value(scalars);
        double tau = 1 / (value * value);
        double quadratic = data.priorSquares() + tau * data.responseSquares();
        double residual = data.responseSquares();
        double product = 1;
        double log = 0;
        for (int m = 0; m < columns; m++) {
            double gram = data.columnGram()[m * columns + m];
            double response = data.columnResponse()[m];
            double precision = data.priorPrecision()[m * columns + m] + tau * gram;
            double moment = data.priorMoment()[m] + tau * response;
            double mean = moment / precision;
            quadratic -= moment * mean;
            residual += mean * (gram * mean - 2 * response) + gram / precision;
            product *= precision;
            if (!(product > 1e-100 && product < 1e100)) {
                log += Math.log(product);
                product = 1;
            }
        }
        double logSigma = sigma.scalar() < 0 ? Math.log(value) : scalars.logarithm[sigma.scalar()];
        if (sigma.scalar() >= 0) {
            scalars.addByLogarithm(sigma.scalar(), tau * residual - data.observations());
        }
        return data.constant() - data.observations() * logSigma - 0.5 * (log + Math.log(product) + quadratic);
    }

    @Override
    public void draw(ScalarParameters scalars, double[] normals, double[] beta, double[] deviations) {
        double value = value(scalars);
        double tau = 1 / (value * value);
        for (int m = 0; m < columns; m++) {
            double precision = data.priorPrecision()[m * columns + m] + tau * data.columnGram()[m * columns + m];
            double moment = data.priorMoment()[m] + tau * data.columnResponse()[m];
            beta[m] = moment / precision + normals[m] / Math.sqrt(precision);
        }
    }

    private double value(ScalarParameters scalars) {
        return sigma.scalar() < 0 ? sigma.value() : scalars.value[sigma.scalar()];
    }
}
