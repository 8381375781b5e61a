package leapfrog.compare;

import java.util.Arrays;
import java.util.List;
import leapfrog.math.Triangle;

/**
 * Weights models so that the mixture of their predictive distributions has the greatest log score: w maximises Σ_i log Σ_k w_k exp
 * elpd_ik over w ≥ 0, Σ w = 1 (Yao, Vehtari, Simpson and Gelman 2018, doi:10.1214/17-BA1091).
 *
 * <p>Differs from the source in the optimiser. Since the score of c · w is n log c more, the constraint Σ w = 1 may be dropped for the
 * term −n Σ w; what is left has w ≥ 0 alone, and −log is self-concordant, so that Newton steps on it with a logarithmic barrier, damped
 * where they are long, converge from everywhere (Nesterov and Nemirovskii 1994).
 */
public final class Stacking {
    /** The mean log score is found to within this, for each model. */
    private static final double LEAST_BARRIER = 1e-11;

    private static final int MOST_STEPS = 1000;

    private final double[][] density;
    private final double[] weights;

    private Stacking(double[][] density) {
        this.density = density;
        int models = density[0].length;
        weights = new double[models];
        Arrays.fill(weights, 1.0 / models);
    }

    /**
     * Finds the weights.
     *
     * @param models at least one; all of the same rows
     * @return [models] weights; NaN where an elpd is not finite
     */
    public static double[] weights(List<Elpd> models) {
        int rows = models.getFirst().pointwise().length;
        int count = models.size();
        double[][] density = new double[rows][count];
        for (int i = 0; i < rows; i++) {
            double most = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < count; k++) {
                density[i][k] = models.get(k).pointwise()[i];
                most = Math.max(most, density[i][k]);
            }
            for (int k = 0; k < count; k++) {
                density[i][k] = Math.exp(density[i][k] - most);
            }
        }
        return new Stacking(density).optimise();
    }

    private double[] optimise() {
        int steps = 0;
        for (double barrier = 1.0 / density.length; barrier >= LEAST_BARRIER && steps < MOST_STEPS; barrier *= 0.1) {
            while (step(barrier) > 1e-3 && steps < MOST_STEPS) {
                steps++;
            }
        }
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        for (int k = 0; k < weights.length; k++) {
            weights[k] /= sum;
        }
        return weights;
    }

    /**
     * Takes a Newton step on −mean log Σ_k w_k p_ik + Σ w − barrier · Σ log w, divided by the barrier.
     *
     * @return the Newton decrement before it
     */
    private double step(double barrier) {
        int models = weights.length;
        double[] gradient = new double[models];
        double[] hessian = new double[models * models];
        double share = 1.0 / density.length;
        for (double[] row : density) {
            double mixture = 0;
            for (int k = 0; k < models; k++) {
                mixture += weights[k] * row[k];
            }
            for (int k = 0; k < models; k++) {
                double ratio = row[k] / mixture;
                gradient[k] -= share * ratio;
                for (int m = 0; m <= k; m++) {
                    hessian[k * models + m] += share * ratio * (row[m] / mixture);
                }
            }
        }
        for (int k = 0; k < models; k++) {
            gradient[k] += 1 - barrier / weights[k];
            hessian[k * models + k] += barrier / (weights[k] * weights[k]);
        }
        double[] direction = gradient.clone();
        Triangle.factor(hessian, 0, models);
        Triangle.solve(hessian, 0, models, direction, 0, 1);
        double square = 0;
        for (double d : direction) {
            square += d * d;
        }
        Triangle.solveTransposed(hessian, 0, models, direction, 0, 1);
        double decrement = Math.sqrt(square / barrier);
        for (int k = 0; k < models; k++) {
            weights[k] -= direction[k] / (1 + decrement);
        }
        return decrement;
    }
}
