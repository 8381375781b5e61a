package leapfrog.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import leapfrog.model.design.DesignBuilder;
import leapfrog.model.formula.Formula;
import leapfrog.model.prior.Priors;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Checks layout, names, reports and densities of models with correlated group effects. */
class CorrelatedModelTest {
    private static final int ROWS = 30;
    /** Of group g. */
    private static final int LEVELS = 4;

    private static final String MANY = "y ~ x1 + (1 + x1 + x2 | g) + (0 + x1 + x3 | h)";

    private static Model model(String formula, ModelOptions options) {
        Map<String, Table.Column> columns = new LinkedHashMap<>();
        columns.put("y", numbers(100));
        for (int k = 1; k <= 5; k++) {
            columns.put("x" + k, numbers(k));
        }
        columns.put("g", text(i -> i * 7 % LEVELS));
        columns.put("h", text(i -> i % 3));
        return Model.of(DesignBuilder.build(Formula.parse(formula), Table.of(columns)), options);
    }

    private static Table.Column numbers(int k) {
        return new Table.Column.Numbers(
                IntStream.range(0, ROWS).mapToDouble(i -> Math.sin(k * i + k)).toArray());
    }

    private static Table.Column text(IntUnaryOperator level) {
        return new Table.Column.Text(IntStream.range(0, ROWS)
                .mapToObj(i -> "l" + level.applyAsInt(i))
                .toArray(String[]::new));
    }

    private static double[] position(Model model) {
        return IntStream.range(0, model.dimension())
                .mapToDouble(k -> 0.9 * Math.sin(2.7 * k + 1))
                .toArray();
    }

    private static Map<String, Double> report(Model model, double[] position) {
        double[] out = new double[model.quantities()];
        model.report(position, 0, out, 0);
        Map<String, Double> report = new LinkedHashMap<>();
        for (int k = 0; k < out.length; k++) {
            report.put(model.quantityNames().get(k), out[k]);
        }
        return report;
    }

    private static double evaluate(Model model, double[] position) {
        return new ScalarLogDensity(model.structure(), model.data())
                .evaluate(position, 0, new double[position.length], 0);
    }

    @Test
    void coordinatesAndQuantitiesHaveTheirNames() {
        Model model = model(MANY, ModelOptions.defaults().with(Parametrization.parse(List.of("h=centered"))));
        List<String> names = model.coordinates();
        assertEquals(
                List.of(
                        "b_Intercept",
                        "b_x1",
                        "log_sd_g[Intercept]",
                        "log_sd_g[x1]",
                        "log_sd_g[x2]",
                        "log_sd_h[x1]",
                        "log_sd_h[x3]",
                        "cpc_g[x1,Intercept]",
                        "cpc_g[x2,Intercept]",
                        "cpc_g[x2,x1]",
                        "cpc_h[x3,x1]",
                        "log_sigma",
                        "z_g[l0,Intercept]"),
                names.subList(0, 13));
        assertEquals("z_g[l3,x2]", names.get(12 + 3 * LEVELS - 1));
        assertEquals("r_h[l0,x1]", names.get(12 + 3 * LEVELS));
        assertEquals(model.dimension(), new HashSet<>(names).size());
        assertEquals(
                List.of(
                        "b_Intercept",
                        "b_x1",
                        "sd_g[Intercept]",
                        "sd_g[x1]",
                        "sd_g[x2]",
                        "cor_g[Intercept,x1]",
                        "cor_g[Intercept,x2]",
                        "cor_g[x1,x2]",
                        "sd_h[x1]",
                        "sd_h[x3]",
                        "cor_h[x1,x3]",
                        "sigma",
                        "coef_g[l0,Intercept]"),
                model.quantityNames().subList(0, 13));
        assertEquals(
                List.of(new Variable.Axis("g_effect_pair", List.of("Intercept,x1", "Intercept,x2", "x1,x2"))),
                model.variables().get(3).axes());
    }

    @Test
    void blocksAreConsecutiveTermsWithTheirMeans() {
        Model model = model(MANY, ModelOptions.defaults().with(Parametrization.parse(List.of("h=centered"))));
        ModelData data = model.data();
        assertEquals(List.of(3, 2), model.structure().correlated());
        assertEquals(
                List.of(
                        new ModelData.InBlock(0, 0),
                        new ModelData.InBlock(0, 1),
                        new ModelData.InBlock(0, 2),
                        new ModelData.InBlock(1, 0),
                        new ModelData.InBlock(1, 1)),
                data.terms().stream().map(ModelData.Term::source).toList());
        assertArrayEquals(new int[] {0, 1, -1}, data.correlated().get(0).mean());
        assertArrayEquals(new int[] {-1, -1}, data.correlated().get(1).mean(), "x1 is absorbed once");
        assertArrayEquals(new int[] {2, 3, 4}, data.correlated().get(0).sd());
        assertEquals(7, data.correlated().get(0).firstPartial());
        assertEquals(10, data.correlated().get(1).firstPartial());
        assertArrayEquals(new boolean[LEVELS], data.correlated().get(0).centered());
        assertArrayEquals(
                new boolean[] {true, true, true}, data.correlated().get(1).centered());
        for (int k = 0; k < 12; k++) {
            Transform expected = k < 2 ? Transform.IDENTITY : k >= 7 && k < 11 ? Transform.CORRELATION : Transform.EXP;
            assertEquals(expected, data.scalars().get(k));
        }
    }

