package leapfrog.simd;

import static leapfrog.engine.Alignment.FIRST;

import java.util.Objects;
import leapfrog.engine.PointEvaluator;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates gradients of one chain at a time, levels in the lanes of vectors where blocks have chains. A gradient alone takes longer so; but
 * points need not be interleaved, and what a chain has at hand of its trajectory is in the nearest cache.
 */
final class ChainEvaluator implements PointEvaluator {
    private final ChainScalars scalars = new ChainScalars();
    private final CellLines lines = new CellLines();
    private @Nullable ChainPlan plan;

    /** This evaluator, from now on for points of a plan. */
    ChainEvaluator of(ChainPlan plan) {
        this.plan = plan;
        return this;
    }

    @Override
    public double evaluate(double[] position, double[] gradient) {
        ChainPlan plan = Objects.requireNonNull(this.plan);
        TaskPlan task = plan.task;
        double logDensity = scalars.evaluate(plan, position);
        double inverseSigma = 1 / scalars.values[task.sigma];
        double tau = inverseSigma * inverseSigma;
        lines.constants[CellLines.TAU] = tau;
        prepare(plan.intercept, tau, CellLines.INTERCEPT);
        prepare(plan.effect, tau, CellLines.EFFECT);
        lines.evaluate(plan, position, gradient);

        double[] sums = lines.sums;
        logDensity += pooled(plan.intercept, sums[CellLines.MEAN_A], sums[CellLines.SCALE_A], position);
        logDensity += pooled(plan.effect, sums[CellLines.MEAN_B], sums[CellLines.SCALE_B], position);
        double squares = (sums[CellLines.SQUARES_A] + sums[CellLines.SQUARES_B] + task.residualSumOfSquares) * tau;
        scalars.gradients[task.sigma] += squares - task.observations;
        logDensity -= position[FIRST + task.sigma] * task.observations
                + 0.5 * (sums[CellLines.PRIOR_A] + sums[CellLines.PRIOR_B] + squares);
        System.arraycopy(scalars.gradients, 0, gradient, FIRST, task.scalars);
        // The sampler takes NaN for a divergence.
        return logDensity == Double.POSITIVE_INFINITY ? Double.NaN : logDensity;
    }

    private void prepare(Coefficients term, double tau, int at) {
        double sd = scalars.values[term.sd()];
        double[] constants = lines.constants;
        constants[at + CellLines.MEAN] = term.mean() < 0 ? 0 : scalars.values[term.mean()];
        constants[at + CellLines.SD] = sd;
        constants[at + CellLines.INVERSE_SD] = 1 / sd;
        constants[at + CellLines.TAU_SD] = tau * sd;
        constants[at + CellLines.TAU_SLOPE] = tau * scalars.slopes[term.sd()];
    }

    /** Adds what a term's mean and sd get of its levels; returns what log sd of each centered one adds to the log density. */
    private double pooled(Coefficients term, double byMean, double byScale, double[] position) {
        if (term.mean() >= 0) {
            scalars.gradients[term.mean()] += byMean;
        }
        scalars.gradients[term.sd()] += byScale - term.centered();
        return term.centered() == 0 ? 0 : -term.centered() * position[FIRST + term.sd()];
    }
}
