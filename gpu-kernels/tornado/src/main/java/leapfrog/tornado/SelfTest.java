package leapfrog.tornado;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import leapfrog.backend.Verification;
import leapfrog.engine.DeviceException;
import leapfrog.engine.Evaluations;
import leapfrog.engine.Problem;
import leapfrog.model.Likelihood;
import leapfrog.model.ModelData;
import leapfrog.model.ModelData.FamilyParameter;
import leapfrog.model.ModelData.Rows;
import leapfrog.model.ModelData.Term;
import leapfrog.model.ModelData.Totals;
import leapfrog.model.ModelStructure;
import leapfrog.model.ScalarLogDensity;
import leapfrog.model.Transform;

/**
 * Tries a device once a process: whether its arithmetic is that of doubles, which depends on TornadoVM's flags, and whether one gradient
 * is that of the scalar reference.
 */
final class SelfTest {
    static final double[] ARGUMENTS = {2, 3, 0.1, 1e-300, 7e250, 1 + 1e-9, Double.NaN};
    /** OpenCL allows log and exp 3 units in the last place, Java 1. */
    private static final double FUNCTION_ULPS = 4;

    private static final Map<String, Optional<String>> FAULTS = new ConcurrentHashMap<>();

    private SelfTest() {}

    /** What is wrong with a device; empty if nothing is. */
    static Optional<String> fault(TornadoTarget target) {
        return FAULTS.computeIfAbsent(target.index(), index -> {
            try {
                return arithmeticFault(ArithmeticKernel.results(target.device(), ARGUMENTS))
                        .or(() -> gradientFault(target));
            } catch (DeviceException e) {
                return Optional.of(String.valueOf(e.getMessage()));
            }
        });
    }

    /**
     * What is wrong with results of {@link ArithmeticKernel}.
     *
     * @param results [arguments][{@link ArithmeticKernel#RESULTS}]
     */
    static Optional<String> arithmeticFault(double[][] results) {
        for (int k = 0; k < ARGUMENTS.length; k++) {
            double x = ARGUMENTS[k];
            double[] of = results[k];
            double order = Double.isNaN(x) ? ArithmeticKernel.UNORDERED : ArithmeticKernel.ORDERED;
            if (of[ArithmeticKernel.COMPARISON] != order) {
                return Optional.of("comparisons take NaN for a number");
            }
            if (!near(of[ArithmeticKernel.ROOT], Math.sqrt(x), 1)) {
                return Optional.of("sqrt(" + x + ") is " + of[ArithmeticKernel.ROOT] + ", not to double precision");
            }
            if (!near(of[ArithmeticKernel.LOGARITHM], Math.log(x), FUNCTION_ULPS)) {
                return Optional.of("log(" + x + ") is " + of[ArithmeticKernel.LOGARITHM] + ", not to double precision");
            }
            if (!near(of[ArithmeticKernel.EXPONENTIAL], Math.exp(-x), FUNCTION_ULPS)) {
                return Optional.of(
                        "exp(" + -x + ") is " + of[ArithmeticKernel.EXPONENTIAL] + ", not to double precision");
            }
        }
        return Optional.empty();
    }

    private static boolean near(double actual, double expected, double ulps) {
        return Double.isNaN(expected) ? Double.isNaN(actual) : Math.abs(actual - expected) <= ulps * Math.ulp(expected);
    }

    private static Optional<String> gradientFault(TornadoTarget target) {
        Problem problem = problem();
        double[] position = {0.3, -0.4, 0.2, 1.1, 0.7, -1.2, 0.5};
        double[] expected = new double[position.length];
        double logDensity = new ScalarLogDensity(
                        problem.structure(), problem.tasks().getFirst())
                .evaluate(position, 0, expected, 0);
        Evaluations actual;
        try (TornadoGradientEvaluator evaluator =
                new TornadoGradientEvaluator(target, problem, new ProblemTables(problem), 1)) {
            actual = Evaluations.at(evaluator, 0, new double[][] {position});
        }
        double bound = Verification.LOG_DENSITY_TOLERANCE * Math.max(1, Math.abs(logDensity));
        if (!(Math.abs(actual.logDensities()[0] - logDensity) <= bound)) {
            return Optional.of("a log density is " + actual.logDensities()[0] + ", the reference's is " + logDensity);
        }
        for (int d = 0; d < expected.length; d++) {
            double slope = actual.gradients()[0][d];
            if (!(Math.abs(slope - expected[d])
                    <= Verification.GRADIENT_TOLERANCE * Math.max(1, Math.abs(expected[d])))) {
                return Optional.of("a gradient's component is " + slope + ", the reference's is " + expected[d]);
            }
        }
        return Optional.empty();
    }

    /** Student's t with estimated parameters, an intercept and a slope that varies over three levels. */
    private static Problem problem() {
        ModelData.Source intercept = new ModelData.Direct(new int[] {0});
        ModelData.Source slopes = new ModelData.Pooled(-1, 1, 4, new boolean[] {false, true, false});
        List<Term> terms = List.of(new Term(-1, -1, 0, 1, intercept), new Term(0, 0, 1, 3, slopes));
        Rows rows = new Rows(
                6,
                new double[] {0.1, -0.7, 1.9, 0.4, 2.2, -9.0},
                new double[][] {{1.0, 0.5, -0.3, 2.0, 0.0, 1.5}},
                new int[][] {{0, 0, 1, 2, 2, 2}},
                new int[] {3},
                null,
                null,
                null,
                Totals.of(6));
        ModelData task = new ModelData(
                "self-test",
                7,
                List.of(Transform.IDENTITY, Transform.EXP, Transform.EXP, Transform.EXP),
                List.of(),
                terms,
                List.of(),
                List.of(FamilyParameter.estimated(2), FamilyParameter.estimated(3)),
                rows);
        ModelStructure structure = new ModelStructure(
                Likelihood.STUDENT_T, terms.stream().map(Term::structure).toList(), List.of(), 1, false, false);
        return new Problem(structure, List.of(task));
    }
}