    @Test
    void aLoneCoefficientHasNoCorrelation() {
        Model model = model("y ~ 1 + (1 | g)", ModelOptions.defaults());
        assertEquals(List.of(), model.data().correlated());
        assertEquals(
                List.of("b_Intercept", "sd_g[Intercept]", "sigma"),
                model.quantityNames().subList(0, 3));
    }

    @Test
    void blocksOfOneFactorShareItsVariables() {
        Model model = model("y ~ x1 + (1 + x1 | g) + (0 + x2 || g) + (0 + x3 + x4 + x5 | g)", ModelOptions.defaults());
        assertEquals(
                List.of("b_Intercept", "b_x1", "sd_g", "cor_g", "sigma", "coef_g"),
                model.variables().stream().map(Variable::name).toList());
        assertEquals(
                List.of("Intercept,x1", "x3,x4", "x3,x5", "x4,x5"),
                model.variables().get(3).axes().getFirst().labels());
        assertEquals(model.quantities(), new HashSet<>(model.quantityNames()).size());
        double[] position = position(model);
        Map<String, Double> report = report(model, position);
        requireCorrelations(report, model, position, "g", List.of("Intercept", "x1"));
        requireCorrelations(report, model, position, "g", List.of("x3", "x4", "x5"));
        double expected = report.get("sd_g[x2]") * position[model.coordinates().indexOf("z_g[l1,x2]")];
        assertEquals(expected, report.get("coef_g[l1,x2]"));
    }

    @Test
    void reportsAgreeWithMatrixAlgebra() {
        Model model = model("y ~ x1 + (1 + x1 + x2 + x3 | g) + (1 + x4 | h)", ModelOptions.defaults());
        double[] position = position(model);
        Map<String, Double> report = report(model, position);
        requireCorrelations(report, model, position, "g", List.of("Intercept", "x1", "x2", "x3"));
        requireCorrelations(report, model, position, "h", List.of("Intercept", "x4"));
    }

