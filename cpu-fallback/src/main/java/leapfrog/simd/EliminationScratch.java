package leapfrog.simd;

import java.util.Arrays;

/**
 * Holds what {@link EliminationStage} makes of a block of points, a line of lanes for each number; {@code leapfrog.model.MarginalLikelihood} has
 * the formulas.
 */
final class EliminationScratch {
    final int lanes;
    final double[] tau;
    /** Λ of all factors after the number 1; L of them; Σ E[ζ ζᵀ] over their levels. */
    double[] lambda = new double[0];

    double[] factors = new double[0];
    double[] moments = new double[0];
    /** [J × K × K] C of each level, with inverses on the diagonal; its G, later Y, from a line of its own on. */
    double[] roots = new double[0];

    double[] solved = new double[0];
    /** What a row of G has of each row that it is made of. */
    double[] shares = new double[0];

    int[] solvedAt = new int[0];
    /** [groups of levels] products of the diagonals of C, and logarithms. */
    double[] products = new double[0];

    double[] logarithms = new double[0];
    /** [width × width] P and its C, with inverses on the diagonal; C⁻¹; P⁻¹ and H, its lower triangle with half of the diagonal. */
    double[] precision = new double[0];

    double[] inverse = new double[0];
    double[] covariance = new double[0];
    double[] halved = new double[0];
    /** [width] C⁻¹ g, and the mean. */
    double[] half = new double[0];

    double[] mean = new double[0];
    /** Of population coefficients that are given [given] β and derivatives by it, and [given × width] their rows of P. */
    double[] given = new double[0];

    double[] byGiven = new double[0];
    double[] givenRows = new double[0];
    /** Of one level E[ζ]; Y H of a batch of levels; of one level C⁻¹. */
    double[] zeta = new double[0];

    double[] spread = new double[0];
    double[] inverseRoot = new double[0];
    /** q − gᵀ P⁻¹ g; squares of coefficients over their variances, in expectation. */
    final double[] quadratic;

    final double[] squares;

    EliminationScratch(int lanes) {
        this.lanes = lanes;
        tau = new double[lanes];
        quadratic = new double[lanes];
        squares = new double[lanes];
    }

    void reserve(EliminationPlan plan) {
        int k = plan.effects();
        int width = plan.width();
        lambda = atLeast(lambda, plan.scaleLines());
        factors = atLeast(factors, plan.scaleLines());
        moments = atLeast(moments, plan.scaleLines());
        Arrays.fill(lambda, 0, lanes, 1);
        roots = atLeast(roots, plan.levels() * k * k);
        solvedAt = solvedAt.length > plan.levels() ? solvedAt : new int[plan.levels() + 1];
        for (int j = 0; j < plan.levels(); j++) {
            solvedAt[j + 1] = solvedAt[j] + k * (1 + plan.met()[j].length);
        }
        solved = atLeast(solved, solvedAt[plan.levels()]);
        int groups = groups(plan);
        products = atLeast(products, groups + width);
        logarithms = atLeast(logarithms, groups + width);
        precision = atLeast(precision, width * width);
        inverse = atLeast(inverse, width * width);
        covariance = atLeast(covariance, width * width);
        halved = atLeast(halved, width * width);
        half = atLeast(half, width);
        mean = atLeast(mean, width);
        given = atLeast(given, plan.given().count());
        byGiven = atLeast(byGiven, plan.given().count());
        givenRows = atLeast(givenRows, plan.given().count() * width);
        shares = atLeast(shares, k);
        zeta = atLeast(zeta, k);
        spread = atLeast(spread, plan.mostInBatch());
        inverseRoot = atLeast(inverseRoot, k * k);
    }

    /** Levels whose diagonals are multiplied before a logarithm is taken. */
    static int group(EliminationPlan plan) {
        return Math.max(1, 16 / Math.max(1, plan.effects()));
    }

    static int groups(EliminationPlan plan) {
        return Math.ceilDiv(plan.levels(), group(plan));
    }

    private double[] atLeast(double[] array, int lines) {
        return array.length < lines * lanes ? new double[lines * lanes] : array;
    }
}
