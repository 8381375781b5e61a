package leapfrog.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import leapfrog.engine.Backend;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.GradientBatch;
import leapfrog.engine.GradientEvaluator;
import leapfrog.engine.Problem;
import leapfrog.engine.Session;
import leapfrog.model.ModelData;
import leapfrog.model.ScalarLogDensity;

/**
 * Compares a backend with the scalar reference on generated problems, the same ones everywhere: models with 0 to 3 factors, 0 to
 * 1000 levels with rows, 1 to 4098 rows, several tasks in one batch of 1 to 4097 points, and positions that are not finite.
 *
 * <p>Where the reference is finite, |Δ log density| ≤ 1e-11 max(1, |log density|) and ‖Δ gradient‖ ≤ 1e-10 max(1, ‖gradient‖) in the
 * Euclidean norm; where it is not, the backend's log density must not be finite either. The result of a point must have the same
 * bits in any batch, block and lane.
 */
public final class Verification {
    /** Allowed |Δ log density| / max(1, |log density|). */
    public static final double LOG_DENSITY_TOLERANCE = 1e-11;
    /** Allowed ‖Δ gradient‖ / max(1, ‖gradient‖). */
    public static final double GRADIENT_TOLERANCE = 1e-10;

    private static final int[] BATCHES = {1, 3, 8, 9, 64, 257, 4097};
    /** Task whose batches are swept: 31 rows. */
    private static final int SWEPT = 0;
    /** Points of a task in the batch of all tasks. */
    private static final int POINTS = 11;
    /** Every so many of those points are evaluated alone: another one of each task. */
    private static final int LONERS = 4;

    private final Backend backend;
    private final EngineOptions options;
    private int cases;
    private long points;
    private double logDensityError;
    private double gradientError;
    private Optional<String> failure = Optional.empty();

    private Verification(Backend backend, EngineOptions options) {
        this.backend = backend;
        this.options = options;
    }

    /**
     * What a verification found.
     *
     * @param device that was verified, in words; "" if none was opened
     * @param cases batches compared
     * @param points points compared
     * @param logDensityError largest |Δ| / max(1, |log density|)
     * @param gradientError largest ‖Δ‖ / max(1, ‖gradient‖)
     * @param failure the first thing that was wrong, in words; empty if nothing was
     */
    public record Result(
            String device,
            int cases,
            long points,
            double logDensityError,
            double gradientError,
            Optional<String> failure) {
        /** Whether it agrees within the tolerance. */
        public boolean passed() {
            return failure.isEmpty();
        }
    }

    /** Which models are verified. */
    public enum Models {
        /**
         * All models that are normal or have coefficients integrated out, and of each other likelihood the largest: enough for another way to share
         * out work, whose rows are computed as in a way that is verified with all.
         */
        SHARING,
        /** All. */
        ALL
    }

    /**
     * Verifies a backend with all models on the device that the options name. Stops at the first model that is wrong.
     *
     * @throws leapfrog.engine.DeviceException if the device cannot be opened or fails
     */
    public static Result of(Backend backend, EngineOptions options) {
        return of(backend, options, Models.ALL);
    }

    /**
     * Verifies a backend with some of the models.
     *
     * @throws leapfrog.engine.DeviceException if the device cannot be opened or fails
     */
    public static Result of(Backend backend, EngineOptions options, Models models) {
        Verification verification = new Verification(backend, options);
        String device = "";
        for (VerificationCase of : VerificationCase.of(models)) {
            Problem problem = of.problem().get();
            if (backend.supports(problem.structure(), options) instanceof Backend.Support.No no) {
                if (of.optional()) {
                    continue;
                }
                verification.fail("model '" + of.name() + "' is not supported: " + no.reason());
                break;
            }
            try (Session session = backend.open(problem, options);
                    GradientEvaluator evaluator = session.gradients()) {
                device = session.device();
                verification.compare(of, problem, evaluator);
            }
            if (verification.failure.isPresent()) {
                break;
            }
        }
        return new Result(
                device,
                verification.cases,
                verification.points,
                verification.logDensityError,
                verification.gradientError,
                verification.failure);
    }

