package leapfrog.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import leapfrog.model.design.DesignBuilder;
import leapfrog.model.formula.Formula;
import leapfrog.model.prior.Priors;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;

/** Holds marginal densities to that of the response: normal, with means and a covariance matrix that are written out row by row. */
class MarginalDensityTest {
    private static final int ROWS = 60;

    private final double[] y = new double[ROWS];
    private final double[] x = new double[ROWS];
    private final double[] z = new double[ROWS];
    private final double[] w = new double[ROWS];
    private final double[] g = new double[ROWS];
    private final double[] f = new double[ROWS];

    MarginalDensityTest() {
        Random random = new Random(8);
        for (int i = 0; i < ROWS; i++) {
            x[i] = random.nextGaussian();
            z[i] = random.nextGaussian();
            w[i] = 0.5 + random.nextDouble();
            g[i] = random.nextInt(7);
            f[i] = random.nextInt(4);
            y[i] = 2 + x[i] + random.nextGaussian();
        }
    }

    /** Two factors, the smaller one with more effects a level than the larger one. */
    @Test
    void ofCrossedFactors() {
        Scalars scalars = scalars("y ~ x + (1 | g) + (1 + z | f)", 3, 1);
        double rho = scalars.correlations()[0];
        double[] sd = scalars.sd();
        double expected = density(scalars.sigma(), (i, j) -> {
            double sum = population(i, j);
            sum += g[i] == g[j] ? sd[0] * sd[0] : 0;
            return sum + (f[i] == f[j] ? pair(sd[1], sd[2], rho, z[i], z[j]) : 0);
        });
        assertEquals(expected, scalars.logDensity(), 1e-10 * Math.abs(expected));
    }

    @Test
    void ofThreeFactorsWithIndependentEffects() {
        Scalars scalars = scalars("y ~ x + (1 + x + z || g) + (1 | f) + (1 | f:g)", 5, 0);
        double[] sd = scalars.sd();
        double expected = density(scalars.sigma(), (i, j) -> {
            double sum = population(i, j);
            if (g[i] == g[j]) {
                sum += sd[0] * sd[0] + sd[1] * sd[1] * x[i] * x[j] + sd[2] * sd[2] * z[i] * z[j];
            }
            sum += f[i] == f[j] ? sd[3] * sd[3] : 0;
            return sum + (f[i] == f[j] && g[i] == g[j] ? sd[4] * sd[4] : 0);
        });
        assertEquals(expected, scalars.logDensity(), 1e-10 * Math.abs(expected));
    }

    /** With L of partial correlations p as {@link ModelData.Correlated} has it. */
    @Test
    void ofThreeCorrelatedEffects() {
        Scalars scalars = scalars("y | weights(w) ~ x + (1 + x + z | g)", 3, 3);
        double[] p = scalars.correlations();
        double[][] factor = {
            {1, 0, 0},
            {p[0], Math.sqrt(1 - p[0] * p[0]), 0},
            {p[1], p[2] * Math.sqrt(1 - p[1] * p[1]), Math.sqrt((1 - p[1] * p[1]) * (1 - p[2] * p[2]))}
        };
        double variance = scalars.sigma() * scalars.sigma();
        double expected = density(0, (i, j) -> {
            double sum = population(i, j) + (i == j ? variance / w[i] : 0);
            double[] a = {1, x[i], z[i]};
            double[] b = {1, x[j], z[j]};
            for (int k = 0; k < 3 && g[i] == g[j]; k++) {
                double left = 0;
                double right = 0;
                for (int e = 0; e < 3; e++) {
                    left += a[e] * scalars.sd()[e] * factor[e][k];
                    right += b[e] * scalars.sd()[e] * factor[e][k];
                }
                sum += left * right;
            }
            return sum;
        });
        // A weight multiplies a row's log density; one of a precision would make its root one of the density's factors.
        double roots = IntStream.range(0, ROWS)
                .mapToDouble(i -> 0.5 * (w[i] - 1) * Math.log(2 * Math.PI * variance) + 0.5 * Math.log(w[i]))
                .sum();
        assertEquals(expected - roots, scalars.logDensity(), 1e-10 * Math.abs(expected));
    }

    /** Intercept ~ normal(1, 3), b_x ~ normal(-1, 2). */
    private double population(int i, int j) {
        return 9 + 4 * x[i] * x[j];
    }

    private static double pair(double sd1, double sd2, double rho, double zi, double zj) {
        return sd1 * sd1 + rho * sd1 * sd2 * (zi + zj) + sd2 * sd2 * zi * zj;
    }

    /** A covariance of two rows. */
    private interface Covariance {
        double of(int i, int j);
    }

    /** log N(y | 1 − x, V + sigma² I). */
    private double density(double sigma, Covariance covariance) {
        DMatrixRMaj v = new DMatrixRMaj(ROWS, ROWS);
        DMatrixRMaj residual = new DMatrixRMaj(ROWS, 1);
        for (int i = 0; i < ROWS; i++) {
            residual.set(i, 0, y[i] - (1 - x[i]));
            for (int j = 0; j < ROWS; j++) {
                v.set(i, j, covariance.of(i, j) + (i == j ? sigma * sigma : 0));
            }
        }
        DMatrixRMaj solved = new DMatrixRMaj(ROWS, 1);
        CommonOps_DDRM.solve(v, residual, solved);
        return -0.5
                * (ROWS * Math.log(2 * Math.PI)
                        + Math.log(CommonOps_DDRM.det(v))
                        + CommonOps_DDRM.dot(residual, solved));
    }

    /** The likelihood at a point, and scales and correlations there. */
    private record Scalars(double logDensity, double[] sd, double[] correlations, double sigma) {}

    private Scalars scalars(String formula, int sds, int correlations) {
        Table table = Table.of(Map.of(
                "y", new Table.Column.Numbers(y),
                "x", new Table.Column.Numbers(x),
                "z", new Table.Column.Numbers(z),
                "w", new Table.Column.Numbers(w),
                "g", new Table.Column.Numbers(g),
                "f", new Table.Column.Numbers(f)));
        MarginalModel marginal = MarginalModel.of(Model.of(
                DesignBuilder.build(Formula.parse(formula), table),
                ModelOptions.defaults().with(Priors.of(List.of("Intercept ~ normal(1, 3)", "b ~ normal(-1, 2)")))));
        ModelData data = marginal.data();
        assertEquals(sds + correlations + 1, data.dimension());
        ScalarParameters values = new ScalarParameters(data.scalars());
        double[] position = new Random(2).doubles(data.dimension(), -1, 1).toArray();
        values.constrain(position, 0, new double[position.length], 0);
        MarginalDensity density = MarginalDensity.of(
                Objects.requireNonNull(data.marginal()), data.parameters().getFirst());
        assertInstanceOf(MarginalLikelihood.class, density);
        double logDensity = density.add(values);
        return new Scalars(
                logDensity,
                Arrays.copyOf(values.value, sds),
                Arrays.copyOfRange(values.value, sds, sds + correlations),
                values.value[sds + correlations]);
    }
}
