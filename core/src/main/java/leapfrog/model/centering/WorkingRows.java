package leapfrog.model.centering;

import static java.util.Objects.requireNonNull;

import leapfrog.math.Softplus;
import leapfrog.model.Likelihood;
import leapfrog.model.ModelData;

/**
 * Approximates the rows of a likelihood by weighted Gaussian ones around given linear predictors, as Fisher scoring does: row i has the score g_i =
 * ∂ log p / ∂η and the expected information w_i = −E ∂² log p / ∂η². Estimates the family's parameters by moments.
 */
final class WorkingRows {
    /** What nu is taken for where it is estimated: heavy tails get little weight, and near normal rows lose little. */
    private static final double NU = 4;

    private static final double LEAST_SHAPE = 1e-3;
    private static final double LARGEST_SHAPE = 1e6;

    private final Likelihood likelihood;
    private final ModelData data;
    private final ModelData.Rows rows;
    private final int count;
    /** sigma² of the Gaussian forms and of Student's t, 1 / shape of the negative binomial. */
    private double dispersion;

    final double[] score;
    final double[] information;

    WorkingRows(Likelihood likelihood, ModelData data) {
        this.likelihood = likelihood;
        this.data = data;
        rows = data.rows();
        count = rows.count();
        score = new double[count];
        information = new double[count];
    }

    private boolean estimated() {
        return !data.parameters().isEmpty() && data.parameters().getFirst().scalar() >= 0;
    }

    private double weight(int row) {
        return rows.weight() == null ? 1 : rows.weight()[row];
    }

    /** Linear predictors that follow the response itself, a little towards the middle; sets a first dispersion. */
    double[] start() {
        double[] predictor = new double[count];
        for (int i = 0; i < count; i++) {
            double n = weight(i);
            double y = rows.response()[i];
            predictor[i] = switch (likelihood) {
                case NORMAL, NORMAL_WITH_ERROR, STUDENT_T -> y;
                case BINOMIAL -> Math.log((y + 0.5) / (n - y + 0.5));
                case POISSON, NEGATIVE_BINOMIAL -> Math.log((y + 0.5) / (n + 0.5));
            };
        }
        double value =
                data.parameters().isEmpty() ? 1 : data.parameters().getFirst().value();
        dispersion = switch (likelihood) {
            case NORMAL, NORMAL_WITH_ERROR, STUDENT_T -> estimated() ? meanSquare() : value * value;
            case BINOMIAL, POISSON -> 1;
            case NEGATIVE_BINOMIAL -> estimated() ? 1 : 1 / value;
        };
        return predictor;
    }

    /** Mean square about the offset: more than sigma², which the first iteration corrects. */
    private double meanSquare() {
        double sum = rows.totals().residualSumOfSquares();
        for (int i = 0; i < count; i++) {
            sum += weight(i) * square(rows.response()[i] - (rows.offset() == null ? 0 : rows.offset()[i]));
        }
        return sum / rows.totals().observations();
    }

    /** Fills scores and informations at these linear predictors. */
    void expand(double[] predictor) {
        for (int i = 0; i < count; i++) {
            expand(i, predictor[i]);
        }
    }

    private void expand(int i, double eta) {
        double n = weight(i);
        double y = rows.response()[i];
        switch (likelihood) {
            case NORMAL -> set(i, n / dispersion, y - eta);
            case NORMAL_WITH_ERROR ->
                set(i, n / (dispersion + square(requireNonNull(rows.standardError())[i])), y - eta);
            case STUDENT_T -> {
                double nu = nu();
                double share = (nu + 1) / (nu + square(y - eta) / dispersion);
                score[i] = n * share * (y - eta) / dispersion;
                information[i] = n * (nu + 1) / ((nu + 3) * dispersion);
            }
            case BINOMIAL -> {
                double p = Softplus.logistic(eta);
                score[i] = y - n * p;
                information[i] = n * p * Softplus.logistic(-eta);
            }
            case POISSON, NEGATIVE_BINOMIAL -> {
                double mean = Math.exp(eta);
                double spread = likelihood == Likelihood.POISSON ? 1 : 1 + mean * dispersion;
                score[i] = (y - n * mean) / spread;
                information[i] = n * mean / spread;
            }
        }
    }

    private void set(int i, double precision, double residual) {
        score[i] = precision * residual;
        information[i] = precision;
    }

    private double nu() {
        return data.parameters().get(1).scalar() < 0 ? data.parameters().get(1).value() : NU;
    }

    /**
     * Estimates the dispersion at these linear predictors.
     *
     * @param effective number of coefficients that the data determine
     */
    void estimate(double[] predictor, double effective) {
        if (!estimated()) {
            return;
        }
        double total = rows.totals().observations();
        double left = Math.max(total - effective, 0.1 * total);
        switch (likelihood) {
            case NORMAL -> dispersion = (squares(predictor) + rows.totals().residualSumOfSquares()) / left;
            case STUDENT_T -> {
                double nu = nu();
                double sum = 0;
                for (int i = 0; i < count; i++) {
                    double squared = square(rows.response()[i] - predictor[i]);
                    sum += weight(i) * squared * (nu + 1) / (nu + squared / dispersion);
                }
                dispersion = sum / left;
            }
            case NORMAL_WITH_ERROR -> {
                double above = 0;
                double below = 0;
                for (int i = 0; i < count; i++) {
                    double precision = 1 / (dispersion + square(requireNonNull(rows.standardError())[i]));
                    above += weight(i) * square(precision * (rows.response()[i] - predictor[i]));
                    below += weight(i) * precision;
                }
                dispersion *= above / below * total / left;
            }
            case NEGATIVE_BINOMIAL -> {
                double squares = squaredResponses();
                double means = 0;
                double squaredMeans = 0;
                for (int i = 0; i < count; i++) {
                    double mean = Math.exp(predictor[i]);
                    squares += weight(i) * mean * mean - 2 * rows.response()[i] * mean;
                    means += weight(i) * mean;
                    squaredMeans += weight(i) * mean * mean;
                }
                double excess = squares * total / left - means;
                dispersion = Math.clamp(excess / squaredMeans, 1 / LARGEST_SHAPE, 1 / LEAST_SHAPE);
            }
            case BINOMIAL, POISSON -> throw new IllegalStateException(likelihood + " has no parameter");
        }
    }

    /** Of the original responses, which reduced rows no longer have. */
    private double squaredResponses() {
        double sum = 0;
        for (int u = 0; u < rows.totals().responses().length; u++) {
            sum += rows.totals().responseWeights()[u] * square(rows.totals().responses()[u]);
        }
        return sum;
    }

    private double squares(double[] predictor) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += weight(i) * square(rows.response()[i] - predictor[i]);
        }
        return sum;
    }

    private static double square(double x) {
        return x * x;
    }
}
