package leapfrog.predict;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import leapfrog.model.Design;
import leapfrog.model.Family;
import leapfrog.model.InputException;
import leapfrog.model.LinearPredictor;
import leapfrog.model.Model;
import leapfrog.model.Table;
import leapfrog.model.Table.Column;
import leapfrog.model.design.DesignBuilder;
import leapfrog.model.formula.Formula;
import leapfrog.sample.Draws;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Compares predictions with the reference linear predictor and with exact distributions. Stochastic bounds are five standard errors, or a
 * χ² quantile, each of which a right program fails with a probability below 10⁻⁶ for a blind seed.
 */
class PredictorTest {
    private static final int ROWS = 48;

    private static Table table(int... rows) {
        Map<String, Column> columns = new LinkedHashMap<>();
        columns.put("y", numbers(rows, i -> i % 3));
        columns.put("x", numbers(rows, i -> Math.sin(i)));
        columns.put("z", numbers(rows, i -> 2 + Math.cos(3 * i)));
        columns.put("n", numbers(rows, i -> 2 + i % 5));
        columns.put("soil", text(rows, i -> List.of("clay", "loam", "sand").get(i % 3)));
        columns.put("state", text(rows, i -> "S" + i / 16));
        columns.put("district", text(rows, i -> "D" + i / 4 % 4));
        return Table.of(columns);
    }

    private static Table all() {
        return table(IntStream.range(0, ROWS).toArray());
    }

    private static Column numbers(int[] rows, IntToDoubleFunction value) {
        return new Column.Numbers(IntStream.of(rows).mapToDouble(value).toArray());
    }

    private static Column text(int[] rows, IntFunction<String> value) {
        return new Column.Text(IntStream.of(rows).mapToObj(value).toArray(String[]::new));
    }

    private static Predictor again(Model model, Draws draws, Table further) {
        Design rows = DesignBuilder.again(
                Formula.parse(model.design().formula()),
                all(),
                further,
                model.options().family());
        return new Predictor(model, draws, rows, 11);
    }

    /** The reference: η of the model's own rows, one draw at a time. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "y ~ scale(x) + center(z) + offset(log(z))",
                "y ~ scale(log(z)) * soil + I(x^2)",
                "y ~ 0 + soil:x + state",
                "y ~ soil + (1 + scale(x) | state/district)",
                "y ~ x + (1 + soil || state) + (0 + x | district)"
            })
    void aRowOfTheFitIsPredictedAsInIt(String formula) {
        Model model = Known.model(formula, Family.GAUSSIAN, all());
        Draws draws = Known.anywhere(model, 2, 150);
        LinearPredictor reference = LinearPredictor.of(model);
        double[][] own = Known.predictions(new Predictor(model, draws, model.design(), 1), PredictionKind.LINEAR);
        int[] picked = {47, 3, 30, 3, 0};
        double[][] further = Known.predictions(again(model, draws, table(picked)), PredictionKind.LINEAR);
        double[] eta = new double[ROWS];
        for (int chain = 0; chain < 2; chain++) {
            for (int draw = 0; draw < 150; draw++) {
                reference.evaluate(draws.values()[chain], draw * model.quantities(), 0, ROWS, eta);
                for (int i = 0; i < ROWS; i++) {
                    assertEquals(eta[i], own[i][chain * 150 + draw]);
                }
                for (int k = 0; k < picked.length; k++) {
                    assertEquals(eta[picked[k]], further[k][chain * 150 + draw], 1e-13);
                }
            }
        }
    }

    /** Two chains of 100,000 draws give blocks of two rows; the same chains' first draws give blocks of 256. */
    @Test
    void blocksChangeNoNumber() {
        Model model = Known.model("y ~ x + (1 + x | state/district)", Family.GAUSSIAN, all());
        Draws many = Known.anywhere(model, 2, 100_000);
        double[][] first = new double[2][];
        Arrays.setAll(first, chain -> Arrays.copyOf(many.values()[chain], 30 * model.quantities()));
        Draws few = new Draws(model.variables(), 30, first);
        Table further = withNewDistricts();
        assertEquals(2, again(model, many, further).blockRows());
        assertEquals(256, again(model, few, further).blockRows());
        for (PredictionKind kind : PredictionKind.values()) {
            double[][] a = Known.predictions(again(model, many, further), kind);
            double[][] b = Known.predictions(again(model, few, further), kind);
            assertEquals(ROWS, a.length);
            for (int i = 0; i < ROWS; i++) {
                assertArrayEquals(Arrays.copyOf(b[i], 30), Arrays.copyOf(a[i], 30));
                assertArrayEquals(Arrays.copyOfRange(b[i], 30, 60), Arrays.copyOfRange(a[i], 100_000, 100_030));
            }
        }
    }

