package leapfrog.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
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
import leapfrog.engine.Stage.MomentRule;
import leapfrog.engine.StageOutcome;
import leapfrog.engine.StageOutcome.ChainOutcome;
import leapfrog.engine.StageSource;
import leapfrog.engine.StageTask;
import leapfrog.engine.TransitionEngine;
import leapfrog.model.Scaling;
import leapfrog.warmup.Adaptation;
import leapfrog.warmup.WarmupSchedule;

/**
 * Times transitions of many chains of the radon hierarchy from the same states on several backends, draws handed out and all, and
 * prints a Markdown table; the processor's time, of all threads, is what a busy machine leaves comparable. Run it from the repository's top folder.
 */
public final class ManyChains {
    private static final String TEAM = "leapfrog.opencl.team";
    /** Chains whose warm-up the others start from, each with random numbers of its own. */
    private static final int WARMED = 64;

    private static final double SECONDS = 2;

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final Problem problem;
    private final List<ChainState> states;
    private final Stage stage;
    private final String device;
    private final int threads;

    private ManyChains(Problem problem, List<ChainState> states, Stage stage, String device, int threads) {
        this.problem = problem;
        this.states = states;
        this.stage = stage;
        this.device = device;
        this.threads = threads;
    }

    /**
     * Runs with options {@code --backends simd,opencl,opencl-resident --chains 16,256,4096 --data cells,rows,integrated --teams 0 --transitions 20
     * --device "" --threads 2}. Teams are the numbers of work-items a chain that opencl-resident is tried with, 0 for its own; the
     * device is that of OpenCL.
     */
    public static void main(String[] arguments) {
        List<String> given = Arrays.asList(arguments);
        String cores = Integer.toString(Runtime.getRuntime().availableProcessors());
        int threads = Integer.parseInt(text(given, "--threads", cores));
        int transitions = Integer.parseInt(text(given, "--transitions", "20"));
        Stage stage = new Stage("sampling", transitions, new Stage.StepSizeRule.Fixed(), MomentRule.NONE, 10);
        System.out.println(
                "| data | chains | backend | work-items a chain | leapfrogs | ns a leapfrog and chain | CPU ns of it |"
                        + " device |");
        System.out.println("|---|---:|---|---:|---:|---:|---:|---|");
        for (String data : list(given, "--data", "cells,rows,integrated")) {
            Problem problem = RadonProblem.of(data);
            List<ChainState> warm = warm(problem, threads);
            for (String chains : list(given, "--chains", "16,256,4096")) {
                ManyChains many = new ManyChains(
                        problem, spread(warm, Integer.parseInt(chains)), stage, text(given, "--device", ""), threads);
                for (String backend : list(given, "--backends", "simd,opencl,opencl-resident")) {
                    boolean resident = backend.equals("opencl-resident");
                    for (String team : resident ? list(given, "--teams", "0") : List.of("0")) {
                        System.out.printf("| %s | %s | %s |%s%n", data, chains, backend, many.line(backend, team));
                    }
                }
            }
        }
    }

    /** What is to say of a backend. */
    private String line(String backend, String team) {
        boolean own = team.equals("0");
        if (own) {
            System.clearProperty(TEAM);
        } else {
            System.setProperty(TEAM, team);
        }
        EngineOptions options = new EngineOptions(states.size(), threads, backend.startsWith("opencl") ? device : "");
        if (Backends.named(backend).supports(problem.structure(), options) instanceof Support.No no) {
            return String.format(" %s | | | | %s; %s |", own ? "" : team, no.reason(), no.remedy());
        }
        try (Session session = Backends.named(backend).open(problem, options);
                TransitionEngine engine = session.transitions()) {
            run(engine);
            long leapfrogs = 0;
            long processor = SYSTEM.getProcessCpuTime();
            long start = System.nanoTime();
            do {
                leapfrogs += run(engine);
            } while (System.nanoTime() - start < SECONDS * 1e9);
            double nanos = (double) (System.nanoTime() - start) / leapfrogs;
            double busy = (double) (SYSTEM.getProcessCpuTime() - processor) / leapfrogs;
            return String.format(
                    Locale.ROOT,
                    " %s | %d | %.1f | %.1f | %s |",
                    own ? "" : team,
                    leapfrogs,
                    nanos,
                    busy,
                    session.device());
        }
    }

    /** Leapfrogs of the stage. */
    private long run(TransitionEngine engine) {
        return new OneStage(states, stage)
                .run(engine).stream().mapToLong(ChainOutcome::leapfrogs).sum();
    }

    /** States in the typical set, with a metric of all chains' variances and step sizes of a mean acceptance of 0.8. */
    private static List<ChainState> warm(Problem problem, int threads) {
        int dimension = problem.tasks().getFirst().dimension();
        SplittableRandom random = new SplittableRandom(1);
        List<ChainState> states = new ArrayList<>();
        for (int chain = 0; chain < WARMED; chain++) {
            double[] position = random.doubles(dimension, -0.5, 0.5).toArray();
            states.add(new ChainState(chain, position, 0, 0, Metric.unit(dimension), DualAveragingState.NONE));
        }
        WarmupSchedule schedule = WarmupSchedule.stan(300, 0.8, 10, MomentRule.VARIANCE);
        try (Session session = Backends.named("simd").open(problem, new EngineOptions(WARMED, threads, ""));
                TransitionEngine engine = session.transitions()) {
            for (WarmupSchedule.Step step : schedule.steps()) {
                StageOutcome outcome = new StageOutcome(new OneStage(states, step.stage()).run(engine));
                states = Adaptation.next(outcome, step, Scaling.none(dimension).unit());
            }
        }
        return states;
    }

    private static List<ChainState> spread(List<ChainState> warm, int chains) {
        List<ChainState> states = new ArrayList<>();
        for (int chain = 0; chain < chains; chain++) {
            ChainState from = warm.get(chain % WARMED);
            states.add(new ChainState(
                    chain,
                    from.position(),
                    from.transition(),
                    from.stepSize(),
                    from.metric(),
                    DualAveragingState.NONE));
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
