package leapfrog.simd;

/**
 * Evaluates normal rows with population coefficients integrated out where there are no effects, as {@link leapfrog.model.Marginal} has
 * them: a diagonal matrix, in loops over lanes that the compiler makes vectors of.
 */
final class DiagonalCoefficients {
    /** Precisions whose product is taken before a logarithm. */
    private static final int GROUP = 8;

    private final int lanes;
    private final double[] product;
    private final double[] logarithm;
    private final double[] logPrecisions;
    private final double[] quadratic;
    private final double[] residual;

    DiagonalCoefficients(int lanes) {
        this.lanes = lanes;
        product = new double[lanes];
        logarithm = new double[lanes];
        logPrecisions = new double[lanes];
        quadratic = new double[lanes];
        residual = new double[lanes];
    }

    /** Adds the likelihood to the log densities, and its derivative by σ. */
    void add(MarginalPlan plan, double[] tau, Block block) {
        double squares = plan.rowProducts()[0];
        for (int l = 0; l < lanes; l++) {
            product[l] = 1;
            logPrecisions[l] = 0;
            quadratic[l] = plan.priorProducts()[0] + tau[l] * squares;
            residual[l] = squares;
        }
        int width = plan.width();
        for (int m = 1; m < width; m++) {
            addColumn(plan, m * width, m * width + m, tau);
            if (m % GROUP == 0 || m == width - 1) {
                block.math.log(product, 0, logarithm, 0, 1);
                for (int l = 0; l < lanes; l++) {
                    logPrecisions[l] += logarithm[l];
                    product[l] = 1;
                }
            }
        }
        for (int l = 0; l < lanes; l++) {
            block.logDensities[block.logDensityAt + l] -=
                    plan.observations() * block.familyLogarithms[l] + 0.5 * (logPrecisions[l] + quadratic[l]);
        }
        for (int l = 0; plan.sigma() >= 0 && l < lanes; l++) {
            block.derivatives[plan.sigma() * lanes + l] += tau[l] * residual[l] - plan.observations();
        }
    }

    private void addColumn(MarginalPlan plan, int response, int diagonal, double[] tau) {
        double gram = plan.rowProducts()[diagonal];
        double prior = plan.priorProducts()[diagonal];
        double byResponse = plan.rowProducts()[response];
        double priorMoment = plan.priorProducts()[response];
        for (int l = 0; l < lanes; l++) {
            double precision = prior + tau[l] * gram;
            double moment = priorMoment + tau[l] * byResponse;
            double inverse = 1 / precision;
            double mean = moment * inverse;
            quadratic[l] -= moment * mean;
            residual[l] += mean * (gram * mean - 2 * byResponse) + gram * inverse;
            product[l] *= precision;
        }
    }
}