    /** Each state's last rows are in a district that the fit has not seen. */
    private static Table withNewDistricts() {
        int[] rows = IntStream.range(0, ROWS).toArray();
        Map<String, Column> columns = new LinkedHashMap<>();
        Table table = all();
        table.names().forEach(name -> columns.put(name, table.find(name)));
        columns.put("district", text(rows, i -> i % 16 > 11 ? "D9" : "D" + i / 4 % 4));
        return Table.of(columns);
    }

    @Test
    void aNewGroupDoesNotDependOnTheOtherRows() {
        Model model = Known.model("y ~ x + (1 + x | state/district)", Family.GAUSSIAN, all());
        Draws draws = Known.anywhere(model, 2, 50);
        Table whole = withNewDistricts();
        double[][] together = Known.predictions(again(model, draws, whole), PredictionKind.LINEAR);
        int[] picked = {47, 12, 13};
        Map<String, Column> columns = new LinkedHashMap<>();
        columns.put("x", numbers(picked, i -> Math.sin(i)));
        columns.put("state", text(picked, i -> "S" + i / 16));
        columns.put("district", text(picked, i -> "D9"));
        double[][] alone = Known.predictions(again(model, draws, Table.of(columns)), PredictionKind.LINEAR);
        for (int k = 0; k < picked.length; k++) {
            assertArrayEquals(together[picked[k]], alone[k]);
        }
    }

    /**
     * Intercept and slope of a new group have the variances 0.7² and 1.2² and the correlation −0.6; its two rows share them, another
     * group's are independent.
     */
    @Test
    void newGroupsHaveTheirPopulationsDistribution() {
        Model model = Known.model("y ~ x + (1 + x | state)", Family.GAUSSIAN, all());
        int n = 40_000;
        Draws draws = Known.draws(
                model,
                4,
                n / 4,
                Map.of(
                        "b_Intercept", () -> 3,
                        "b_x", () -> -2,
                        "sd_state[Intercept]", () -> 0.7,
                        "sd_state[x]", () -> 1.2,
                        "cor_state[Intercept,x]", () -> -0.6));
        int[] rows = {0, 1, 2};
        Table further = Table.of(
                Map.of("x", numbers(rows, i -> i == 1 ? 2 : 0), "state", text(rows, i -> i < 2 ? "new" : "other")));
        double[][] eta = Known.predictions(again(model, draws, further), PredictionKind.LINEAR);
        double slopeVariance = 1.44 * 4;
        double covariance = 2 * -0.6 * 0.7 * 1.2;
        double wide = 0.49 + slopeVariance + 2 * covariance;
        requireMoments(eta[0], 3, 0.49);
        requireMoments(eta[1], -1, wide);
        requireMoments(eta[2], 3, 0.49);
        double shared = 0.49 + covariance;
        double error = Math.sqrt((0.49 * wide + shared * shared) / n);
        assertEquals(shared, covariance(eta[0], eta[1]), 5 * error);
        assertEquals(0, covariance(eta[0], eta[2]), 5 * 0.49 / Math.sqrt(n));
    }

