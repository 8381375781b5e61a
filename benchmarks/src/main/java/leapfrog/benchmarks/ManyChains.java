package leapfrog.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import leapfrog.bench.TransitionLoop;
import leapfrog.engine.Backend.Support;
import leapfrog.engine.ChainState;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.Problem;

/**
 * Times transitions of many chains of the radon hierarchy from the same states on several backends, draws handed out and all, and
 * prints a Markdown table; the processor's time, of all threads, is what a busy machine leaves comparable. Run it from the repository's top folder.
 */
public final class ManyChains {
    private static final String TEAM = "leapfrog.opencl.team";
    private static final double SECONDS = 2;

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final Problem problem;
    private final List<ChainState> warm;
    private final int chains;
    private final int transitions;
    private final String device;
    private final int threads;
    private final double warmUp;

    private ManyChains(
            Problem problem,
            List<ChainState> warm,
            int chains,
            int transitions,
            String device,
            int threads,
            double warmUp) {
        this.problem = problem;
        this.warm = warm;
        this.chains = chains;
        this.transitions = transitions;
        this.device = device;
        this.threads = threads;
        this.warmUp = warmUp;
    }

    /**
     * Runs with options {@code --backends simd,opencl,opencl-resident --chains 16,256,4096 --data cells,rows,integrated --teams 0 --transitions 20
     * --device "" --threads 2 --warm-up 5}. Each line is warmed up for so many seconds first, which compilers take for the host's loops. Teams are the numbers of work-items a chain that opencl-resident is tried with, 0 for its own; the
     * device is that of OpenCL.
     */
    public static void main(String[] arguments) {
        List<String> given = Arrays.asList(arguments);
        String cores = Integer.toString(Runtime.getRuntime().availableProcessors());
        int threads = Integer.parseInt(text(given, "--threads", cores));
        int transitions = Integer.parseInt(text(given, "--transitions", "20"));
        double warmUp = Double.parseDouble(text(given, "--warm-up", "5"));
        System.out.println(
                "| data | chains | backend | work-items a chain | leapfrogs | ns a leapfrog and chain | CPU ns of it |"
                        + " device |");
        System.out.println("|---|---:|---|---:|---:|---:|---:|---|");
        for (String data : list(given, "--data", "cells,rows,integrated")) {
            Problem problem = RadonProblem.of(data);
            List<ChainState> warm = TransitionLoop.warm(Backends.named("simd"), problem, "", threads);
            for (String chains : list(given, "--chains", "16,256,4096")) {
                ManyChains many = new ManyChains(
                        problem,
                        warm,
                        Integer.parseInt(chains),
                        transitions,
                        text(given, "--device", ""),
                        threads,
                        warmUp);
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
        EngineOptions options = new EngineOptions(chains, threads, backend.startsWith("opencl") ? device : "");
        if (Backends.named(backend).supports(problem.structure(), options) instanceof Support.No no) {
            return String.format(" %s | | | | %s; %s |", own ? "" : team, no.reason(), no.remedy());
        }
        try (TransitionLoop loop = new TransitionLoop(Backends.named(backend), problem, warm, options, transitions)) {
            run(loop, warmUp);
            long processor = SYSTEM.getProcessCpuTime();
            long start = System.nanoTime();
            long leapfrogs = run(loop, SECONDS);
            double nanos = (double) (System.nanoTime() - start) / leapfrogs;
            double busy = (double) (SYSTEM.getProcessCpuTime() - processor) / leapfrogs;
            return String.format(
                    Locale.ROOT,
                    " %s | %d | %.1f | %.1f | %s |",
                    own ? "" : team,
                    leapfrogs,
                    nanos,
                    busy,
                    loop.device());
        }
    }

    /** Runs a loop once and for so many seconds; returns the leapfrogs. */
    private static long run(TransitionLoop loop, double seconds) {
        long leapfrogs = 0;
        long start = System.nanoTime();
        do {
            leapfrogs += loop.run();
        } while (System.nanoTime() - start < seconds * 1e9);
        return leapfrogs;
    }

    private static List<String> list(List<String> given, String option, String otherwise) {
        return Arrays.asList(text(given, option, otherwise).split(","));
    }

    private static String text(List<String> given, String option, String otherwise) {
        int at = given.indexOf(option);
        return at < 0 ? otherwise : given.get(at + 1);
    }
}