    private void compare(VerificationCase of, Problem problem, GradientEvaluator evaluator) {
        Random random = new Random(31L * of.name().hashCode());
        GradientBatch batch = evaluator.batch();
        PointSet all = points(problem, random);
        int[] forward = new int[all.size()];
        int[] shuffled = new int[all.size()];
        for (int i = 0; i < forward.length; i++) {
            forward[i] = i;
            shuffled[forward.length - 1 - i] = i;
        }
        evaluate(all, evaluator, batch, forward);
        PointSet expected = reference(problem, all);
        check(of, problem, all, expected);
        // The same points again, reversed, and some of them one a batch.
        PointSet again = copy(all);
        evaluate(again, evaluator, batch, shuffled);
        requireSameBits(of, problem, all, again, "in reversed order");
        for (int i = 0; i < forward.length; i += LONERS) {
            again.evaluate(evaluator, batch, forward, i, i + 1);
        }
        requireSameBits(of, problem, all, again, "alone in its batch");
        if (again.evaluateAlone(evaluator)) {
            check(of, problem, again, expected);
        }
        if (of.swept()) {
            sweep(of, problem, evaluator, batch, random);
        }
    }

    /** Batches of many sizes of one task. */
    private void sweep(
            VerificationCase of, Problem problem, GradientEvaluator evaluator, GradientBatch batch, Random random) {
        PointSet expected = null;
        for (int k = BATCHES.length - 1; k >= 0; k--) {
            int size = BATCHES[k];
            int[] order = new int[size];
            double[][] positions = new double[size][];
            for (int i = 0; i < size; i++) {
                order[i] = i;
                positions[i] = expected == null ? position(problem.tasks().get(SWEPT), random) : expected.position(i);
            }
            PointSet swept = new PointSet(new int[size], positions);
            evaluate(swept, evaluator, batch, order);
            if (expected == null) {
                expected = swept;
                check(of, problem, swept, reference(problem, swept));
            } else {
                requireSameBits(of, problem, swept, expected, "in a batch of " + BATCHES[BATCHES.length - 1]);
            }
        }
    }

