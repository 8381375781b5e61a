package leapfrog.bench;

import java.util.List;
import java.util.function.Consumer;
import leapfrog.engine.Backend;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.Problem;

/** Times gradients, transitions and whole fits: backend × model × chains, each backend and model in a process of its own. */
public final class Bench {
    private static final List<Integer> CHAINS = List.of(4, 64, 1024);
    /** Chains where no cache holds the rows, and of a whole fit. */
    private static final List<Integer> FEW = List.of(4);

    private static final List<Workload> GRADIENTS = List.of(
            Workload.survey(Workload.Form.ROWS),
            Workload.survey(Workload.Form.REDUCED),
            Workload.survey(Workload.Form.INTEGRATED),
            Workload.logistic(),
            Workload.counts(),
            Workload.large());

    private static final List<Workload> FITS =
            List.of(Workload.survey(Workload.Form.REDUCED), Workload.survey(Workload.Form.INTEGRATED));

    private final List<Candidate> candidates;

    /** @param candidates what to time */
    public Bench(List<Candidate> candidates) {
        this.candidates = List.copyOf(candidates);
    }

    /** Hands over a timing of gradients after another. */
    public void gradients(Consumer<Timing> taker) {
        for (Workload workload : GRADIENTS) {
            nanos(
                    Subject.GRADIENT,
                    workload,
                    candidates.stream().filter(Candidate::asksForGradients).toList(),
                    workload.rows() >= Workload.BEYOND_CACHES ? FEW : CHAINS,
                    taker);
        }
    }

    /** Hands over a timing of leapfrogs after another, with all that transitions need beside gradients. */
    public void transitions(Consumer<Timing> taker) {
        for (Workload workload : FITS) {
            nanos(Subject.TRANSITION, workload, candidates, CHAINS, taker);
        }
    }

    /** Hands over a timing of whole fits after another. */
    public void fits(Consumer<FitTiming> taker) {
        for (Workload workload : FITS) {
            Problem problem = workload.problem();
            for (Candidate candidate : candidates) {
                if (supports(candidate, problem)) {
                    double[] figures = TimingProcess.time(Subject.FIT, candidate, workload, FEW)[0];
                    taker.accept(new FitTiming(candidate.label(), workload, figures[0], figures[1], figures[2]));
                }
            }
        }
    }

    private static void nanos(
            Subject subject,
            Workload workload,
            List<Candidate> candidates,
            List<Integer> chains,
            Consumer<Timing> taker) {
        Problem problem = workload.problem();
        for (Candidate candidate : candidates) {
            if (supports(candidate, problem)) {
                double[][] figures = TimingProcess.time(subject, candidate, workload, chains);
                for (int k = 0; k < figures.length; k++) {
                    taker.accept(Timing.of(candidate, workload, problem, chains.get(k), figures[k][0]));
                }
            }
        }
    }

    private static boolean supports(Candidate candidate, Problem problem) {
        EngineOptions options = new EngineOptions(1, 1, candidate.device());
        return candidate.backend().supports(problem.structure(), options) instanceof Backend.Support.Yes;
    }
}
