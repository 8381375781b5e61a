package leapfrog.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import leapfrog.model.design.DesignBuilder;
import leapfrog.model.formula.Formula;
import leapfrog.model.prior.Priors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks the automatic parametrization: what it chooses, that it is a pure function, and that it is the same model. */
class CenteringTest {
    private static final int GROUPS = 24;
    /** Every third group has 90 rows, the others 2. */
    private static final int[] GROUP = IntStream.range(0, GROUPS)
            .flatMap(g -> IntStream.generate(() -> g).limit(g % 3 == 0 ? 90 : 2))
            .toArray();

    /** Group means of sd 0.5, slopes of x of sd 0.35, residuals of sd 0.85; u is 0 but in group g00. */
    private static Map<String, Table.Column> columns() {
        Map<String, Table.Column> columns = new LinkedHashMap<>();
        columns.put(
                "y",
                numbers(i -> 0.7 * Math.sin(1.9 * GROUP[i])
                        + 0.5 * Math.cos(1.3 * GROUP[i]) * x(i)
                        + 1.2 * Math.cos(5.3 * i)));
        columns.put("x", numbers(CenteringTest::x));
        columns.put("u", numbers(i -> GROUP[i] == 0 ? 1 + i % 2 : 0));
        columns.put("count", numbers(i -> Math.rint(Math.exp(1 + 0.7 * Math.sin(1.9 * GROUP[i])) + i % 3)));
        columns.put("hit", numbers(i -> Math.sin(1.9 * GROUP[i]) + 1.5 * Math.cos(5.3 * i) > 0 ? 1 : 0));
        columns.put("g", text(i -> String.format("g%02d", GROUP[i])));
        columns.put("one", text(i -> "all"));
        columns.put("row", text(i -> "r" + i));
        return columns;
    }

    private static double x(int i) {
        return Math.rint(10 * Math.sin(0.7 * i)) / 10;
    }

    private static Table.Column numbers(IntToDoubleFunction value) {
        return new Table.Column.Numbers(
                IntStream.range(0, GROUP.length).mapToDouble(value).toArray());
    }

    private static Table.Column text(IntFunction<String> value) {
        return new Table.Column.Text(
                IntStream.range(0, GROUP.length).mapToObj(value).toArray(String[]::new));
    }

    private static Model model(String formula, String family, Map<String, Table.Column> columns, String... forms) {
        Family parsed = Family.parse(family);
        return Model.of(
                DesignBuilder.build(Formula.parse(formula), Table.of(columns), parsed),
                new ModelOptions(parsed, Priors.none(), Parametrization.parse(List.of(forms)), true));
    }

    private static Model model(String formula, String... forms) {
        return model(formula, "gaussian", columns(), forms);
    }

