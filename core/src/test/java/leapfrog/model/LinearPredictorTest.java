package leapfrog.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import leapfrog.model.design.DesignBuilder;
import leapfrog.model.formula.Formula;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares linear predictors with what the log density knows, and with sums by hand. */
class LinearPredictorTest {
    private static final int ROWS = 60;
    private final Random random = new Random(20261121);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "y ~ x",
                "y ~ 0 + g + g:x + offset(z)",
                "y ~ x * f + (1 | g)",
                "y ~ x + (1 + x || g)",
                "y ~ x + (1 + x | g)",
                "y ~ 0 + x + (1 + z | g)",
                "y ~ x + (1 | g) + (1 + x | f)",
                "y ~ f + (0 + f | g) + (1 | f:g)",
                "y ~ x + z + offset(x) + (1 + x + z | g) + (0 + x || f)"
            })
    void likelihoodOfItsPredictorIsTheModels(String formula) {
        Model model = model(formula, false);
        Model prior = model(formula, true);
        double[] position = new double[model.dimension()];
        for (int k = 0; k < position.length; k++) {
            position[k] = random.nextGaussian();
        }
        double[] draw = new double[model.quantities()];
        model.report(position, 0, draw, 0);
        LinearPredictor predictor = LinearPredictor.of(model);
        double[] eta = new double[ROWS];
        predictor.evaluate(draw, 0, 0, 25, eta);
        double[] rest = new double[ROWS];
        predictor.evaluate(draw, 0, 25, ROWS, rest);
        System.arraycopy(rest, 0, eta, 25, ROWS - 25);
        double sigma = draw[model.quantityNames().indexOf("sigma")];
        double expected = 0;
        for (int i = 0; i < ROWS; i++) {
            double x = (model.design().response()[i] - eta[i]) / sigma;
            expected -= x * x / 2 + Math.log(sigma) + Math.log(2 * Math.PI) / 2;
        }
        double likelihood = density(model, position) - density(prior, position);
        assertEquals(expected, likelihood, 1e-10 * Math.abs(expected));
    }

    @Test
    void unseenLevelsTakeTheirDeviations() {
        Table table = table();
        Formula formula = Formula.parse("y ~ x + (1 + x | g) + (1 | f)");
        Model model = Model.of(DesignBuilder.build(formula, table), ModelOptions.defaults());
        Design seen = model.design();
        List<Design.Factor> factors = new ArrayList<>();
        for (Design.Factor factor : seen.factors()) {
            List<String> levels = new ArrayList<>(factor.levels());
            levels.addAll(List.of("new one", "new two"));
            int first = factor.levels().size();
            factors.add(new Design.Factor(factor.name(), levels, new int[] {first + 1, 1, first}));
        }
        double[] x = {0.5, -1, 2};
        Design rows = new Design(
                seen.formula(),
                3,
                new int[] {0, 1, 2},
                "y",
                new double[3],
                factors,
                List.of(seen.population().get(0), new Design.PopulationTerm("x", x, -1, new boolean[0])),
                List.of(
                        new Design.GroupTerm(
                                0,
                                List.of(
                                        new Design.GroupCoefficient("Intercept", null),
                                        new Design.GroupCoefficient("x", x)),
                                true),
                        seen.groups().get(1)),
                null);
        LinearPredictor predictor = LinearPredictor.of(model, rows);
        assertEquals(6, predictor.unseen());
        List<String> names = model.quantityNames();
        assertEquals(
                List.of("sd_g[Intercept]", "sd_g[x]", "sd_f[Intercept]"),
                predictor.deviations().stream()
                        .flatMap(d -> IntStream.of(d.sd()).mapToObj(names::get))
                        .toList());
        assertEquals(
                "cor_g[Intercept,x]", names.get(predictor.deviations().get(0).correlation()));
        double[] draw = random.doubles(model.quantities()).toArray();
        double[] deviation = {10, 20, 30, 40, 500, 600};
        double[] eta = new double[3];
        predictor.evaluate(draw, 0, deviation, 0, 3, eta);
        double a = draw[names.indexOf("b_Intercept")];
        double b = draw[names.indexOf("b_x")];
        String g = seen.factors().get(0).levels().get(1);
        String f = seen.factors().get(1).levels().get(1);
        assertArrayEquals(
                new double[] {
                    a + 30 + 600 + (b + 40) * 0.5,
                    draw[names.indexOf("coef_g[" + g + ",Intercept]")]
                            - draw[names.indexOf("coef_g[" + g + ",x]")]
                            + draw[names.indexOf("coef_f[" + f + ",Intercept]")]
                            - a,
                    a + 10 + 500 + (b + 20) * 2
                },
                eta,
                1e-12);
    }

    private static Model model(String formula, boolean priorOnly) {
        ModelOptions options = ModelOptions.defaults();
        return Model.of(
                DesignBuilder.build(Formula.parse(formula), table()),
                priorOnly ? options.withoutLikelihood() : options);
    }

    private static double density(Model model, double[] position) {
        return new ScalarLogDensity(model.structure(), model.data())
                .evaluate(position, 0, new double[model.dimension()], 0);
    }

    private static Table table() {
        Random random = new Random(7);
        double[] y = new double[ROWS];
        double[] x = new double[ROWS];
        double[] z = new double[ROWS];
        String[] g = new String[ROWS];
        String[] f = new String[ROWS];
        for (int i = 0; i < ROWS; i++) {
            y[i] = random.nextGaussian();
            x[i] = random.nextGaussian();
            z[i] = random.nextInt(3);
            g[i] = "g" + random.nextInt(5);
            f[i] = "f" + i % 3;
        }
        return Table.of(Map.of(
                "y", new Table.Column.Numbers(y),
                "x", new Table.Column.Numbers(x),
                "z", new Table.Column.Numbers(z),
                "g", new Table.Column.Text(g),
                "f", new Table.Column.Text(f)));
    }
}
