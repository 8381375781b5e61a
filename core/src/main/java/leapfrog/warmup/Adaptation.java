package leapfrog.warmup;

import java.util.ArrayList;
import java.util.List;
import leapfrog.engine.ChainState;
import leapfrog.engine.DualAveragingState;
import leapfrog.engine.Metric;
import leapfrog.engine.Moments;
import leapfrog.engine.StageOutcome;
import leapfrog.engine.StageOutcome.ChainOutcome;

/**
 * Makes the chain states of the next stage from the outcome of the last one: a pure function, and the only place where anything
 * crosses chains.
 *
 * <p>Chains of a group adapt together: moments are merged and log step sizes averaged in the group's order, and every chain gets
 * the same metric, step size and averages. A group of one chain adapts alone.
 */
public final class Adaptation {
    private Adaptation() {}

    /**
     * The states with which the group's next stage starts.
     *
     * @param outcome of the step's stage, complete
     * @param step what was run, and what to do after it
     * @param unit [dimension] expected scales of the coordinates
     */
    public static List<ChainState> next(StageOutcome outcome, WarmupSchedule.Step step, double[] unit) {
        List<ChainState> states =
                outcome.chains().stream().map(ChainOutcome::state).toList();
        DualAveragingState adaptation = pool(states);
        Metric metric = states.getFirst().metric();
        double stepSize = states.size() == 1 ? states.getFirst().stepSize() : Math.exp(adaptation.logStep());
        switch (step.after()) {
            case CONTINUE -> {
                // Step size and metric go on.
            }
            case LEARN_METRIC -> {
                List<Moments> parts =
                        outcome.chains().stream().map(ChainOutcome::moments).toList();
                metric = MetricEstimate.of(Welford.merge(parts), step.stage().learn(), unit, metric);
            }
            case SETTLE -> stepSize = Math.exp(adaptation.logStepMean());
        }
        List<ChainState> next = new ArrayList<>(states.size());
        for (ChainState state : states) {
            next.add(new ChainState(state.chain(), state.position(), state.transition(), stepSize, metric, adaptation));
        }
        return next;
    }

    /** The averages of the chains' states; of one chain, its own bits. */
    private static DualAveragingState pool(List<ChainState> states) {
        if (states.size() == 1) {
            return states.getFirst().adaptation();
        }
        double mu = 0;
        double errorMean = 0;
        double logStep = 0;
        double logStepMean = 0;
        for (ChainState state : states) {
            mu += state.adaptation().mu();
            errorMean += state.adaptation().errorMean();
            logStep += state.adaptation().logStep();
            logStepMean += state.adaptation().logStepMean();
        }
        int n = states.size();
        long count = states.getFirst().adaptation().count();
        return new DualAveragingState(mu / n, count, errorMean / n, logStep / n, logStepMean / n);
    }
}
