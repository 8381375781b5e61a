package leapfrog.backend;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import leapfrog.engine.ChainGroup;
import leapfrog.engine.ChainState;
import leapfrog.engine.DualAveragingState;
import leapfrog.engine.Metric;
import leapfrog.engine.Stage;
import leapfrog.engine.StageOutcome;
import leapfrog.engine.StageSource;
import leapfrog.engine.StageTask;
import leapfrog.engine.TransitionStatistics;
import leapfrog.warmup.Adaptation;
import leapfrog.warmup.WarmupSchedule;

/** Takes groups of chains through a warm-up and a sampling stage, and keeps what the engine hands back, for tests. */
final class ScheduledFits implements StageSource {
    /** A transition as a sink saw it. */
    record Draw(
            double[] position, double logDensity, double energy, double acceptance, double stepSize, int leapfrogs) {
        static Draw of(double[] position, TransitionStatistics s) {
            return new Draw(position.clone(), s.logDensity, s.energy, s.acceptance, s.stepSize, s.leapfrogs);
        }

        /** All numbers, for comparisons of bits. */
        List<Double> numbers() {
            List<Double> numbers = new ArrayList<>();
            for (double coordinate : position) {
                numbers.add(coordinate);
            }
            Collections.addAll(numbers, logDensity, energy, acceptance, stepSize, (double) leapfrogs);
            return numbers;
        }
    }

    private final List<WarmupSchedule.Step> steps;
    private final Stage sampling;
    private final ArrayDeque<Fit> waiting = new ArrayDeque<>();
    private final Map<StageTask, Fit> running = new HashMap<>();
    private final List<Fit> fits = new ArrayList<>();
    private int chains;

    /** One group on its way. */
    static final class Fit {
        private ChainGroup group;
        private int step;
        /** Draws of the sampling stage, chain by chain. */
        final List<List<Draw>> draws = new ArrayList<>();
        /** Transitions of all stages, by sinks' count. */
        int transitions;

        final List<StageOutcome> outcomes = new ArrayList<>();

        private Fit(ChainGroup group) {
            this.group = group;
            group.chains().forEach(chain -> draws.add(new ArrayList<>()));
        }

        List<ChainState> states() {
            return group.chains();
        }

        List<List<Double>> numbers(int chain) {
            return draws.get(chain).stream().map(Draw::numbers).toList();
        }
    }

    ScheduledFits(WarmupSchedule warmup, Stage sampling) {
        this(warmup.steps(), sampling);
    }

    ScheduledFits(List<WarmupSchedule.Step> steps, Stage sampling) {
        this.steps = steps;
        this.sampling = sampling;
    }

    static Stage sampling(int draws) {
        return new Stage("sampling", draws, new Stage.StepSizeRule.Fixed(), Stage.MomentRule.NONE, 10);
    }

    static ChainState start(int chain, double[] position) {
        return new ChainState(chain, position, 0, 0, Metric.unit(position.length), DualAveragingState.NONE);
    }

    Fit add(ChainGroup group) {
        Fit fit = new Fit(group);
        fits.add(fit);
        waiting.add(fit);
        chains += group.chains().size();
        return fit;
    }

    List<Fit> fits() {
        return fits;
    }

    boolean allHandedBack() {
        return running.isEmpty();
    }

    @Override
    public synchronized Optional<StageTask> next() {
        Fit fit = waiting.poll();
        if (fit == null) {
            return Optional.empty();
        }
        boolean warmup = fit.step < steps.size();
        Stage stage = warmup ? steps.get(fit.step).stage() : sampling;
        StageTask task = new StageTask(fit.group, stage, (chain, transition, position, statistics) -> {
            synchronized (fit) {
                fit.transitions++;
                if (!warmup) {
                    if (fit.draws.get(chain).size() != transition) {
                        throw new IllegalStateException("transition " + transition + " out of order");
                    }
                    fit.draws.get(chain).add(Draw.of(position, statistics));
                }
            }
        });
        running.put(task, fit);
        return Optional.of(task);
    }

    @Override
    public synchronized void finished(StageTask task, StageOutcome outcome) {
        Fit fit = running.remove(task);
        if (fit == null) {
            throw new IllegalStateException("handed back twice");
        }
        fit.outcomes.add(outcome);
        boolean whole = outcome.chains().stream()
                .allMatch(chain -> chain.transitions() == task.stage().transitions());
        List<ChainState> next = whole && fit.step < steps.size()
                ? Adaptation.next(
                        outcome, steps.get(fit.step), fit.group.scaling().unit())
                : outcome.chains().stream()
                        .map(StageOutcome.ChainOutcome::state)
                        .toList();
        fit.group = ChainGroup.plain(fit.group.task(), fit.group.seed(), next);
        if (whole && fit.step++ < steps.size()) {
            waiting.add(fit);
        } else {
            chains -= next.size();
        }
    }

    @Override
    public synchronized int chains() {
        return chains;
    }
}
