package leapfrog.simd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import leapfrog.model.Likelihood;
import leapfrog.model.ModelData;
import leapfrog.model.ModelData.Direct;
import leapfrog.model.ModelData.InBlock;
import leapfrog.model.ModelData.Pooled;
import leapfrog.model.ModelData.Prior;
import leapfrog.model.ModelData.Shape;
import leapfrog.model.ModelData.Term;
import leapfrog.model.ModelStructure;
import leapfrog.model.Transform;
import org.jspecify.annotations.Nullable;

/**
 * Holds a task with a Gaussian likelihood and at most two coefficients a segment, plain transforms and simple priors: what
 * {@link NoncenteredStage}, {@link CellStage} and {@link SegmentStage} evaluate without anything between registers and rows.
 */
final class TaskPlan implements Plan {
    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    final int scalars;
    /** Runs of scalars whose transform is EXP or SIGNED, made of exp θ: the first of each and how many. */
    final int[] exponentials;
    /** Whether a scalar has the transform EXP, or one of these: [scalars]. */
    final boolean[] exponential;

    final boolean[] positive;
    /** Scalars with the transform SIGNED, and c of each. */
    final int[] signed;

    final double[] signedScale;
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

    final SegmentPlan segments;
    /** Whether they are those of {@link NoncenteredStage}. */
    final boolean noncentered;
    /** Whether they are those of {@link CellStage}. */
    final boolean pooledCells;

    /** The same for one chain at a time, where that is the better way. */
    final @Nullable ChainPlan chain;

    /** Whether a task is of this kind. */
    static boolean fits(ModelStructure structure, ModelData data) {
        return structure.likelihood() == Likelihood.NORMAL
                && structure.marginal() == null
                && data.parameters().getFirst().scalar() >= 0
                && data.scalars().stream().allMatch(TaskPlan::simple)
                && data.priors().stream().allMatch(TaskPlan::simple)
                && data.terms().stream().allMatch(term -> plain(data, term.source()))
                && SegmentPlan.fits(data);
    }

    private static boolean simple(Transform transform) {
        return transform.equals(Transform.IDENTITY)
                || transform.equals(Transform.EXP)
                || transform.kind() == Transform.Kind.SIGNED && transform.upper() == Double.POSITIVE_INFINITY;
    }

    private static boolean simple(Prior prior) {
        return prior.power() == 1
                && switch (prior.shape()) {
                    case NORMAL, STUDENT_T, EXPONENTIAL -> true;
                    case GAMMA, INVERSE_GAMMA, UNIFORM, CORRELATION -> false;
                };
    }

    /** Whether coefficients and means are coordinates, and standard deviations are not bounded. */
    private static boolean plain(ModelData data, ModelData.Source source) {
        List<Transform> scalars = data.scalars();
        return switch (source) {
            case Direct direct ->
                Arrays.stream(direct.scalar())
                        .allMatch(s -> s < 0 || scalars.get(s).equals(Transform.IDENTITY));
            case Pooled pooled ->
                !scalars.get(pooled.sd()).equals(Transform.IDENTITY)
                        && (pooled.mean() < 0 || scalars.get(pooled.mean()).equals(Transform.IDENTITY));
            case InBlock inBlock -> false;
        };
    }

    TaskPlan(ModelData data) {
        scalars = data.scalars().size();
        exponential = new boolean[scalars];
        positive = new boolean[scalars];
        List<Integer> exps = new ArrayList<>();
        for (int s = 0; s < scalars; s++) {
            exponential[s] = data.scalars().get(s).equals(Transform.EXP);
            positive[s] = !data.scalars().get(s).equals(Transform.IDENTITY);
            if (positive[s]) {
                if (s == 0 || !positive[s - 1]) {
                    exps.add(s);
                    exps.add(0);
                }
                exps.set(exps.size() - 1, exps.getLast() + 1);
            }
        }
        exponentials = exps.stream().mapToInt(Integer::intValue).toArray();
        signed = IntStream.range(0, scalars)
                .filter(s -> positive[s] && !exponential[s])
                .toArray();
        signedScale = IntStream.of(signed)
                .mapToDouble(s -> data.scalars().get(s).scale())
                .toArray();
        sigma = data.parameters().getFirst().scalar();
        observations = data.rows().totals().observations();
        residualSumOfSquares = data.rows().totals().residualSumOfSquares();

        normalLocation = new double[scalars];
        normalInverseScale = new double[scalars];
        List<Prior> others = new ArrayList<>();
        double sum = data.rows().totals().constant() - observations * HALF_LOG_TWO_PI;
        for (Prior prior : data.priors()) {
            int scalar = prior.scalars()[0];
            boolean alone = prior.scalars().length == 1 && prior.weights()[0] == 1;
            boolean plain = exponential[scalar] || !positive[scalar];
            if (prior.shape() == Shape.NORMAL && alone && plain && normalInverseScale[scalar] == 0) {
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
        for (double scale : signedScale) {
            sum += Math.log(scale);
        }
        constant = sum;
        priors = others.toArray(Prior[]::new);

        segments = SegmentPlan.of(data);
        noncentered = segments.noncentered();
        pooledCells = segments.pooledCells();
        terms = new Coefficients[] {segments.constantTerm(), segments.covariateTerm()};
        chain = ChainPlan.of(this);
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
