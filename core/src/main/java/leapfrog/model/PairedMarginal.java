package leapfrog.model;

import leapfrog.model.ModelData.FamilyParameter;

/**
 * Evaluates the likelihood of normal rows with population coefficients and one or two effects of each level integrated out: the numbers
 * of {@link MarginalLikelihood}, to rounding, in a fraction of its time, by {@link PairedLevels}.
 *
 * <p>Derivatives by scales are expectations of those of the effects' density: by log sd of independent effects Σ E[ζ²] − 1; by log σ,
 * with O = τ Λ Λᵀ, those of scales that shrink together, and τ times the expected squares of residuals less N.
 */
final class PairedMarginal implements MarginalDensity {
    private final Marginal data;
    private final FamilyParameter sigma;
    private final PairedScales scales;
    private final PairedLevels levels;
    private final PairedCoefficients.Levels products;
    private final PairedCoefficients coefficients;
    private final GivenCoefficients given;
    private final int columns;
    private final double[] mean;
    private final double[] inverse;
    /** E of ζ₁², ζ₁ ζ₂ / δ and ζ₂², summed over levels. */
    private double first;

    private double mixed;
    private double second;

    /** @param data of at most two effects */
    PairedMarginal(Marginal data, FamilyParameter sigma) {
        this.data = data;
        this.sigma = sigma;
        columns = data.columns();
        scales = new PairedScales(data, sigma);
        levels = new PairedLevels(data);
        products = levels::product;
        coefficients = new PairedCoefficients(data);
        given = new GivenCoefficients(data);
        mean = new double[columns];
        inverse = new double[data.integrated() * columns];
    }

    @Override
    public double add(ScalarParameters scalars) {
        scales.set(scalars);
        levels.condition(scales.alpha, scales.gamma, scales.delta);
        given.read(scalars);
        coefficients.condition(scales.tau, products, given.beta);
        coefficients.moments(mean, inverse);
        for (int k = 0; k < given.count; k++) {
            mean[given.first + k] = given.beta[k];
            given.add(scalars, k, coefficients.derivative(k, mean));
        }
        double quadratic = data.priorSquares()
                + scales.tau * (data.responseSquares() - levels.product(0, 0))
                - coefficients.explained;
        for (int m = 0; m < columns; m++) {
            mean[m] = -mean[m];
        }
        expect();
        pullBack(scalars);
        return data.constant()
                - data.observations() * scales.logSigma
                - 0.5 * levels.logDeterminants()
                - coefficients.logFactor
                - 0.5 * quadratic;
    }

    /** Fills the expectations: M⁻¹, and z zᵀ of y − X E[β] and of X times each row of C⁻¹. */
    private void expect() {
        first = 0;
        mixed = 0;
        second = 0;
        double delta2 = scales.delta * scales.delta;
        for (int j = 0; j < levels.count; j++) {
            double lambdaK = levels.lambda[j] * levels.k[j];
            first += levels.inverse[j] + delta2 * levels.lambda[j] * lambdaK;
            mixed -= lambdaK;
            second += levels.k[j];
        }
        levels.combine(1, mean, 0);
        square(delta2);
        for (int m = 0; m < data.integrated(); m++) {
            levels.combine(0, inverse, m * columns);
            square(delta2);
        }
    }

    private void square(double delta2) {
        levels.solve();
        double by11 = 0;
        double by12 = 0;
        double by22 = 0;
        for (int j = 0; j < levels.count; j++) {
            double z1 = levels.combinedX[j];
            double z2 = levels.combinedH[j];
            by11 += z1 * z1;
            by12 += z1 * z2;
            by22 += z2 * z2;
        }
        first += scales.tau * by11;
        mixed += scales.tau * by12;
        second += scales.tau * delta2 * by22;
    }

    private void pullBack(ScalarParameters scalars) {
        double byScales = 0;
        if (data.effects() > 0) {
            // ρ / √(1 − ρ²) E[ζ₁ ζ₂] is γ times E[ζ₁ ζ₂] / δ.
            double byFirst = first - scales.gamma * mixed - levels.count;
            scalars.addByLogarithm(data.sd()[0], byFirst);
            byScales += byFirst;
        }
        if (data.effects() == 2) {
            double bySecond = second + scales.gamma * mixed - levels.count;
            scalars.addByLogarithm(data.sd()[1], bySecond);
            byScales += bySecond;
            if (scales.partial() >= 0) {
                double sd = scalars.value[data.sd()[1]] * Math.sqrt(scales.tau);
                scalars.addByCoordinate(
                        scales.partial(), sd * scales.rest * mixed - scales.correlation * (second - levels.count));
            }
        }
        if (sigma.scalar() >= 0) {
            scalars.addByLogarithm(sigma.scalar(), residual() - data.observations() - byScales);
        }
    }

    /** τ times what the levels leave of the products of columns, of y − X E[β] and of X times each row of C⁻¹. */
    private double residual() {
        double sum = quadratic(0, 0);
        for (int m = 0; m < columns; m++) {
            sum += 2 * mean[m] * quadratic(m + 1, 0);
            for (int n = 0; n < columns; n++) {
                double moment = mean[m] * mean[n];
                for (int t = Math.max(m, n); t < data.integrated(); t++) {
                    moment += inverse[t * columns + m] * inverse[t * columns + n];
                }
                sum += moment * quadratic(m + 1, n + 1);
            }
        }
        return scales.tau * sum;
    }

    private double quadratic(int m, int n) {
        double of = m == 0
                ? data.responseSquares()
                : n == 0 ? data.columnResponse()[m - 1] : data.columnGram()[(m - 1) * columns + n - 1];
        return of - levels.product(m, n);
    }
}
