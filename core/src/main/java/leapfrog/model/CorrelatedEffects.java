package leapfrog.model;

import leapfrog.model.ModelData.Correlated;

/**
 * Constrains one block of correlated effects and pulls its derivatives back: coefficients and their density, the Cholesky factor of
 * the correlation, the canonical partial correlations that it is made of.
 */
final class CorrelatedEffects {
    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    private final Correlated block;
    private final int size;
    private final int levels;
    private final CorrelationFactor correlation;
    /** [K × K] of {@link #correlation}: L, and derivatives by its entries. */
    private final double[] factor;

    private final double[] byFactor;
    /** [K] scratch: of a level, standardised deviations and what they become. */
    private final double[] x;

    private final double[] y;

    CorrelatedEffects(Correlated block) {
        this.block = block;
        size = block.size();
        levels = block.centered().length;
        correlation = new CorrelationFactor(size, block.firstPartial());
        factor = correlation.value;
        byFactor = correlation.derivative;
        x = new double[size];
        y = new double[size];
    }

    /**
     * Fills the block's coefficients, coefficient k of level j at {@code first + k · levels + j}; returns the log density of its
     * coordinates, and sets the gradient to its derivatives.
     */
    double constrain(
            ScalarParameters parameters,
            double[] position,
            int at,
            double[] coefficient,
            int first,
            double[] gradient,
            int gradientAt) {
        correlation.fill(parameters);
        double sum = -size * levels * HALF_LOG_TWO_PI;
        for (int j = 0; j < levels; j++) {
            sum += block.centered()[j]
                    ? centered(j, parameters, position, at, coefficient, first, gradient, gradientAt)
                    : noncentered(j, parameters, position, at, coefficient, first, gradient, gradientAt);
        }
        return sum;
    }

    private double mean(int k, ScalarParameters parameters) {
        return block.mean()[k] < 0 ? 0 : parameters.value[block.mean()[k]];
    }

    private double noncentered(
            int j,
            ScalarParameters parameters,
            double[] position,
            int at,
            double[] coefficient,
            int first,
            double[] gradient,
            int gradientAt) {
        double sum = 0;
        for (int k = 0; k < size; k++) {
            int coordinate = block.firstCoordinate() + k * levels + j;
            double z = position[at + coordinate];
            sum -= 0.5 * z * z;
            gradient[gradientAt + coordinate] = -z;
            x[k] = z;
            double correlated = 0;
            for (int m = 0; m <= k; m++) {
                correlated += factor[k * size + m] * x[m];
            }
            coefficient[first + k * levels + j] = mean(k, parameters) + parameters.value[block.sd()[k]] * correlated;
        }
        return sum;
    }

    /** With x = L⁻¹ diag(sd)⁻¹ (c − mean) and y = L⁻ᵀ x: log density −½ xᵀx − Σ log(sd_k L_kk), derivative −y / sd by c and y xᵀ by L. */
    private double centered(
            int j,
            ScalarParameters parameters,
            double[] position,
            int at,
            double[] coefficient,
            int first,
            double[] gradient,
            int gradientAt) {
        double sum = 0;
        for (int k = 0; k < size; k++) {
            double c = position[at + block.firstCoordinate() + k * levels + j];
            coefficient[first + k * levels + j] = c;
            double rest = (c - mean(k, parameters)) / parameters.value[block.sd()[k]];
            for (int m = 0; m < k; m++) {
                rest -= factor[k * size + m] * x[m];
            }
            double diagonal = factor[k * size + k];
            x[k] = rest / diagonal;
            sum -= 0.5 * x[k] * x[k] + parameters.logarithm[block.sd()[k]] + Math.log(diagonal);
            byFactor[k * size + k] -= 1 / diagonal;
        }
        for (int k = size - 1; k >= 0; k--) {
            double rest = x[k];
            for (int m = k + 1; m < size; m++) {
                rest -= factor[m * size + k] * y[m];
            }
            y[k] = rest / factor[k * size + k];
        }
        for (int k = 0; k < size; k++) {
            int sd = block.sd()[k];
            double pull = y[k] / parameters.value[sd];
            gradient[gradientAt + block.firstCoordinate() + k * levels + j] = -pull;
            if (block.mean()[k] >= 0) {
                parameters.addByValue(block.mean()[k], pull);
            }
            double deviation = coefficient[first + k * levels + j] - mean(k, parameters);
            parameters.addByLogarithm(sd, pull * deviation - 1);
            for (int m = 0; m <= k; m++) {
                byFactor[k * size + m] += y[k] * x[m];
            }
        }
        return sum;
    }

    /** Adds what derivatives by the coefficients mean for the coordinates, the scalars and the partial correlations. */
    void pullBack(
            ScalarParameters parameters,
            double[] position,
            int at,
            double[] coefficientGradient,
            int first,
            double[] gradient,
            int gradientAt) {
        for (int j = 0; j < levels; j++) {
            for (int k = 0; k < size; k++) {
                double byCoefficient = coefficientGradient[first + k * levels + j];
                int coordinate = block.firstCoordinate() + k * levels + j;
                if (block.centered()[j]) {
                    gradient[gradientAt + coordinate] += byCoefficient;
                    continue;
                }
                double byDeviation = parameters.value[block.sd()[k]] * byCoefficient;
                double correlated = 0;
                for (int m = 0; m <= k; m++) {
                    int other = block.firstCoordinate() + m * levels + j;
                    gradient[gradientAt + other] += factor[k * size + m] * byDeviation;
                    byFactor[k * size + m] += byDeviation * position[at + other];
                    correlated += factor[k * size + m] * position[at + other];
                }
                parameters.addByLogarithm(block.sd()[k], byDeviation * correlated);
                if (block.mean()[k] >= 0) {
                    parameters.addByValue(block.mean()[k], byCoefficient);
                }
            }
        }
        correlation.pullBack(parameters);
    }
}