    private static void requireMoments(double[] values, double mean, double variance) {
        int n = values.length;
        assertEquals(mean, Arrays.stream(values).average().orElseThrow(), 5 * Math.sqrt(variance / n));
        assertEquals(variance, covariance(values, values), 5 * variance * Math.sqrt(2.0 / n));
    }

    private static double covariance(double[] a, double[] b) {
        double meanA = Arrays.stream(a).average().orElseThrow();
        double meanB = Arrays.stream(b).average().orElseThrow();
        return IntStream.range(0, a.length)
                        .mapToDouble(s -> (a[s] - meanA) * (b[s] - meanB))
                        .sum()
                / (a.length - 1);
    }

    /** Rows without their group are in groups of their own. */
    @Test
    void rowsOfUnknownGroupsAreIndependent() {
        Model model = Known.model("y ~ x + (1 | state)", Family.GAUSSIAN, all());
        int n = 10_000;
        Draws draws = Known.draws(model, 1, n, Map.of("sd_state[Intercept]", () -> 2));
        double[][] eta = Known.predictions(
                again(model, draws, Table.of(Map.of("x", numbers(new int[] {0, 0}, i -> i)))), PredictionKind.LINEAR);
        requireMoments(eta[0], 0, 4);
        assertEquals(0, covariance(eta[0], eta[1]), 5 * 4 / Math.sqrt(n));
    }

    /**
     * y ~ Normal(mu, 1), mu ~ Normal(0, 10): the posterior of mu is Normal(m, v) with v = 1 / (n + 1/100), m = v Σ y, and a new response
     * is Normal(m, 1 + v).
     */
    @Test
    void predictiveDrawsOfAConjugateModelAreCalibrated() {
        Family family = Family.parse("gaussian(sigma=1)");
        int[] rows = {0, 1, 2, 3};
        Table table = Table.of(Map.of("y", numbers(rows, i -> i * i / 3.0)));
        Model model = Known.model("y ~ 1", family, table);
        double variance = 1 / (4 + 0.01);
        double mean = variance * 14 / 3.0;
        Random random = new Random(8);
        int n = 50_000;
        Draws draws = Known.draws(
                model, 2, n / 2, Map.of("b_Intercept", () -> mean + Math.sqrt(variance) * random.nextGaussian()));
        double[][] responses =
                Known.predictions(new Predictor(model, draws, model.design(), 5), PredictionKind.RESPONSE);
        NormalDistribution exact = NormalDistribution.of(mean, Math.sqrt(1 + variance));
        int cells = 100;
        for (double[] row : responses) {
            int[] count = new int[cells];
            for (double y : row) {
                count[(int) (cells * exact.cumulativeProbability(y))]++;
            }
            double expected = (double) n / cells;
            double chiSquared = IntStream.of(count)
                    .mapToDouble(c -> (c - expected) * (c - expected) / expected)
                    .sum();
            assertTrue(chiSquared < ChiSquaredDistribution.of(cells - 1).inverseSurvivalProbability(1e-7));
        }
        assertEquals(variance, covariance(responses[0], responses[1]), 5 * (1 + variance) / Math.sqrt(n));
    }

