package leapfrog.compare;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import leapfrog.math.LogGamma;
import leapfrog.math.Softplus;
import leapfrog.model.Design;
import leapfrog.model.Family;
import leapfrog.model.Model;
import org.jspecify.annotations.Nullable;

/**
 * Computes the log density of original rows, with every constant, given their linear predictors and the family's parameters: w_i log
 * p(y_i | η_i, φ) with weights w. {@link leapfrog.model.Likelihood} holds the formulas.
 */
final class FamilyDensity {
    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    private final Family.Kind kind;
    private final double[] y;
    private final double @Nullable [] weight;
    private final double @Nullable [] standardError;
    private final boolean sigma;
    /** [n] of binomial rows. */
    private final double[] trials;
    /** [n] what of each row depends on neither η nor φ. */
    private final double[] constant;
    /** The different responses of negative binomial rows, and which of them each row has. */
    private final double[] different;

    private final int[] which;

    FamilyDensity(Model model) {
        Design design = model.design();
        kind = model.options().family().kind();
        y = design.response();
        weight = design.additions().weights();
        standardError = design.additions().standardError();
        sigma = design.additions().sigma();
        double[] given = design.additions().trials();
        trials = given == null ? filled(y.length, i -> 1) : given;
        constant = switch (kind) {
            case GAUSSIAN, STUDENT_T -> new double[0];
            case BERNOULLI, BINOMIAL -> filled(y.length, i -> LogGamma.choose(trials[i], y[i]));
            case POISSON, NEGATIVE_BINOMIAL -> filled(y.length, i -> -LogGamma.rising(1, y[i]));
        };
        different = kind == Family.Kind.NEGATIVE_BINOMIAL
                ? Arrays.stream(y).distinct().sorted().toArray()
                : new double[0];
        which = Arrays.stream(y)
                .mapToInt(value -> Arrays.binarySearch(different, value))
                .toArray();
    }

    private static double[] filled(int n, IntToDoubleFunction value) {
        double[] values = new double[n];
        Arrays.setAll(values, value);
        return values;
    }

    /**
     * Turns linear predictors into log densities, in place.
     *
     * @param parameters the values of {@link Family.Kind#parameters()}, in order
     * @param eta those of rows {@code from … to − 1}, at 0 … to − from − 1
     */
    void evaluate(double[] parameters, int from, int to, double[] eta) {
        switch (kind) {
            case GAUSSIAN -> gaussian(parameters[0], from, to, eta);
            case STUDENT_T -> studentT(parameters[0], parameters[1], from, to, eta);
            case BERNOULLI, BINOMIAL -> binomial(from, to, eta);
            case POISSON -> poisson(from, to, eta);
            case NEGATIVE_BINOMIAL -> negativeBinomial(parameters[0], from, to, eta);
        }
        if (weight != null) {
            for (int i = from; i < to; i++) {
                // A row that counts nothing says nothing, even where it is impossible.
                eta[i - from] = weight[i] == 0 ? 0 : weight[i] * eta[i - from];
            }
        }
    }

    private void gaussian(double scale, int from, int to, double[] eta) {
        double logScale = Math.log(scale);
        for (int i = from; i < to; i++) {
            double residual = y[i] - eta[i - from];
            if (standardError == null) {
                double x = residual / scale;
                eta[i - from] = -HALF_LOG_TWO_PI - logScale - 0.5 * x * x;
            } else {
                double variance = standardError[i] * standardError[i] + (sigma ? scale * scale : 0);
                eta[i - from] = -HALF_LOG_TWO_PI - 0.5 * (Math.log(variance) + residual * residual / variance);
            }
        }
    }

    private void studentT(double scale, double nu, int from, int to, double[] eta) {
        double once = LogGamma.halfStep(0.5 * nu) - 0.5 * Math.log(nu * Math.PI) - Math.log(scale);
        for (int i = from; i < to; i++) {
            double x = (y[i] - eta[i - from]) / scale;
            eta[i - from] = once - 0.5 * (nu + 1) * Math.log1p(x * x / nu);
        }
    }

    private void binomial(int from, int to, double[] eta) {
        for (int i = from; i < to; i++) {
            double t = eta[i - from];
            eta[i - from] = constant[i] - y[i] * Softplus.of(-t) - (trials[i] - y[i]) * Softplus.of(t);
        }
    }

    private void poisson(int from, int to, double[] eta) {
        for (int i = from; i < to; i++) {
            double t = eta[i - from];
            eta[i - from] = constant[i] + y[i] * t - Math.exp(t);
        }
    }

    private void negativeBinomial(double shape, int from, int to, double[] eta) {
        double[] rising = filled(different.length, u -> LogGamma.rising(shape, different[u]));
        double logShape = Math.log(shape);
        for (int i = from; i < to; i++) {
            double t = eta[i - from] - logShape;
            eta[i - from] = constant[i] + rising[which[i]] - y[i] * Softplus.of(-t) - shape * Softplus.of(t);
        }
    }

    /** What is expected of row i, on the scale of its response: the mean of y_i given η. */
    double expectation(int i, double eta) {
        return switch (kind) {
            case GAUSSIAN, STUDENT_T -> eta;
            case BERNOULLI, BINOMIAL -> trials[i] * Softplus.logistic(eta);
            case POISSON, NEGATIVE_BINOMIAL -> Math.exp(eta);
        };
    }
}
