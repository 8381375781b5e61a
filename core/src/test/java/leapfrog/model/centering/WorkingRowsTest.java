package leapfrog.model.centering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import leapfrog.model.Family;
import leapfrog.model.Model;
import leapfrog.model.ModelOptions;
import leapfrog.model.Parametrization;
import leapfrog.model.ScalarLogDensity;
import leapfrog.model.Table;
import leapfrog.model.design.DesignBuilder;
import leapfrog.model.formula.Formula;
import leapfrog.model.prior.Priors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks working rows against the scalar oracle and against each other, reduced and not. */
class WorkingRowsTest {
    private static final int ROWS = 40;

    private static Model model(String response, String family, boolean reduce) {
        Map<String, Table.Column> columns = new LinkedHashMap<>();
        columns.put("y", numbers(i -> i * i % 7));
        columns.put("n", numbers(i -> 7 + i % 2));
        columns.put("b", numbers(i -> i * i % 3 == 0 ? 1 : 0));
        columns.put("s", numbers(i -> 1 + i % 3));
        columns.put("w", numbers(i -> 1 + 0.5 * (i % 4)));
        columns.put("x", numbers(i -> i % 2));
        Family parsed = Family.parse(family);
        return Model.of(
                DesignBuilder.build(Formula.parse(response + " ~ x"), Table.of(columns), parsed),
                new ModelOptions(
                        parsed,
                        Priors.of(List.of("Intercept ~ flat", "b ~ flat")),
                        Parametrization.noncentered(),
                        reduce));
    }

    private static Table.Column numbers(IntToDoubleFunction value) {
        return new Table.Column.Numbers(
                IntStream.range(0, ROWS).mapToDouble(value).toArray());
    }

    /** With flat priors the sum of scores is the gradient by the intercept, and its slope is minus the information, on average. */
    @ParameterizedTest
    @CsvSource({
        "y, gaussian(sigma=1.5)",
        "y | weights(w), gaussian(sigma=1.5)",
        "y | se(s), gaussian",
        "'y | se(s, sigma)', gaussian(sigma=1.5)",
        "y, 'student_t(sigma=1.5, nu=5)'",
        "b, bernoulli",
        "y | trials(n), binomial",
        "y, poisson",
        "y | weights(w), poisson",
        "y, negative_binomial(shape=2)",
    })
    void scoresAreTheOraclesGradient(String response, String family) {
        for (boolean reduce : new boolean[] {false, true}) {
            Model model = model(response, family, reduce);
            ScalarLogDensity density = new ScalarLogDensity(model.structure(), model.data());
            WorkingRows working = new WorkingRows(model.structure().likelihood(), model.data());
            working.start();
            LinearRows rows = new LinearRows(model.data());
            for (double intercept : new double[] {-1, 0.5, 2}) {
                double[] position = {intercept, 0.25};
                double[] gradient = new double[2];
                density.evaluate(position, 0, gradient, 0);
                working.expand(predictor(rows, position));
                assertEquals(gradient[0], Arrays.stream(working.score).sum(), 1e-10 * (1 + Math.abs(gradient[0])));
                for (double information : working.information) {
                    assertTrue(information > 0);
                }
            }
        }
    }

    private static double[] predictor(LinearRows rows, double[] beta) {
        return IntStream.range(0, rows.rows.count())
                .mapToDouble(i -> rows.population(i, beta))
                .toArray();
    }

    /** Where the response is what is expected, the observed information of these is the expected one. */
    @ParameterizedTest
    @CsvSource({"y | trials(n), binomial", "y, poisson", "y, negative_binomial(shape=2)", "y, gaussian(sigma=1.5)"})
    void informationIsTheSlopeOfTheScoreAtTheResponse(String response, String family) {
        Model model = model(response, family, false);
        WorkingRows working = new WorkingRows(model.structure().likelihood(), model.data());
        double[] at = working.start();
        for (int i = 0; i < at.length; i++) {
            double y = Math.max(1, model.data().rows().response()[i]);
            at[i] = switch (family.substring(0, 3)) {
                case "bin" ->
                    Math.log(y / (Objects.requireNonNull(model.data().rows().weight())[i] - y));
                case "gau" -> y;
                default -> Math.log(y);
            };
        }
        double step = 1e-5;
        working.expand(Arrays.stream(at).map(eta -> eta + step).toArray());
        double[] above = working.score.clone();
        working.expand(Arrays.stream(at).map(eta -> eta - step).toArray());
        double[] below = working.score.clone();
        working.expand(at);
        int compared = 0;
        for (int i = 0; i < at.length; i++) {
            if (model.data().rows().response()[i] >= 1) {
                double slope = (below[i] - above[i]) / (2 * step);
                assertEquals(slope, working.information[i], 1e-6 * Math.abs(slope));
                compared++;
            }
        }
        assertEquals(34, compared);
    }

    /** ∫ score² p dy, by the trapezoidal rule. */
    @Test
    void informationOfStudentsTIsTheMeanSquareOfTheScore() {
        double sigma = 1.5;
        double nu = 5;
        Model model = model("y", "student_t(sigma=1.5, nu=5)", false);
        WorkingRows working = new WorkingRows(model.structure().likelihood(), model.data());
        working.start();
        double weights = 0;
        double squares = 0;
        for (int k = -2000; k <= 2000; k++) {
            double residual = 0.1 * k;
            double density = Math.pow(1 + residual * residual / (nu * sigma * sigma), -(nu + 1) / 2);
            working.expand(predictorWithResidual(model, residual));
            weights += density;
            squares += density * working.score[0] * working.score[0];
        }
        assertEquals(squares / weights, working.information[0], 1e-6);
    }

    private static double[] predictorWithResidual(Model model, double residual) {
        return Arrays.stream(model.data().rows().response())
                .map(y -> y - residual)
                .toArray();
    }

    @ParameterizedTest
    @CsvSource({"y, gaussian", "y, student_t(nu=5)", "y, negative_binomial"})
    void reductionDoesNotChangeTheDispersion(String response, String family) {
        double[] information = new double[2];
        for (int reduced = 0; reduced < 2; reduced++) {
            Model model = model(response, family, reduced == 1);
            WorkingRows working = new WorkingRows(model.structure().likelihood(), model.data());
            working.start();
            LinearRows rows = new LinearRows(model.data());
            double[] predictor = predictor(rows, new double[] {0.9, 0.2});
            working.estimate(predictor, 2);
            working.expand(predictor);
            information[reduced] = Arrays.stream(working.information).sum();
        }
        assertEquals(information[0], information[1], 1e-9 * information[0]);
    }
}