    /** Mean and variance of responses given η = 0.4 + 0.5 x, and the expected response. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "gaussian          ; y ~ x                   ; eta              ; 0.81",
                "gaussian          ; y | se(z, sigma) ~ x    ; eta              ; 0.81 + z * z",
                "gaussian          ; y | se(z) ~ x           ; eta              ; z * z",
                "student_t         ; y ~ x                   ; eta              ; 0.81 * 9 / 7",
                "bernoulli         ; y ~ x                   ; p                ; p * (1 - p)",
                "binomial          ; y | trials(n) ~ x       ; n * p            ; n * p * (1 - p)",
                "poisson           ; y ~ x                   ; exp              ; exp",
                "negative_binomial ; y ~ x                   ; exp              ; exp + exp * exp / 3"
            })
    void everyFamilyHasItsMoments(String name, String formula, String mean, String variance) {
        Family family = Family.parse(name.strip());
        Table table = all();
        if (name.startsWith("bernoulli")) {
            Map<String, Column> columns = new LinkedHashMap<>();
            table.names().forEach(column -> columns.put(column, table.find(column)));
            columns.put("y", numbers(IntStream.range(0, ROWS).toArray(), i -> i % 2));
            requireMoments(family, formula.strip(), Table.of(columns), mean, variance);
        } else {
            requireMoments(family, formula.strip(), table, mean, variance);
        }
    }

    private static void requireMoments(Family family, String formula, Table table, String mean, String variance) {
        Model model = Known.model(formula, family, table);
        Map<String, java.util.function.DoubleSupplier> values = new LinkedHashMap<>();
        values.put("b_Intercept", () -> 0.4);
        values.put("b_x", () -> 0.5);
        family.kind().parameters().forEach(parameter -> {
            if (model.quantityNames().contains(parameter)) {
                values.put(
                        parameter,
                        () -> Map.of("sigma", 0.9, "nu", 9.0, "shape", 3.0).get(parameter));
            }
        });
        int n = 20_000;
        Predictor predictor = new Predictor(model, Known.draws(model, 2, n / 2, values), model.design(), 6);
        double[][] expected = Known.predictions(predictor, PredictionKind.EXPECTED);
        double[][] responses = Known.predictions(predictor, PredictionKind.RESPONSE);
        for (int i = 0; i < ROWS; i++) {
            double m = value(mean, i);
            double v = value(variance, i);
            assertEquals(m, expected[i][n - 1], 1e-14);
            assertEquals(m, Arrays.stream(responses[i]).average().orElseThrow(), 5 * Math.sqrt(v / n));
            double fourth = Arrays.stream(responses[i])
                    .map(y -> Math.pow(y - m, 4))
                    .average()
                    .orElseThrow();
            assertEquals(v, covariance(responses[i], responses[i]), 5.5 * Math.sqrt((fourth - v * v) / n));
        }
    }

    private static double value(String text, int i) {
        double z = 2 + Math.cos(3 * i);
        double n = 2 + i % 5;
        double eta = 0.4 + 0.5 * Math.sin(i);
        double p = 1 / (1 + Math.exp(-eta));
        double mean = Math.exp(eta);
        return switch (text.strip()) {
            case "eta" -> eta;
            case "p" -> p;
            case "n * p" -> n * p;
            case "exp" -> mean;
            case "0.81" -> 0.81;
            case "0.81 + z * z" -> 0.81 + z * z;
            case "z * z" -> z * z;
            case "0.81 * 9 / 7" -> 0.81 * 9 / 7;
            case "p * (1 - p)" -> p * (1 - p);
            case "n * p * (1 - p)" -> n * p * (1 - p);
            case "exp + exp * exp / 3" -> mean + mean * mean / 3;
            default -> throw new IllegalArgumentException(text);
        };
    }

    @Test
    void responsesNeedWhatTheFormulaSaysOfThem() {
        Table bare = Table.of(Map.of("x", numbers(new int[] {0, 1}, i -> i)));
        Family binomial = Family.of(Family.Kind.BINOMIAL);
        Model trials = Known.model("y | trials(n) ~ x", binomial, all());
        Predictor predictor = again(trials, Known.anywhere(trials, 1, 3), bare);
        assertEquals(2, Known.predictions(predictor, PredictionKind.LINEAR).length);
        String message = assertThrows(InputException.class, () -> Known.predictions(predictor, PredictionKind.EXPECTED))
                .getMessage();
        assertTrue(message.contains("trials( )"), message);
        Model errors = Known.model("y | se(z) ~ x", Family.GAUSSIAN, all());
        Predictor withoutErrors = again(errors, Known.anywhere(errors, 1, 3), bare);
        assertEquals(2, Known.predictions(withoutErrors, PredictionKind.EXPECTED).length);
        assertThrows(InputException.class, () -> Known.predictions(withoutErrors, PredictionKind.RESPONSE));
    }
}