    /** Points of every task, one task after the other; some with coordinates that are not finite or far out. */
    private static PointSet points(Problem problem, Random random) {
        List<double[]> positions = new ArrayList<>();
        int[] tasks = new int[POINTS * problem.tasks().size()];
        for (int t = 0; t < problem.tasks().size(); t++) {
            ModelData task = problem.tasks().get(t);
            for (int i = 0; i < POINTS; i++) {
                double[] position = position(task, random);
                double[] odd = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e200, -800, 12};
                if (i % 2 == 1 && i / 2 < odd.length) {
                    int at =
                            i == 9 || i == 11 ? random.nextInt(task.scalars().size()) : random.nextInt(position.length);
                    position[at] = odd[i / 2];
                }
                tasks[positions.size()] = t;
                positions.add(position);
            }
        }
        return new PointSet(tasks, positions.toArray(double[][]::new));
    }

    private static double[] position(ModelData task, Random random) {
        double[] position = new double[task.dimension()];
        for (int d = 0; d < position.length; d++) {
            position[d] = random.nextGaussian();
        }
        return position;
    }

    private static PointSet copy(PointSet set) {
        int[] tasks = new int[set.size()];
        double[][] positions = new double[set.size()][];
        for (int i = 0; i < tasks.length; i++) {
            tasks[i] = set.task(i);
            positions[i] = set.position(i);
        }
        return new PointSet(tasks, positions);
    }

    private static PointSet reference(Problem problem, PointSet set) {
        PointSet reference = copy(set);
        for (int t = 0; t < problem.tasks().size(); t++) {
            ScalarLogDensity density =
                    new ScalarLogDensity(problem.structure(), problem.tasks().get(t));
            for (int i = 0; i < set.size(); i++) {
                if (set.task(i) == t) {
                    reference.logDensities[i] = density.evaluate(set.position(i), 0, reference.gradients[i], 0);
                }
            }
        }
        return reference;
    }

    /** Evaluates all points in batches as large as the evaluator takes. */
    private void evaluate(PointSet set, GradientEvaluator evaluator, GradientBatch batch, int[] order) {
        int maximum = evaluator.shape().maximum();
        int from = 0;
        while (from < order.length) {
            int to = order.length;
            while ((long) set.blocks(order, from, to, batch.lanes()) * batch.lanes() > maximum && to > from + 1) {
                to = from + (to - from + 1) / 2;
            }
            set.evaluate(evaluator, batch, order, from, to);
            from = to;
        }
        cases++;
    }

    private void check(VerificationCase of, Problem problem, PointSet actual, PointSet expected) {
        for (int i = 0; i < actual.size(); i++) {
            points++;
            double value = actual.logDensities[i];
            double reference = expected.logDensities[i];
            if (!Double.isFinite(reference)) {
                if (Double.isFinite(value)) {
                    fail(describe(of, problem, actual, i) + ": log density " + value + ", the reference's is "
                            + reference);
                }
                continue;
            }
            if (!finite(actual.position(i))) {
                // A coordinate without rows and prior: the reference never reads it, a backend may.
                continue;
            }
            double error = Math.abs(value - reference) / Math.max(1, Math.abs(reference));
            if (!(error <= LOG_DENSITY_TOLERANCE)) {
                fail(describe(of, problem, actual, i) + ": log density " + value + ", the reference's is " + reference
                        + ", relative error " + error + " above " + LOG_DENSITY_TOLERANCE);
            }
            logDensityError = Math.max(logDensityError, error);
            checkGradient(of, problem, actual, expected, i);
        }
    }

    private void checkGradient(VerificationCase of, Problem problem, PointSet actual, PointSet expected, int i) {
        double[] gradient = expected.gradients[i];
        double norm = norm(gradient);
        if (!Double.isFinite(norm)) {
            return;
        }
        double[] difference = new double[gradient.length];
        int worst = 0;
        for (int d = 0; d < difference.length; d++) {
            difference[d] = actual.gradients[i][d] - gradient[d];
            if (!(Math.abs(difference[d]) <= Math.abs(difference[worst]))) {
                worst = d;
            }
        }
        double error = norm(difference) / Math.max(1, norm);
        if (!(error <= GRADIENT_TOLERANCE)) {
            fail(describe(of, problem, actual, i) + ": gradient[" + worst + "] " + actual.gradients[i][worst]
                    + ", the reference's is " + gradient[worst] + ", relative error of the gradient " + error
                    + " above "
                    + GRADIENT_TOLERANCE);
        }
        gradientError = Math.max(gradientError, error);
    }

    private static boolean finite(double[] position) {
        for (double coordinate : position) {
            if (!Double.isFinite(coordinate)) {
                return false;
            }
        }
        return true;
    }

    /** Euclidean norm without overflow. */
    private static double norm(double[] vector) {
        double largest = 0;
        for (double v : vector) {
            largest = Math.max(largest, Math.abs(v));
        }
        if (largest == 0 || !Double.isFinite(largest)) {
            return largest;
        }
        double sum = 0;
        for (double v : vector) {
            sum += (v / largest) * (v / largest);
        }
        return largest * Math.sqrt(sum);
    }

    private void requireSameBits(
            VerificationCase of, Problem problem, PointSet one, PointSet other, String circumstance) {
        for (int i = 0; i < one.size(); i++) {
            double a = one.logDensities[i];
            double b = other.logDensities[i];
            boolean same = Double.compare(a, b) == 0;
            for (int d = 0; same && Double.isFinite(a) && d < one.gradients[i].length; d++) {
                a = one.gradients[i][d];
                b = other.gradients[i][d];
                same = Double.compare(a, b) == 0;
            }
            if (!same && (Double.isFinite(a) || Double.isFinite(b))) {
                fail(describe(of, problem, one, i) + ": gives " + a + " but " + b + " " + circumstance);
            }
        }
    }

    private static String describe(VerificationCase of, Problem problem, PointSet set, int point) {
        return "model '" + of.name() + "', task '"
                + problem.tasks().get(set.task(point)).name() + "', point " + point + " of " + set.size();
    }

    private void fail(String what) {
        if (failure.isEmpty()) {
            failure = Optional.of(what);
        }
    }
}