    /**
     * Partial correlations of the reported matrix R, by inverses of its minors, are the tanh of the coordinates; coefficients are b +
     * diag(sd) L z, L by EJML's decomposition of R.
     */
    private static void requireCorrelations(
            Map<String, Double> report, Model model, double[] position, String group, List<String> effects) {
        int size = effects.size();
        DMatrixRMaj r = CommonOps_DDRM.identity(size);
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                r.set(i, j, report.get("cor_" + group + "[" + effects.get(j) + "," + effects.get(i) + "]"));
                r.set(j, i, r.get(i, j));
            }
        }
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                // Of i and j given all before j.
                int[] minor = IntStream.concat(IntStream.range(0, j + 1), IntStream.of(i))
                        .toArray();
                DMatrixRMaj part = new DMatrixRMaj(j + 2, j + 2);
                for (int a = 0; a < minor.length; a++) {
                    for (int b = 0; b < minor.length; b++) {
                        part.set(a, b, r.get(minor[a], minor[b]));
                    }
                }
                CommonOps_DDRM.invert(part);
                double partial = -part.get(j, j + 1) / Math.sqrt(part.get(j, j) * part.get(j + 1, j + 1));
                String name = "cpc_" + group + "[" + effects.get(i) + "," + effects.get(j) + "]";
                assertEquals(Math.tanh(position[model.coordinates().indexOf(name)]), partial, 1e-12, name);
            }
        }
        DMatrixRMaj factor = cholesky(r);
        for (String level : new String[] {"l0", "l1", "l2"}) {
            DMatrixRMaj z = new DMatrixRMaj(size, 1);
            for (int k = 0; k < size; k++) {
                String name = "z_" + group + "[" + level + "," + effects.get(k) + "]";
                z.set(k, position[model.coordinates().indexOf(name)]);
            }
            DMatrixRMaj correlated = new DMatrixRMaj(size, 1);
            CommonOps_DDRM.mult(factor, z, correlated);
            for (int k = 0; k < size; k++) {
                double b = report.getOrDefault("b_" + effects.get(k), 0.0);
                double sd = report.get("sd_" + group + "[" + effects.get(k) + "]");
                String name = "coef_" + group + "[" + level + "," + effects.get(k) + "]";
                assertEquals(b + sd * correlated.get(k), report.get(name), 1e-12, name);
            }
        }
    }

    private static DMatrixRMaj cholesky(DMatrixRMaj r) {
        var decomposition = DecompositionFactory_DDRM.chol(r.getNumRows(), true);
        decomposition.decompose(r.copy());
        return decomposition.getT(null);
    }

    /**
     * Log densities at the correlations of {@code lkj.json}: Stan's lkj_corr_cholesky with the Jacobian of its transform, what the scales'
     * Jacobians add, standard normal deviations, and the likelihood at the reported coefficients.
     */
    @TestFactory
    Stream<DynamicTest> densitiesHoldStansLkj() {
        @SuppressWarnings("unchecked")
        List<Map<String, Object>> cases =
                (List<Map<String, Object>>) Json.resource("lkj.json").get("cases");
        assertEquals(24, cases.size());
        return cases.stream()
                .map(each -> DynamicTest.dynamicTest(
                        each.toString(),
                        () -> holdsLkj(
                                ((Double) each.get("size")).intValue(),
                                (Double) each.get("eta"),
                                Json.numbers(each.get("theta")),
                                (Double) each.get("log_density"))));
    }

    private static void holdsLkj(int size, double eta, double[] theta, double expected) {
        List<String> effects =
                IntStream.rangeClosed(1, size).mapToObj(k -> "x" + k).toList();
        String formula = "y ~ 1 + x1 + (0 + " + String.join(" + ", effects) + " | g)";
        Priors priors = Priors.of(
                List.of("Intercept ~ flat", "b ~ flat", "sd ~ flat", "sigma ~ flat", "cor ~ lkj(" + eta + ")"));
        ModelOptions options = ModelOptions.defaults().with(priors);
        Model model = model(formula, options);
        double[] position = position(model);
        System.arraycopy(theta, 0, position, 2 + size, theta.length);
        Map<String, Double> report = report(model, position);

        double logSigma = position[2 + size + theta.length];
        double sum = expected + logSigma;
        double logSds = 0;
        for (int k = 0; k < size; k++) {
            logSds += position[2 + k];
        }
        sum += logSds;
        for (int d = position.length - size * LEVELS; d < position.length; d++) {
            sum -= 0.5 * position[d] * position[d] + 0.5 * Math.log(2 * Math.PI);
        }
        Design design = model.design();
        for (int i = 0; i < ROWS; i++) {
            double predictor = report.get("b_Intercept");
            for (int k = 1; k <= size; k++) {
                predictor += Math.sin(k * i + k) * report.get("coef_g[l" + i * 7 % LEVELS + ",x" + k + "]");
            }
            double x = (design.response()[i] - predictor) / Math.exp(logSigma);
            sum -= 0.5 * x * x + logSigma + 0.5 * Math.log(2 * Math.PI);
        }
        double noncentered = evaluate(model, position);
        assertEquals(sum, noncentered, 1e-12 * Math.abs(sum) + 1e-12);

        // The centered form has c = b + diag(sd) L z as its coordinates, where the density is divided by |diag(sd) L| a
        // level.
        Model centered = model(formula, options.with(Parametrization.centered()));
        double[] own = position.clone();
        for (int d = position.length - size * LEVELS; d < own.length; d++) {
            String name = centered.coordinates().get(d);
            own[d] = name.startsWith("r_") ? report.get("coef_" + name.substring(2)) : report.get(name);
        }
        double logDeterminant = 0;
        for (double t : theta) {
            logDeterminant -= 2 * Math.log(Math.cosh(t));
        }
        // A coordinate is rounded to 1e-16 of itself, which L⁻¹ widens.
        double widened = 1e-14 / Math.exp(0.5 * logDeterminant);
        double divided = noncentered - LEVELS * (logSds + 0.5 * logDeterminant);
        assertEquals(divided, evaluate(centered, own), 1e-12 * Math.abs(divided) + widened);
        Map<String, Double> again = report(centered, own);
        List<String> different = new ArrayList<>();
        report.forEach((name, value) -> {
            if (Math.abs(again.get(name) - value) > 1e-15 * Math.abs(value)) {
                different.add(name);
            }
        });
        assertEquals(List.of(), different);
    }

    @Test
    void theDefaultPriorIsLkjOfOne() {
        Model model = model(MANY, ModelOptions.defaults().with(Priors.of(List.of("cor_h ~ lkj(2.5)"))));
        List<String> priors = model.priors().stream().map(PriorUse::text).toList();
        assertEquals("cor_h ~ lkj(2.5)", priors.getFirst());
        assertEquals(1, priors.stream().filter("cor_g ~ lkj(1)"::equals).count());
        assertEquals(2, priors.stream().filter(text -> text.startsWith("cor")).count());
        // b = eta + (K − 1 − j) / 2 for column j of K, counted from 1.
        assertArrayEquals(
                new double[] {1.5, 1.5, 1, 2.5},
                model.data().priors().stream()
                        .filter(prior -> prior.shape() == ModelData.Shape.CORRELATION)
                        .mapToDouble(ModelData.Prior::df)
                        .toArray());
    }
}
