package leapfrog.bench;

import java.util.List;
import java.util.function.Consumer;
import leapfrog.engine.Backend;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.Problem;

/** Times gradients: backend × family × rows, reduced or not, × chains; each backend and model in a process of its own. */
public final class Bench {
    private static final List<Integer> CHAINS = List.of(4, 64, 1024);
    /** Chains where no cache holds the rows. */
    private static final List<Integer> FEW = List.of(4);

    private static final List<Workload> WORKLOADS = List.of(
            Workload.survey(Workload.Form.ROWS),
            Workload.survey(Workload.Form.REDUCED),
            Workload.survey(Workload.Form.INTEGRATED),
            Workload.logistic(),
            Workload.counts(),
            Workload.large());

    private final List<Candidate> candidates;

    /** @param candidates what to time */
    public Bench(List<Candidate> candidates) {
        this.candidates = List.copyOf(candidates);
    }

    /** Hands over one timing after another. */
    public void run(Consumer<Timing> taker) {
        for (Workload workload : WORKLOADS) {
            Problem problem = workload.problem();
            List<Integer> chains = workload.rows() >= Workload.BEYOND_CACHES ? FEW : CHAINS;
            for (Candidate candidate : candidates) {
                if (supports(candidate, problem)) {
                    double[] batches = TimingProcess.time(candidate, workload, chains);
                    for (int k = 0; k < batches.length; k++) {
                        taker.accept(Timing.of(candidate, workload, problem, chains.get(k), batches[k]));
                    }
                }
            }
        }
    }

    private static boolean supports(Candidate candidate, Problem problem) {
        EngineOptions options = new EngineOptions(1, 1, candidate.device());
        return candidate.backend().supports(problem.structure(), options) instanceof Backend.Support.Yes;
    }
}
