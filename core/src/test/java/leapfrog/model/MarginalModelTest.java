package leapfrog.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import leapfrog.model.design.DesignBuilder;
import leapfrog.model.formula.Formula;
import leapfrog.model.prior.Priors;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Holds marginal densities to joint ones: with positions of the effects recovered from normal numbers ε by the linear map F,
 * log p(scales, y) = log p(scales, effects, y) + ½ εᵀε + ½ d log 2π + log |det F|, for any ε.
 */
class MarginalModelTest {
    private static final int ROWS = 40;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "y ~ x                                        ; b ~ flat",
                "y ~ x                                        ; Intercept ~ normal(19, 3)",
                "y ~ 0 + g + g:x                              ; b ~ normal(10, 5)",
                "y ~ x * f + z                                ; b ~ flat",
                "y ~ x + (1 | g)                              ; Intercept ~ flat",
                "y ~ x + (1 + x || g)                         ; b ~ flat",
                "y ~ x + (1 + x | g)                          ; Intercept_centered ~ normal(3, 0.5)",
                "y ~ 0 + x + (1 | g)                          ; b ~ normal(1, 2)",
                "y ~ 1 + (0 + x + z || g)                     ; Intercept ~ normal(0, 100)",
                "y ~ x * f + offset(z) + (1 + x + z | g)      ; b ~ normal(1, 2)",
                "y | weights(w) ~ f + (1 + f || g)            ; b_f ~ normal(0, 1)",
                "y | se(w) ~ 1 + (1 | g)                      ; Intercept ~ flat",
                "y | se(w) + weights(w) ~ x + (1 + z | g) + (0 + x | g) ; sd ~ half_normal(2)",
                "y ~ x + (1 | g) + (1 | f)                    ; b ~ flat",
                "y ~ 0 + (1 | f) + (1 | g)                    ; sd ~ half_normal(2)",
                "y ~ x + (1 + x | g) + (1 + z | f)            ; b ~ normal(1, 2)",
                "y ~ 1 + (1 + x + z | f) + (1 + x || g)       ; Intercept ~ flat",
                "y | weights(w) ~ z + (1 | f) + (x | g) + (0 + z | g) + (1 | h) ; b ~ flat",
                "y ~ z + offset(x) + (1 | f / h)              ; b ~ normal(0, 1)",
                "y ~ x + (1 + x + z + w || g)                 ; b ~ flat",
                "y ~ x + z                                    ; b_x ~ student_t(4, 0, 1)",
                "y ~ 0 + x + z + f                            ; b_z ~ cauchy(0, 2, lower=-1)",
                "y ~ x + (1 | g)                              ; b ~ cauchy(0, 1)",
                "y ~ x + z + (1 | g)                          ; b_x ~ normal(0, 1, lower=0)",
                "y ~ x + z + (1 + x | g)                      ; b_x ~ student_t(4, 0, 1)",
                "y ~ x * f + (1 + x || g)                     ; Intercept_centered ~ student_t(3, 20, 5)",
                "y ~ 0 + x + (1 + x | g)                      ; b ~ student_t(4, 0, 1, lower=-2, upper=3)",
                "y ~ x + z + (1 | g) + (1 | f)                ; b_z ~ cauchy(0, 1)",
                "y | weights(w) ~ x * f + (x + z | g)         ; b_x ~ student_t(7, 0, 1, upper=2)",
                "y ~ x + z + offset(w) + (1 | g) + (x | f)    ; b ~ cauchy(0, 1)"
            })
    void marginalsAreWhatJointDensitiesSay(String formula, String prior) {
        agrees(model(formula, prior));
    }

    private static void agrees(Model model) {
        assertNull(MarginalModel.obstacle(model));
        MarginalModel marginal = MarginalModel.of(model);
        ScalarLogDensity density = new ScalarLogDensity(marginal.structure(), marginal.data());
        Model noncentered = Model.of(model.design(), model.options().with(Parametrization.noncentered()));
        ScalarLogDensity joint = new ScalarLogDensity(noncentered.structure(), noncentered.data());
        MarginalModel.Recovery recovery = marginal.new Recovery();
        Random random = new Random(3);
        int d = marginal.drawn();
        assertEquals(model.dimension(), marginal.dimension() + d);
        for (int repeat = 0; repeat < 5; repeat++) {
            double[] position = gaussians(random, marginal.dimension());
            DMatrixRMaj map = new DMatrixRMaj(d, d);
            double[] origin = new double[model.dimension()];
            recover(recovery, position, new double[d], origin);
            int[] drawn = drawn(marginal, noncentered);
            for (int k = 0; k < d; k++) {
                double[] one = new double[d];
                one[k] = 1;
                double[] moved = new double[model.dimension()];
                recover(recovery, position, one, moved);
                for (int i = 0; i < d; i++) {
                    map.set(i, k, moved[drawn[i]] - origin[drawn[i]]);
                }
            }
            double[] normals = gaussians(random, d);
            double[] whole = new double[model.dimension()];
            recover(recovery, position, normals, whole);
            double squares = 0;
            for (double normal : normals) {
                squares += normal * normal;
            }
            double expected = joint.evaluate(whole, 0, new double[whole.length], 0)
                    + 0.5 * squares
                    + 0.5 * d * Math.log(2 * Math.PI)
                    + Math.log(Math.abs(CommonOps_DDRM.det(map)));
            double actual = density.evaluate(position, 0, new double[position.length], 0);
            assertEquals(expected, actual, 1e-8 * Math.max(1, Math.abs(expected)));
            slopesAgree(density, position);
        }
    }

    /** As the second of two draws. */
    private static void recover(MarginalModel.Recovery recovery, double[] position, double[] normals, double[] whole) {
        double[][] joint = recovery.recover(asSecond(position), asSecond(normals), 2);
        for (int k = 0; k < whole.length; k++) {
            whole[k] = joint[k][1];
        }
    }

    private static double[][] asSecond(double[] values) {
        return Arrays.stream(values)
                .mapToObj(value -> new double[] {0.1, value})
                .toArray(double[][]::new);
    }

    /** The closed forms of one and two effects against Cholesky factors of any number. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "y ~ x + z",
                "y ~ 0 + g + g:x",
                "y ~ 0 + (1 | g)",
                "y ~ x + (1 | g)",
                "y ~ x * f + (1 + x || g)",
                "y ~ 1 + (1 + x | g)",
                "y ~ x + z + f + (0 + x + z | g)"
            })
    void closedFormsAreTheGeneralOnes(String formula) {
        agreesWithTheGeneralForm(model(formula, "sigma ~ exponential(1)"));
    }

    /** The same with coefficients that are sampled. */
    @ParameterizedTest
    @ValueSource(
            strings = {"y ~ x + z", "y ~ x + (1 | g)", "y ~ x * f + z + (1 + x || g)", "y ~ 0 + x + z + (1 + z | g)"})
    void closedFormsWithSampledCoefficientsAreTheGeneralOnes(String formula) {
        agreesWithTheGeneralForm(model(formula, "b_x ~ student_t(4, 0, 2)"));
        agreesWithTheGeneralForm(model(formula, "b_x ~ student_t(4, 0, 2, lower=0)", "sigma ~ exponential(1)"));
    }

    private static void agreesWithTheGeneralForm(Model model) {
        MarginalModel marginal = MarginalModel.of(model);
        ModelData data = marginal.data();
        Marginal of = data.marginal();
        assertNotNull(of);
        ModelData.FamilyParameter sigma = data.parameters().getFirst();
        Random random = new Random(5);
        for (double far : new double[] {1, 3, 5}) {
            double[] position = random.doubles(marginal.dimension())
                    .map(u -> far * (2 * u - 1))
                    .toArray();
            ScalarParameters closed = constrained(data, position);
            ScalarParameters general = constrained(data, position);
            double expected = new MarginalLikelihood(of, sigma).add(general);
            assertEquals(expected, MarginalDensity.of(of, sigma).add(closed), 1e-11 * Math.max(1, Math.abs(expected)));
            double[] slopes = pulledBack(general, position.length);
            assertArrayEquals(
                    slopes,
                    pulledBack(closed, position.length),
                    1e-10
                            * Math.max(
                                    1,
                                    Arrays.stream(slopes).map(Math::abs).max().orElse(0)));
            drawsAgree(of, data, position, random);
        }
    }

    private static void drawsAgree(Marginal of, ModelData data, double[] position, Random random) {
        ModelData.FamilyParameter sigma = data.parameters().getFirst();
        double[] normals = gaussians(random, of.columns() + of.effects() * of.levels());
        double[] beta = new double[of.columns()];
        double[] deviations = new double[of.effects() * of.levels()];
        new MarginalLikelihood(of, sigma).draw(constrained(data, position), normals, beta, deviations);
        double[] expected = Arrays.copyOf(beta, normals.length);
        System.arraycopy(deviations, 0, expected, beta.length, deviations.length);
        double[][] drawn = asSecond(normals);
        EffectDraw.of(of, sigma, data.scalars()).draw(asSecond(position), drawn, 2);
        assertArrayEquals(
                expected, Arrays.stream(drawn).mapToDouble(row -> row[1]).toArray(), 1e-9);
    }

    private static ScalarParameters constrained(ModelData data, double[] position) {
        ScalarParameters scalars = new ScalarParameters(data.scalars());
        scalars.constrain(position, 0, new double[position.length], 0);
        return scalars;
    }

    private static double[] pulledBack(ScalarParameters scalars, int dimension) {
        double[] gradient = new double[dimension];
        scalars.pullBack(gradient, 0);
        return gradient;
    }

    /** Against central differences, good to about h² and 1e-13 / h. */
    private static void slopesAgree(ScalarLogDensity density, double[] position) {
        double[] gradient = new double[position.length];
        double[] ignored = new double[position.length];
        density.evaluate(position, 0, gradient, 0);
        double h = 1e-5;
        for (int k = 0; k < position.length; k++) {
            double[] up = position.clone();
            up[k] += h;
            double[] down = position.clone();
            down[k] -= h;
            double slope =
                    (density.evaluate(up, 0, ignored, 0) - density.evaluate(down, 0, ignored, 0)) / (up[k] - down[k]);
            assertEquals(slope, gradient[k], 2e-6 * Math.max(1, Math.abs(slope)));
        }
    }

    private static int[] drawn(MarginalModel marginal, Model joint) {
        List<String> kept = marginal.coordinates();
        int[] drawn = new int[marginal.drawn()];
        int count = 0;
        for (int k = 0; k < joint.dimension(); k++) {
            if (!kept.contains(joint.coordinates().get(k))) {
                drawn[count++] = k;
            }
        }
        assertEquals(drawn.length, count);
        return drawn;
    }

    @Test
    void columnsOfAnyScaleLoseNothing() {
        Table table = table();
        double[] x = ((Table.Column.Numbers) table.find("x")).values();
        double[] far = x.clone();
        for (int i = 0; i < far.length; i++) {
            far[i] = 1e4 + 0.1 * x[i];
        }
        double[] expected = density(table, "y ~ x + (1 | g)", 1);
        double[] actual = density(replaced(table, "x", far), "y ~ x + (1 | g)", 0.1);
        for (int k = 0; k < expected.length; k++) {
            assertEquals(expected[k], actual[k], 1e-6 * Math.max(1, Math.abs(expected[k])));
        }
    }

    /** Log density at a point, with the flat coefficient's Jacobian, and gradient. */
    private static double[] density(Table table, String formula, double scale) {
        Model model = Model.of(
                DesignBuilder.build(Formula.parse(formula), table),
                ModelOptions.defaults()
                        .with(Priors.of(List.of(
                                "Intercept ~ flat", "b ~ flat", "sd ~ exponential(1)", "sigma ~ exponential(1)"))));
        MarginalModel marginal = MarginalModel.of(model);
        double[] result = new double[1 + marginal.dimension()];
        double[] gradient = new double[marginal.dimension()];
        double[] position = {-0.3, 0.4};
        result[0] = new ScalarLogDensity(marginal.structure(), marginal.data()).evaluate(position, 0, gradient, 0)
                + Math.log(scale);
        System.arraycopy(gradient, 0, result, 1, gradient.length);
        return result;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "y ~ 0 + x                 ; b ~ cauchy(0, 1)          ; no coefficient has a normal or flat prior",
                "y ~ 0 + x + z             ; b ~ normal(0, 1, lower=0) ; no coefficient has a normal or flat prior"
            })
    void obstaclesAreSaid(String formula, String prior, String reason) {
        String obstacle = MarginalModel.obstacle(model(formula, prior));
        assertNotNull(obstacle);
        assertTrue(obstacle.contains(reason), obstacle);
    }

    /** 40 rows: of three crossed factors, of three effects of each of four levels, and of a factor with an effect of a slope for each row. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            nullValues = "none",
            value = {
                "y ~ x + (1 + x | g)           ; none",
                "y ~ x + (1 | g) + (1 | f)     ; none",
                "y ~ x + (1 + x + z | g)       ; none",
                "y ~ x + (1 | row) + (1 | g)   ; none",
                "y ~ x + (1 | row) + (0 + x | row) + (0 + z | row) + (1 + x + z | g) + (1 + x | f) ; a leapfrog"
                        + " without them would take about",
                "y ~ x + (1 | twice) + (1 + I(2 * x + 0.0001 * z) + x | f) ; the covariates of f's effects are nearly"
                        + " collinear"
            })
    void whatIsFasterIsIntegratedOut(String formula, String reason) {
        Model model = model(formula);
        assertNull(MarginalModel.obstacle(model));
        String reservation = MarginalModel.reservation(model);
        if (reason == null) {
            assertNull(reservation);
        } else {
            assertNotNull(reservation);
            assertTrue(reservation.startsWith(reason), reservation);
        }
    }

    private static Model model(String formula, String... priors) {
        return Model.of(
                DesignBuilder.build(Formula.parse(formula), table()),
                ModelOptions.defaults().with(Priors.of(List.of(priors))));
    }

    private static double[] gaussians(Random random, int n) {
        return random.doubles(n).map(u -> 3 * u - 1.5).toArray();
    }

    private static Table replaced(Table table, String name, double[] values) {
        return Table.of(Map.of("y", table.find("y"), "g", table.find("g"), name, new Table.Column.Numbers(values)));
    }

    private static Table table() {
        Random random = new Random(11);
        double[] y = new double[ROWS];
        double[] x = new double[ROWS];
        double[] z = new double[ROWS];
        double[] w = new double[ROWS];
        String[] g = new String[ROWS];
        String[] f = new String[ROWS];
        String[] h = new String[ROWS];
        String[] row = new String[ROWS];
        String[] twice = new String[ROWS];
        for (int i = 0; i < ROWS; i++) {
            x[i] = random.nextGaussian();
            z[i] = random.nextGaussian();
            w[i] = 0.5 + random.nextDouble();
            g[i] = "g" + random.nextInt(4);
            f[i] = "f" + i % 3;
            h[i] = "h" + i / 8;
            row[i] = "r" + i;
            twice[i] = "t" + i / 2;
            y[i] = 20 + x[i] + random.nextGaussian();
        }
        return Table.of(Map.of(
                "y", new Table.Column.Numbers(y),
                "x", new Table.Column.Numbers(x),
                "z", new Table.Column.Numbers(z),
                "w", new Table.Column.Numbers(w),
                "g", new Table.Column.Text(g),
                "f", new Table.Column.Text(f),
                "h", new Table.Column.Text(h),
                "row", new Table.Column.Text(row),
                "twice", new Table.Column.Text(twice)));
    }
}
