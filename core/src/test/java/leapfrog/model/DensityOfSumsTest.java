package leapfrog.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import java.util.stream.Stream;
import leapfrog.model.ModelData.Rows;
import leapfrog.model.ModelData.Term;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares with the scalar reference, for normal rows that are summed here, row by row as their formula has it. */
class DensityOfSumsTest {
    static Stream<Model> models() {
        return Stream.of(
                Radon.model("pooled", true),
                Radon.model("unpooled", false),
                Radon.model("partial_2022.centered", true),
                Radon.model("partial_2022.noncentered", false),
                Sleepstudy.model(Parametrization.noncentered()),
                Crossed.mixed(true));
    }

    @ParameterizedTest
    @MethodSource("models")
    void agreesWithTheScalarReference(Model model) {
        ScalarLogDensity reference = new ScalarLogDensity(model.structure(), model.data());
        DensityOfSums density = new DensityOfSums(model.structure(), model.data());
        int dimension = reference.dimension();
        Random random = new Random(7);
        double[] position = random.doubles(dimension, -1, 1).toArray();
        double[] expected = new double[dimension];
        double[] gradient = new double[dimension];
        double[] inputs = new double[density.inputs()];

        double logDensity = reference.evaluate(position, 0, expected, 0);
        density.constrain(position, 0, inputs, gradient, 0);
        double[] sums = normalSums(model.data(), inputs, density.sums());
        double actual = density.evaluate(position, 0, sums, gradient, 0);

        // Sums of up to some thousand terms in two orders: far within 1e-12 of the largest.
        assertEquals(logDensity, actual, 1e-12 * Math.abs(logDensity));
        double scale = 0;
        for (double slope : expected) {
            scale = Math.max(scale, Math.abs(slope));
        }
        for (int d = 0; d < dimension; d++) {
            assertEquals(expected[d], gradient[d], 1e-12 * scale, "coordinate " + d);
        }
    }

    @Test
    void itsLogarithmsAreThoseOfTheParameters() {
        Model model = Radon.model("pooled", true);
        DensityOfSums density = new DensityOfSums(model.structure(), model.data());
        double[] inputs = new double[density.inputs()];
        density.constrain(new double[] {0.5, -1, 0.25}, 0, inputs, new double[3], 0);
        assertEquals(Math.log(inputs[2]), inputs[3], 1e-15);
    }

    @Test
    void effectsThatAreIntegratedOutHaveNoRows() {
        MarginalModel model = MarginalModel.of(Radon.model("partial_2022.noncentered", true));
        assertThrows(IllegalArgumentException.class, () -> new DensityOfSums(model.structure(), model.data()));
    }

    /** Σ −w (y − η)² / (2σ²), and its derivatives by coefficients and log σ. */
    private static double[] normalSums(ModelData data, double[] inputs, int length) {
        Rows rows = data.rows();
        double[] sums = new double[length];
        double sigma = inputs[data.coefficients()];
        for (int i = 0; i < rows.count(); i++) {
            double residual = rows.response()[i] - (rows.offset() == null ? 0 : rows.offset()[i]);
            for (Term term : data.terms()) {
                residual -= covariate(rows, term, i) * inputs[coefficient(rows, term, i)];
            }
            double score = (rows.weight() == null ? 1 : rows.weight()[i]) * residual / (sigma * sigma);
            for (Term term : data.terms()) {
                sums[coefficient(rows, term, i)] += covariate(rows, term, i) * score;
            }
            sums[data.coefficients()] -= 0.5 * score * residual;
            sums[data.coefficients() + 1] += score * residual;
        }
        return sums;
    }

    private static double covariate(Rows rows, Term term, int row) {
        return term.covariate() < 0 ? 1 : rows.covariates()[term.covariate()][row];
    }

    private static int coefficient(Rows rows, Term term, int row) {
        return term.firstCoefficient() + (term.factor() < 0 ? 0 : rows.level()[term.factor()][row]);
    }
}
