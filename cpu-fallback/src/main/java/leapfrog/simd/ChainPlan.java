package leapfrog.simd;

import static leapfrog.engine.Alignment.FIRST;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import leapfrog.engine.Alignment;
import leapfrog.model.ModelData.Prior;
import leapfrog.model.ModelData.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Holds a task of pooled cells as {@link ChainEvaluator} reads it, one chain at a time: level beside level, in lines of eight.
 *
 * <p>Numbers of levels behind the last are 0, and so is the weight of a row that is absent.
 */
final class ChainPlan {
    /** Levels side by side. */
    static final int LINE = 8;
    /**
     * Levels from which on they are in the lanes: measured on leapfrogs of 4 and of 1,024 chains. With fewer, what is computed once a chain
     * takes longer than what is spared.
     */
    private static final int FEWEST = 48;

    /** Numbers that a level has in {@link #cells}. */
    static final int PER_LEVEL = 7;

    final TaskPlan task;
    final Ratio[] priors;
    /** c of each scalar with the transform SIGNED: [scalars]. */
    final double[] signedScale;

    final Coefficients intercept;
    final Coefficients effect;
    final int levels;
    /** The first coordinates of the levels. */
    final int firstIntercept;

    final int firstEffect;
    /**
     * Of each line, from {@link Alignment#FIRST} on, eight numbers each: response and weight of the row with covariate 0, those of the row
     * with 1, and 1 where the intercept is centered, where the effect is, and where there is a level.
     */
    final double[] cells;
    /** Whether any intercept or effect is centered. */
    final boolean centered;

    /** A prior of what is made of a few scalars: x = offset + Σ weight · v, or |v| of positive ones, in units of its scale. */
    record Ratio(Shape shape, double df, double offset, int[] scalars, double[] weights) {
        static Ratio of(Prior prior) {
            double inverse = 1 / prior.scale();
            double[] weights =
                    DoubleStream.of(prior.weights()).map(w -> w * inverse).toArray();
            return new Ratio(prior.shape(), prior.df(), -prior.location() * inverse, prior.scalars(), weights);
        }
    }

    /** The plan of a task that has cells, and levels enough, for it; or null. */
    static @Nullable ChainPlan of(TaskPlan task) {
        boolean pooled = task.pooledCells || task.noncentered;
        int levels = task.segments.segments();
        return pooled && task.segments.cells().length > 0 && levels >= FEWEST ? new ChainPlan(task) : null;
    }

    private ChainPlan(TaskPlan task) {
        this.task = task;
        priors = Arrays.stream(task.priors).map(Ratio::of).toArray(Ratio[]::new);
        signedScale = new double[task.scalars];
        for (int k = 0; k < task.signed.length; k++) {
            signedScale[task.signed[k]] = task.signedScale[k];
        }
        intercept = task.segments.constantTerm();
        effect = task.segments.covariateTerm();
        levels = task.segments.segments();
        centered = intercept.centered() + effect.centered() > 0;
        firstIntercept = Arrays.stream(intercept.coordinate()).min().orElseThrow();
        firstEffect = Arrays.stream(effect.coordinate()).min().orElseThrow();
        cells = Alignment.array(PER_LEVEL * LINE * Math.ceilDiv(levels, LINE));
        for (int j = 0; j < levels; j++) {
            // Segments stand in an order of their own, coordinates in that of the levels.
            int level = intercept.coordinate()[j] - firstIntercept;
            int at = FIRST + PER_LEVEL * LINE * (level / LINE) + level % LINE;
            for (int k = 0; k < 4; k++) {
                cells[at + k * LINE] = task.segments.cells()[4 * j + k];
            }
            cells[at + 4 * LINE] = intercept.kind()[j] == Coefficients.CENTERED ? 1 : 0;
            cells[at + 5 * LINE] = effect.kind()[j] == Coefficients.CENTERED ? 1 : 0;
            cells[at + 6 * LINE] = 1;
        }
    }
}
