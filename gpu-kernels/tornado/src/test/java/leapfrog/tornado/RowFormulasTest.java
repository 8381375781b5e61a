package leapfrog.tornado;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import leapfrog.model.DensityOfSums;
import leapfrog.model.Likelihood;
import leapfrog.model.ModelData;
import leapfrog.model.ModelData.FamilyParameter;
import leapfrog.model.ModelData.Rows;
import leapfrog.model.ModelData.Term;
import leapfrog.model.ModelData.Totals;
import leapfrog.model.ModelStructure;
import leapfrog.model.ScalarLogDensity;
import leapfrog.model.Transform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compares the formulas of rows, run as Java and summed here, with the scalar reference: needs neither TornadoVM nor a device. */
class RowFormulasTest {
    private static final int ROWS = 200;

    @Test
    void familiesAreNumberedAsLikelihoodsAre() {
        List<Integer> numbers = List.of(
                RowFormulas.NORMAL,
                RowFormulas.NORMAL_WITH_ERROR,
                RowFormulas.STUDENT_T,
                RowFormulas.BINOMIAL,
                RowFormulas.POISSON,
                RowFormulas.NEGATIVE_BINOMIAL);
        List<Likelihood> likelihoods = List.of(
                Likelihood.NORMAL,
                Likelihood.NORMAL_WITH_ERROR,
                Likelihood.STUDENT_T,
                Likelihood.BINOMIAL,
                Likelihood.POISSON,
                Likelihood.NEGATIVE_BINOMIAL);
        assertEquals(List.of(Likelihood.values()), likelihoods);
        assertEquals(likelihoods.stream().map(Enum::ordinal).toList(), numbers);
    }

    @ParameterizedTest
    @EnumSource
    void agreesWithTheScalarReference(Likelihood likelihood) {
        Rows rows = rows(likelihood);
        ModelData data = data(likelihood, rows);
        ModelStructure structure = new ModelStructure(
                likelihood, data.terms().stream().map(Term::structure).toList(), List.of(), 0, false, true);
        DensityOfSums density = new DensityOfSums(structure, data);
        ScalarLogDensity reference = new ScalarLogDensity(structure, data);
        int dimension = data.dimension();
        Random random = new Random(11);
        for (int repeat = 0; repeat < 20; repeat++) {
            double[] position = random.doubles(dimension, -1.5, 1.5).toArray();
            double[] expected = new double[dimension];
            double[] actual = new double[dimension];
            double[] inputs = new double[density.inputs()];
            double logDensity = reference.evaluate(position, 0, expected, 0);
            density.constrain(position, 0, inputs, actual, 0);
            double[] sums = sums(likelihood, rows, inputs, density.sums());
            // Two orders of 200 terms, each within some ulp of the largest sums.
            double value = density.evaluate(position, 0, sums, actual, 0);
            assertEquals(logDensity, value, 1e-12 * Math.max(1, Math.abs(logDensity)));
            for (int d = 0; d < dimension; d++) {
                double scale = Math.max(ROWS, Math.abs(expected[d]));
                assertEquals(expected[d], actual[d], 1e-12 * scale, "coordinate " + d);
            }
        }
    }

    /** What the kernels leave of η = intercept + slope · x. */
    private static double[] sums(Likelihood likelihood, Rows rows, double[] inputs, int length) {
        int family = likelihood.ordinal();
        int parameters = likelihood.parameters().size();
        double a = parameters > 0 ? inputs[2] : 1;
        double b = parameters > 1 ? inputs[3] : 1;
        double logA = parameters > 0 ? inputs[2 + parameters] : 0;
        double[] sums = new double[length];
        for (int i = 0; i < rows.count(); i++) {
            double x = rows.covariates()[0][i];
            double eta = inputs[0] + inputs[1] * x;
            double y = rows.response()[i];
            double w = rows.weight()[i];
            double s = rows.standardError() == null ? 1 : rows.standardError()[i];
            double score = RowFormulas.score(family, y, w, s, eta, a, b, logA);
            sums[0] += score;
            sums[1] += x * score;
            sums[2] += RowFormulas.logLikelihood(family, y, w, s, eta, a, b, logA);
            double byLogA = RowFormulas.byLogA(family, y, w, s, eta, a, b, logA);
            double byLogB = RowFormulas.byLogB(family, y, w, eta, a, b);
            if (parameters > 0) {
                sums[3] += byLogA;
            } else {
                assertEquals(0, byLogA);
            }
            if (parameters > 1) {
                sums[4] += byLogB;
            } else {
                assertEquals(0, byLogB);
            }
        }
        return sums;
    }

    private static Rows rows(Likelihood likelihood) {
        Random random = new Random(5);
        double[] y = new double[ROWS];
        double[] w = new double[ROWS];
        double[] x = new double[ROWS];
        double[] s = new double[ROWS];
        double total = 0;
        for (int i = 0; i < ROWS; i++) {
            w[i] = 1 + random.nextInt(5);
            x[i] = 3 * random.nextGaussian();
            s[i] = Math.exp(random.nextGaussian());
            total += w[i];
            y[i] = switch (likelihood) {
                case NORMAL, NORMAL_WITH_ERROR, STUDENT_T -> 3 * random.nextGaussian();
                case BINOMIAL -> random.nextInt((int) w[i] + 1);
                case POISSON, NEGATIVE_BINOMIAL -> random.nextInt(20);
            };
        }
        return new Rows(
                ROWS,
                y,
                new double[][] {x},
                new int[0][],
                new int[0],
                null,
                w,
                likelihood == Likelihood.NORMAL_WITH_ERROR ? s : null,
                Totals.of(total));
    }

    private static ModelData data(Likelihood likelihood, Rows rows) {
        int parameters = likelihood.parameters().size();
        List<FamilyParameter> estimated = IntStream.range(0, parameters)
                .mapToObj(k -> FamilyParameter.estimated(2 + k))
                .toList();
        List<Transform> transforms = IntStream.range(0, 2 + parameters)
                .mapToObj(k -> k < 2 ? Transform.IDENTITY : Transform.EXP)
                .toList();
        List<Term> terms = List.of(
                new Term(-1, -1, 0, 1, new ModelData.Direct(new int[] {0})),
                new Term(0, -1, 1, 1, new ModelData.Direct(new int[] {1})));
        return new ModelData("rows", 2 + parameters, transforms, List.of(), terms, List.of(), estimated, rows);
    }
}
