package leapfrog.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import leapfrog.engine.Backend.Support;
import leapfrog.engine.Cancellation;
import leapfrog.engine.ChainGroup;
import leapfrog.engine.ChainState;
import leapfrog.engine.DualAveragingState;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.Metric;
import leapfrog.engine.Problem;
import leapfrog.engine.Session;
import leapfrog.engine.Stage;
import leapfrog.engine.StageOutcome;
import leapfrog.engine.StageOutcome.ChainOutcome;
import leapfrog.engine.StageSource;
import leapfrog.engine.StageTask;
import leapfrog.engine.TransitionEngine;

/**
 * Times transitions of many chains of the radon hierarchy from the same states on several backends, draws handed out and all, and
 * prints a Markdown table. Run it from the repository's top folder.
 */
public final class ManyChains {
    private static final String TEAM = "leapfrog.opencl.team";
    /** Chains whose warm-up the others start from, each with random numbers of its own. */
    private static final int WARMED = 64;

    private static final int TRANSITIONS = 20;
    private static final double SECONDS = 2;

    private ManyChains() {}

    /**
     * Runs with options {@code --backends simd,opencl,opencl-resident --chains 16,256,4096 --data cells,rows --teams 0 --device "" --threads 2}.
     * Teams are the numbers of work-items a chain that opencl-resident is tried with, 0 for its own; the device is that of OpenCL.
     */
    public static void main(String[] arguments) {
        List<String> given = Arrays.asList(arguments);
        int threads = Integer.parseInt(
                text(given, "--threads", Integer.toString(Runtime.getRuntime().availableProcessors())));
        String device = text(given, "--device", "");
        System.out.println(
                "| data | chains | backend | work-items a chain | leapfrogs | ns a leapfrog and chain | device |");
        System.out.println("|---|---:|---|---:|---:|---:|---|");
        for (String data : list(given, "--data", "cells,rows")) {
            Problem problem = RadonProblem.partial(data.equals("cells"));
            List<ChainState> warm = warm(problem, threads);
            for (String chains : list(given, "--chains", "16,256,4096")) {
                List<ChainState> states = spread(warm, Integer.parseInt(chains));
                for (String backend : list(given, "--backends", "simd,opencl,opencl-resident")) {
                    boolean resident = backend.equals("opencl-resident");
                    for (String team : resident ? list(given, "--teams", "0") : List.of("0")) {
                        System.out.printf(
                                "| %s | %s | %s |%s%n",
                                data,
                                chains,
                                backend,
                                line(problem, states, backend, Integer.parseInt(team), device, threads));
                    }
                }
            }
        }
    }

    private static String line(
            Problem problem, List<ChainState> states, String backend, int team, String device, int threads) {
        if (team == 0) {
            System.clearProperty(TEAM);
        } else {
            System.setProperty(TEAM, Integer.toString(team));
        }
        String shown = team == 0 ? "" : Integer.toString(team);
        EngineOptions options = new EngineOptions(states.size(), threads, backend.startsWith("opencl") ? device : "");
        if (Backends.named(backend).supports(problem.structure(), options) instanceof Support.No no) {
            return String.format(" %s | | | %s; %s |", shown, no.reason(), no.remedy());
        }
        try (Session session = Backends.named(backend).open(problem, options);
                TransitionEngine engine = session.transitions()) {
            run(engine, states);
            long leapfrogs = 0;
            long start = System.nanoTime();
            do {
                leapfrogs += run(engine, states);
            } while (System.nanoTime() - start < SECONDS * 1e9);
            double nanos = (double) (System.nanoTime() - start) / leapfrogs;
            return String.format(Locale.ROOT, " %s | %d | %.1f | %s |", shown, leapfrogs, nanos, session.device());
        }
    }

    /** Leapfrogs of a stage of sampling from these states. */
    private static long run(TransitionEngine engine, List<ChainState> states) {
        Stage stage = new Stage("sampling", TRANSITIONS, new Stage.StepSizeRule.Fixed(), Stage.MomentRule.NONE, 10);
        return new OneStage(states, stage)
                .run(engine).stream().mapToLong(ChainOutcome::leapfrogs).sum();
    }

    /** States in the typical set with step sizes of a mean acceptance of 0.8. */
    private static List<ChainState> warm(Problem problem, int threads) {
        int dimension = problem.tasks().getFirst().dimension();
        SplittableRandom random = new SplittableRandom(1);
        List<ChainState> states = new ArrayList<>();
        for (int chain = 0; chain < WARMED; chain++) {
            double[] position = random.doubles(dimension, -0.5, 0.5).toArray();
            states.add(new ChainState(chain, position, 0, 0, Metric.unit(dimension), DualAveragingState.NONE));
        }
        Stage stage =
                new Stage("warm-up", 200, new Stage.StepSizeRule.DualAveraging(0.8, true), Stage.MomentRule.NONE, 10);
        try (Session session = Backends.named("simd").open(problem, new EngineOptions(WARMED, threads, ""));
                TransitionEngine engine = session.transitions()) {
            return new OneStage(states, stage)
                    .run(engine).stream().map(ChainOutcome::state).toList();
        }
    }

    private static List<ChainState> spread(List<ChainState> warm, int chains) {
        List<ChainState> states = new ArrayList<>();
        Metric metric = warm.getFirst().metric();
        for (int chain = 0; chain < chains; chain++) {
            ChainState from = warm.get(chain % WARMED);
            double stepSize = Math.exp(from.adaptation().logStepMean());
            states.add(new ChainState(
                    chain, from.position(), from.transition(), stepSize, metric, DualAveragingState.NONE));
        }
        return states;
    }

    /** One stage of one group of chains. */
    private static final class OneStage implements StageSource {
        private final List<StageTask> waiting = new ArrayList<>();
        private final int chains;
        private List<ChainOutcome> ends = List.of();

        OneStage(List<ChainState> states, Stage stage) {
            chains = states.size();
            waiting.add(new StageTask(
                    ChainGroup.plain(0, 5, states), stage, (chain, transition, position, statistics) -> {}));
        }

        List<ChainOutcome> run(TransitionEngine engine) {
            engine.run(this, Cancellation.NEVER);
            return ends;
        }

        @Override
        public synchronized Optional<StageTask> next() {
            return waiting.isEmpty() ? Optional.empty() : Optional.of(waiting.removeLast());
        }

        @Override
        public synchronized void finished(StageTask task, StageOutcome outcome) {
            ends = outcome.chains();
        }

        @Override
        public int chains() {
            return chains;
        }
    }

    private static List<String> list(List<String> given, String option, String otherwise) {
        return Arrays.asList(text(given, option, otherwise).split(","));
    }

    private static String text(List<String> given, String option, String otherwise) {
        int at = given.indexOf(option);
        return at < 0 ? otherwise : given.get(at + 1);
    }
}