    private static List<String> of(Model model, String prefix) {
        return model.coordinates().stream()
                .filter(name -> name.startsWith(prefix))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"y, gaussian", "y, student_t(nu=4)", "count, poisson", "count, negative_binomial", "hit, bernoulli"})
    void largeGroupsAreCenteredAndSmallOnesAreNot(String response, String family) {
        Model model = model(response + " ~ x + (1 | g)", family, columns(), "auto");
        assertEquals(
                IntStream.range(0, GROUPS)
                        .mapToObj(
                                g -> String.format(g % 3 == 0 ? "coef_g[g%02d,Intercept]" : "z_g[g%02d,Intercept]", g))
                        .toList(),
                model.coordinates().subList(model.dimension() - GROUPS, model.dimension()));
        ModelData.Pooled pooled =
                (ModelData.Pooled) model.data().terms().getLast().source();
        for (int g = 0; g < GROUPS; g++) {
            assertEquals(g % 3 == 0, pooled.centered()[g]);
        }
    }

    @Test
    void independentCoefficientsAreChosenOneByOneAndVectorsWhole() {
        assertEquals(8, of(model("y ~ x + (1 + u || g)", "auto"), "coef_g").size());
        assertEquals(0, of(model("y ~ x + (1 + u || g)", "auto"), "r_g").size());
        assertEquals(0, of(model("y ~ x + (1 + u | g)", "auto"), "coef_g").size(), "u has one level to tell of");
        List<String> centered = of(model("y ~ x + (1 + x | g)", "auto"), "coef_g");
        assertEquals(16, centered.size());
        for (int g = 0; g < GROUPS; g += 3) {
            assertTrue(centered.contains(String.format("coef_g[g%02d,Intercept]", g)));
            assertTrue(centered.contains(String.format("coef_g[g%02d,x]", g)));
        }
    }

    @Test
    void deviationsThatAbsorbNothingAreChosenForToo() {
        assertEquals(8, of(model("y ~ 0 + x + (1 | g)", "auto"), "r_g").size());
    }

    @Test
    void whatIsNamedIsNotChosenFor() {
        Model model = model("y ~ x + (1 + x || g)", "auto", "g[x]=centered");
        assertEquals(8 + 24, of(model, "coef_g").size());
        assertEquals(
                24,
                of(model("y ~ x + (1 + x || g)", "auto", "g=noncentered"), "z_g[")
                                .size()
                        / 2);
        Model one = model("y ~ x + (1 + x || g)", "g[Intercept]=auto");
        assertEquals(8, of(one, "coef_g").size());
        assertEquals(16 + 24, of(one, "z_g").size());
    }

    @Test
    void theChoiceIsAPureFunctionOfTheData() {
        List<String> expected = model("y ~ x + (1 + x || g)", "auto").coordinates();
        assertEquals(expected, model("y ~ x + (1 + x || g)", "auto").coordinates());
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, GROUP.length).boxed().toList());
        Collections.shuffle(order, new Random(1));
        Map<String, Table.Column> shuffled = new LinkedHashMap<>();
        columns()
                .forEach((name, column) -> shuffled.put(
                        name,
                        switch (column) {
                            case Table.Column.Numbers(double[] values) ->
                                new Table.Column.Numbers(order.stream()
                                        .mapToDouble(i -> values[i])
                                        .toArray());
                            case Table.Column.Text(String[] values) ->
                                new Table.Column.Text(
                                        order.stream().map(i -> values[i]).toArray(String[]::new));
                        }));
        assertEquals(
                expected,
                model("y ~ x + (1 + x || g)", "gaussian", shuffled, "auto").coordinates());
    }

    @Test
    void withoutTheLikelihoodNothingIsCentered() {
        ModelOptions options = ModelOptions.defaults()
                .with(Parametrization.parse(List.of("auto")))
                .withoutLikelihood();
        Model model = Model.of(DesignBuilder.build(Formula.parse("y ~ x + (1 | g)"), Table.of(columns())), options);
        assertEquals(GROUPS, of(model, "z_g").size());
    }

    /**
     * The density of the coefficients is that of the deviations over the Jacobian, sd of each centered level (of vectors sd L, |sd L| = Π sd_k
     * L_kk), and what is reported is the same.
     */
    @ParameterizedTest
    @CsvSource({
        "y ~ x + (1 + x || g), auto, 16",
        "y ~ x + (1 + x | g), auto, 16",
        "y ~ 0 + x + (1 | g), auto, 8",
        "y ~ x + (1 + x || g), centered, 48",
        "y ~ x + (1 + x | g), centered, 48",
        "y ~ 0 + x + (1 | g), centered, 24"
    })
    void theModelIsTheSame(String formula, String form, int levels) {
        Model auto = model(formula, form);
        Model pure = model(formula, "noncentered");
        Random random = new Random(2);
        double[] z = random.doubles(pure.dimension(), -1, 1).toArray();
        double[] reported = new double[pure.quantities()];
        pure.report(z, 0, reported, 0);
        double[] position = z.clone();
        double logJacobian = 0;
        boolean correlated = formula.contains("x | g");
        double tanh = correlated ? Math.tanh(z[pure.coordinates().indexOf("cpc_g[x,Intercept]")]) : 0;
        int centered = 0;
        for (int d = 0; d < position.length; d++) {
            String name = auto.coordinates().get(d);
            if (name.startsWith("coef_") || name.startsWith("r_")) {
                String effect = name.substring(name.indexOf(',') + 1, name.length() - 1);
                double coefficient = reported[pure.quantityNames().indexOf(name.replace("r_", "coef_"))];
                position[d] = coefficient;
                logJacobian += z[pure.coordinates().indexOf("log_sd_g[" + effect + "]")];
                logJacobian += effect.equals("x") ? 0.5 * Math.log1p(-tanh * tanh) : 0;
                centered++;
            }
        }
        assertEquals(levels, centered);
        double[] again = new double[reported.length];
        auto.report(position, 0, again, 0);
        assertArrayEquals(reported, again, 1e-13);
        assertEquals(evaluate(pure, z) - logJacobian, evaluate(auto, position), 1e-9);
    }

    private static double evaluate(Model model, double[] position) {
        return new ScalarLogDensity(model.structure(), model.data())
                .evaluate(position, 0, new double[position.length], 0);
    }

    /** Data that tell nothing of scales, or far too much, do not fail a model. */
    @ParameterizedTest
    @CsvSource({
        "y ~ x + (1 | one), gaussian",
        "y ~ x + (1 | row), gaussian",
        "y ~ 1 + (1 | g) + (1 | row), student_t",
        "y ~ 1 + (1 + u | one) + (1 | g), gaussian",
        "y | se(10) ~ 1 + (1 | row), gaussian",
        "'y | se(1e-6, sigma) ~ 1 + (1 | g)', gaussian",
        "separated ~ 1 + (1 | g), bernoulli",
        "zero ~ 1 + (1 | g), poisson",
        "zero ~ 1 + (1 | g), negative_binomial",
        "huge ~ 1 + (1 | g), poisson",
        "huge ~ 1 + (1 | g), gaussian",
        "tiny ~ 1 + (1 | g), gaussian",
        "same ~ 1 + (1 | g), gaussian",
        "y ~ 1 + (1 + big | g), gaussian",
        "y ~ 0 + row + (1 | g), gaussian",
    })
    void oddDataHaveAChoiceToo(String formula, String family) {
        Map<String, Table.Column> columns = columns();
        columns.put("separated", numbers(i -> GROUP[i] < 12 ? 1 : 0));
        columns.put("zero", numbers(i -> 0));
        columns.put("huge", numbers(i -> 1e12 * GROUP[i]));
        columns.put("tiny", numbers(i -> 1e-12 * Math.cos(i)));
        columns.put("same", numbers(i -> GROUP[i]));
        columns.put("big", numbers(i -> 1e9 + i));
        Model model = model(formula, family, columns, "auto");
        assertEquals(model.dimension(), model.coordinates().size());
        double[] gradient = new double[model.dimension()];
        double value = new ScalarLogDensity(model.structure(), model.data())
                .evaluate(new double[model.dimension()], 0, gradient, 0);
        assertTrue(Double.isFinite(value), () -> "log density " + value);
        assertTrue(Arrays.stream(gradient).allMatch(Double::isFinite));
    }
}
