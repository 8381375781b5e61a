package leapfrog.simd;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import leapfrog.model.ModelData;
import leapfrog.model.ModelData.Pooled;
import leapfrog.model.ModelData.Prior;
import leapfrog.model.ModelData.Shape;
import leapfrog.model.ModelData.Term;
import leapfrog.model.Transform;
import org.jspecify.annotations.Nullable;

/**
 * Holds one task's data in the order and form in which the stages read them. Immutable by convention, shared by all evaluators of a
 * session.
 */
final class TaskPlan {
    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    final int scalars;
    final int coefficients;
    /** Runs of scalars with the transform EXP: the first of each and how many. */
    final int[] exponentials;
    /** Whether a scalar has that transform: [scalars]. */
    final boolean[] exponential;
    /** Every term of the log density that does not depend on the position. */
    final double constant;
    /** Location and 1 / scale of the normal prior of a scalar alone, 0 where it has none: [scalars]. */
    final double[] normalLocation;

    final double[] normalInverseScale;
    /** All other priors. */
    final Prior[] priors;

    final int sigma;
    final double observations;
    final double residualSumOfSquares;
    /** How the coefficients of each term are made, in the order of {@link Block#sums}. */
    final Coefficients[] terms;
    /** The rows, for a model of at most two coefficients a segment. */
    final @Nullable SegmentPlan segments;
    /** Whether they are those of {@link NoncenteredStage}. */
    final boolean noncentered;
    /** The rows, for every other model. */
    final @Nullable TilePlan tiles;

    TaskPlan(ModelData data) {
        scalars = data.scalars().size();
        coefficients = data.coefficients();
        exponential = new boolean[scalars];
        List<Integer> exps = new ArrayList<>();
        for (int s = 0; s < scalars; s++) {
            if (data.scalars().get(s).equals(Transform.EXP)) {
                exponential[s] = true;
                if (s == 0 || !exponential[s - 1]) {
                    exps.add(s);
                    exps.add(0);
                }
                exps.set(exps.size() - 1, exps.getLast() + 1);
            }
        }
        exponentials = exps.stream().mapToInt(Integer::intValue).toArray();
        sigma = data.parameters().getFirst().scalar();
        requireTransform(data, sigma, Transform.EXP);
        observations = data.rows().totals().observations();
        residualSumOfSquares = data.rows().totals().residualSumOfSquares();

        normalLocation = new double[scalars];
        normalInverseScale = new double[scalars];
        List<Prior> others = new ArrayList<>();
        double sum = data.rows().totals().constant() - observations * HALF_LOG_TWO_PI;
        for (Prior prior : data.priors()) {
            int scalar = prior.scalars()[0];
            boolean alone = prior.scalars().length == 1 && prior.weights()[0] == 1;
            if (prior.shape() == Shape.NORMAL && alone && normalInverseScale[scalar] == 0) {
                normalLocation[scalar] = prior.location();
                normalInverseScale[scalar] = 1 / prior.scale();
            } else {
                others.add(prior);
            }
            sum += prior.logConstant();
        }
        for (Term term : data.terms()) {
            if (term.source() instanceof Pooled) {
                sum -= term.levels() * HALF_LOG_TWO_PI;
            }
        }
        constant = sum;
        priors = others.toArray(Prior[]::new);

        segments = SegmentPlan.fits(data) ? SegmentPlan.of(data) : null;
        noncentered = segments != null && segments.noncentered();
        tiles = segments == null ? TilePlan.of(data) : null;
        terms = segments != null
                ? new Coefficients[] {segments.constantTerm(), segments.covariateTerm()}
                : requireNonNull(tiles).terms();
    }

    static void requireTransform(ModelData data, int scalar, Transform transform) {
        if (!data.scalars().get(scalar).equals(transform)) {
            throw new IllegalArgumentException(
                    data.name() + ": scalar " + scalar + " is " + data.scalars().get(scalar) + ", not " + transform);
        }
    }

    /** y − offset: a Gaussian likelihood knows no difference. */
    static double[] responseWithoutOffset(ModelData.Rows rows) {
        double[] response = rows.response().clone();
        double[] offset = rows.offset();
        if (offset != null) {
            for (int i = 0; i < response.length; i++) {
                response[i] -= offset[i];
            }
        }
        return response;
    }
}
