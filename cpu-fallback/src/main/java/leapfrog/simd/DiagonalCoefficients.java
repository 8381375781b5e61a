package leapfrog.simd;

import java.util.Arrays;

/**
 * Evaluates normal rows with population coefficients integrated out where there are no effects, as {@link leapfrog.model.Marginal} has
 * them: a diagonal matrix, in loops over lanes that the compiler makes vectors of. Coefficients that are given take their columns out of the
 * response first.
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
    /** Of one column XᵀWy and the priors' moment; the mean of its coefficient. */
    private final double[] response;

    private final double[] moment;
    private final double[] mean;
    /** [given] β of those that are given, and derivatives by them. */
    private double[] given = new double[0];

    private double[] byGiven = new double[0];

    DiagonalCoefficients(int lanes) {
        this.lanes = lanes;
        product = new double[lanes];
        logarithm = new double[lanes];
        logPrecisions = new double[lanes];
        quadratic = new double[lanes];
        residual = new double[lanes];
        response = new double[lanes];
        moment = new double[lanes];
        mean = new double[lanes];
    }

    /** Adds the likelihood to the log densities, and its derivatives by σ and by coefficients that are given. */
    void add(GeneralPlan model, MarginalPlan plan, double[] tau, Block block) {
        Arrays.fill(product, 1);
        Arrays.fill(logPrecisions, 0);
        Arrays.fill(residual, plan.rowProducts()[0]);
        Arrays.fill(quadratic, plan.priorProducts()[0]);
        readGiven(plan, tau, block);
        for (int l = 0; l < lanes; l++) {
            quadratic[l] += tau[l] * residual[l];
        }
        for (int m = 1; m <= plan.integrated(); m++) {
            readColumn(plan, m);
            addColumn(plan, m * plan.width() + m, tau);
            differentiate(plan, m, tau);
            if (m % GROUP == 0 || m == plan.integrated()) {
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
        plan.given().pullBack(model, byGiven, block);
    }

    /** Reads β of those that are given; takes them out of the squares, and begins the derivatives by them. */
    private void readGiven(MarginalPlan plan, double[] tau, Block block) {
        int count = plan.given().count();
        if (given.length < count * lanes) {
            given = new double[count * lanes];
            byGiven = new double[count * lanes];
        }
        plan.given().read(block, given);
        for (int k = 0; k < count; k++) {
            int column = 1 + plan.integrated() + k;
            double ofRows = plan.rowProducts()[column * plan.width()];
            double ofPriors = plan.priorProducts()[column * plan.width()];
            readColumn(plan, column);
            for (int l = 0; l < lanes; l++) {
                double beta = given[k * lanes + l];
                residual[l] -= beta * (ofRows + response[l]);
                quadratic[l] -= beta * (ofPriors + moment[l]);
                byGiven[k * lanes + l] = moment[l] + tau[l] * response[l];
            }
        }
    }

    /** Makes a column's products with the response, and the priors', less those with columns of coefficients that are given. */
    private void readColumn(MarginalPlan plan, int column) {
        Arrays.fill(response, plan.rowProducts()[column * plan.width()]);
        Arrays.fill(moment, plan.priorProducts()[column * plan.width()]);
        for (int k = 0; k < plan.given().count(); k++) {
            int at = (1 + plan.integrated() + k) * plan.width() + column;
            double byRows = plan.rowProducts()[at];
            double byPriors = plan.priorProducts()[at];
            for (int l = 0; l < lanes; l++) {
                response[l] -= byRows * given[k * lanes + l];
                moment[l] -= byPriors * given[k * lanes + l];
            }
        }
    }

    private void addColumn(MarginalPlan plan, int diagonal, double[] tau) {
        double gram = plan.rowProducts()[diagonal];
        double prior = plan.priorProducts()[diagonal];
        for (int l = 0; l < lanes; l++) {
            double precision = prior + tau[l] * gram;
            double sum = moment[l] + tau[l] * response[l];
            double inverse = 1 / precision;
            double average = sum * inverse;
            quadratic[l] -= sum * average;
            residual[l] += average * (gram * average - 2 * response[l]) + gram * inverse;
            product[l] *= precision;
            mean[l] = average;
        }
    }

    /** What a column that is integrated out takes from the derivatives by coefficients that are given. */
    private void differentiate(MarginalPlan plan, int column, double[] tau) {
        for (int k = 0; k < plan.given().count(); k++) {
            int at = (1 + plan.integrated() + k) * plan.width() + column;
            double byRows = plan.rowProducts()[at];
            double byPriors = plan.priorProducts()[at];
            for (int l = 0; l < lanes; l++) {
                byGiven[k * lanes + l] -= (byPriors + tau[l] * byRows) * mean[l];
            }
        }
    }
}
