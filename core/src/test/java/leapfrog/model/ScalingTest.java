package leapfrog.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import leapfrog.model.design.DesignBuilder;
import leapfrog.model.formula.Formula;
import leapfrog.model.prior.Priors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScalingTest {
    private static final int ROWS = 200;

    private static Table table() {
        Random random = new Random(4);
        double[] y = new double[ROWS];
        double[] height = new double[ROWS];
        double[] weight = new double[ROWS];
        String[] school = new String[ROWS];
        String[] mixed = new String[ROWS];
        for (int i = 0; i < ROWS; i++) {
            height[i] = 67 + 4 * random.nextGaussian();
            weight[i] = 2.2 * height[i] + 1e-2 * random.nextGaussian();
            y[i] = 20_000 + 300 * height[i] + 5000 * random.nextGaussian();
            school[i] = "s" + i % 7;
            // Four large levels whose means differ by half the noise, eight of two rows.
            mixed[i] = i < 16 ? "m" + i / 2 : "l" + i % 4;
            y[i] += i < 16 ? 0 : 2500 * (i % 4);
        }
        return Table.of(Map.of(
                "y", new Table.Column.Numbers(y),
                "height", new Table.Column.Numbers(height),
                "weight", new Table.Column.Numbers(weight),
                "school", new Table.Column.Text(school),
                "mixed", new Table.Column.Text(mixed)));
    }

    private static Model model(String formula, Parametrization parametrization) {
        return Model.of(
                DesignBuilder.build(Formula.parse(formula), table()),
                ModelOptions.defaults().with(parametrization).unreduced());
    }

    private static double[] normals(int n, Random random) {
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = random.nextGaussian();
        }
        return values;
    }

    @ParameterizedTest
    @CsvSource({
        "y ~ height + weight, noncentered",
        "y ~ 0 + height + weight, noncentered",
        "y ~ height + weight + (1 | school), noncentered",
        "y ~ height + weight + (1 | school), centered",
        "y ~ height * weight + school + (1 + height || school), centered",
        "y ~ height + weight + (1 | mixed), auto",
        "y ~ height + weight + (1 | mixed) + (1 | school), auto"
    })
    void mapsForthAndBackAndPullsGradientsBack(String formula, String form) {
        Model model = model(formula, Parametrization.parse(List.of(form)));
        Scaling scaling = model.scaling();
        assertFalse(scaling.plain());
        int n = model.dimension();
        Random random = new Random(5);
        double[] chain = normals(n, random);
        double[] there = new double[n];
        scaling.toModel(chain, 0, there, 0);
        double[] back = there.clone();
        scaling.fromModel(back);
        assertArrayEquals(chain, back, 1e-9);

        // The map is linear, so the pulled-back gradient of g·x is exactly the change along each coordinate.
        double[] slope = normals(n, random);
        double[] pulled = slope.clone();
        scaling.pullBack(pulled, 0);
        double[] zero = new double[n];
        scaling.toModel(new double[n], 0, zero, 0);
        assertArrayEquals(new double[n], zero);
        for (int d = 0; d < n; d++) {
            double[] one = new double[n];
            one[d] = 1;
            double[] moved = new double[n];
            scaling.toModel(one, 0, moved, 0);
            double change = 0;
            double size = 0;
            for (int i = 0; i < n; i++) {
                change += slope[i] * moved[i];
                size += Math.abs(slope[i] * moved[i]);
            }
            // Of weight only 1e-2 is not height's: means of 147 times slopes cancel to 1e-4 of themselves.
            assertEquals(
                    change, pulled[d], 1e4 * Math.ulp(size), model.coordinates().get(d));
        }
    }

    /** With flat priors and sigma = sd(y) the posterior of the chains' coordinates is standard: T'X'X T = sd(y)² I, and the intercept apart. */
    @Test
    void makesTheDesignOrthogonal() {
        Model model = model("y ~ height + weight", Parametrization.noncentered());
        ModelData.Rows rows = model.data().rows();
        double[][] columns = new double[2][ROWS];
        for (int u = 0; u < 2; u++) {
            double[] chain = new double[model.dimension()];
            chain[1 + u] = 1;
            double[] b = new double[chain.length];
            model.scaling().toModel(chain, 0, b, 0);
            for (int i = 0; i < ROWS; i++) {
                columns[u][i] = b[0] + b[1] * rows.covariates()[0][i] + b[2] * rows.covariates()[1][i];
            }
        }
        double scale = ColumnStatistics.of(model.design().response()).sd();
        double cross = 0;
        for (int u = 0; u < 2; u++) {
            double squares = 0;
            double sum = 0;
            for (int i = 0; i < ROWS; i++) {
                squares += columns[u][i] * columns[u][i];
                sum += columns[u][i];
                cross += columns[0][i] * columns[1][i];
            }
            // The ridge is 1e-4 of a column; of weight, 1e-3 of its norm is left beside height.
            assertEquals(1, squares / (scale * scale), u == 0 ? 1e-7 : 0.02);
            assertEquals(0, sum / (scale * ROWS), 1e-9);
        }
        assertEquals(0, cross / (scale * scale), 0.02);
        assertEquals(scale / Math.sqrt(ROWS), model.scaling().unit()[0], 1e-9 * scale);
    }

    /** √(1 / (1 / scale² + n / noise²)) of a centered level with n rows, 1 / √(2 J) of J levels' sd, 1 / √(2 N) of sigma. */
    @Test
    void unitsAreWhatRowsAndLevelsLeave() {
        Model model = model("y ~ 1 + (1 | mixed)", Parametrization.parse(List.of("auto")));
        double noise = ColumnStatistics.of(model.design().response()).sd();
        double[] unit = model.scaling().unit();
        assertEquals(
                List.of("b_Intercept", "log_sigma"),
                List.of(model.coordinates().getFirst(), model.coordinates().get(2)));
        assertEquals(1 / Math.sqrt(2.0 * 12), unit[1], 1e-12);
        assertEquals(1 / Math.sqrt(2.0 * ROWS), unit[2], 1e-12);
        int centered = model.coordinates().indexOf("coef_mixed[l3,Intercept]");
        assertEquals(noise / Math.sqrt(1 + 46), unit[centered], 1e-9 * noise);
        assertEquals(1, unit[model.coordinates().indexOf("z_mixed[m0,Intercept]")]);
    }

    /**
     * Moving along a covariate's coordinate leaves each centered level's rows where they are in the mean; noncentered deviations do not
     * move, and the intercept, their mean, keeps that of all rows.
     */
    @Test
    void shiftsTheCoefficientsOfCenteredLevelsAlone() {
        Model model = model("y ~ height + weight + (1 | mixed)", Parametrization.parse(List.of("auto")));
        ModelData.Rows rows = model.data().rows();
        int first = model.dimension() - 12;
        for (int u = 0; u < 2; u++) {
            double[] chain = new double[model.dimension()];
            chain[1 + u] = 1;
            double[] b = new double[chain.length];
            model.scaling().toModel(chain, 0, b, 0);
            double[] sum = new double[13];
            int[] count = new int[13];
            for (int i = 0; i < ROWS; i++) {
                double change = b[1] * rows.covariates()[0][i] + b[2] * rows.covariates()[1][i];
                for (int of : new int[] {rows.level()[0][i], 12}) {
                    sum[of] += change;
                    count[of]++;
                }
            }
            for (int j = 0; j < 4; j++) {
                assertEquals(
                        "coef_mixed[l" + j + ",Intercept]", model.coordinates().get(first + j));
                assertEquals(-sum[j] / count[j], b[first + j], 1e-9 * Math.abs(b[first + j]));
            }
            for (int j = 4; j < 12; j++) {
                assertEquals(
                        "z_mixed[m" + (j - 4) + ",Intercept]",
                        model.coordinates().get(first + j));
                assertEquals(0, b[first + j]);
            }
            assertEquals(-sum[12] / count[12], b[0], 1e-9 * Math.abs(b[0]));
        }
    }

    @Test
    void leavesWhatGroupsVary() {
        assertTrue(model("y ~ height + (1 + height || school)", Parametrization.noncentered())
                .scaling()
                .plain());
        assertTrue(model("y ~ 1", Parametrization.noncentered()).scaling().plain());
    }

    /** Coefficients that are sampled while others are integrated out move as they do together with those: by the spread of T u. */
    @Test
    void partsOfIndependentCoordinatesHaveTheSameCovariance() {
        Model model = Model.of(
                DesignBuilder.build(Formula.parse("y ~ height + weight + I(weight^2) + (1 | school)"), table()),
                ModelOptions.defaults()
                        .with(Priors.of(List.of("b_height ~ student_t(4, 0, 500)", "b_I(weight^2) ~ cauchy(0, 1)"))));
        Scaling part = MarginalModel.of(model).scaling();
        int n = part.dimension();
        double[] chain = normals(n, new Random(5));
        double[] there = new double[n];
        part.toModel(chain, 0, there, 0);
        double[] back = there.clone();
        part.fromModel(back);
        assertArrayEquals(chain, back, 1e-9);
        assertEquals(List.of("b_height", "b_I(weight^2)"), MarginalModel.sampledCoefficients(model));
        double[][] whole = covariance(model.scaling(), model.dimension(), new int[] {1, 3});
        double[][] own = covariance(part, n, new int[] {0, 1});
        for (int k = 0; k < 2; k++) {
            assertArrayEquals(whole[k], own[k], 1e-9 * Math.sqrt(whole[k][k] * Math.max(whole[0][0], whole[1][1])));
        }
    }

    /** Of some of the model's coordinates, where those of the chains are independent with their units as standard deviations. */
    private static double[][] covariance(Scaling scaling, int dimension, int[] of) {
        double[][] covariance = new double[of.length][of.length];
        double[] origin = new double[dimension];
        scaling.toModel(new double[dimension], 0, origin, 0);
        for (int d = 0; d < dimension; d++) {
            double[] chain = new double[dimension];
            chain[d] = scaling.unit()[d];
            double[] moved = new double[dimension];
            scaling.toModel(chain, 0, moved, 0);
            for (int i = 0; i < of.length; i++) {
                for (int j = 0; j < of.length; j++) {
                    covariance[i][j] += (moved[of[i]] - origin[of[i]]) * (moved[of[j]] - origin[of[j]]);
                }
            }
        }
        return covariance;
    }
}
