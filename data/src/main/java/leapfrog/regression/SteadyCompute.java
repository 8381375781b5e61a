package leapfrog.regression;

import java.util.function.Consumer;
import leapfrog.backend.BackendChoice;
import leapfrog.batch.BackendOpener;
import leapfrog.engine.Problem;
import leapfrog.sample.OpenBackend;

/**
 * Stays with the backend that was chosen for the first problem of a batch, by the size of all of it: other fits, and other runs of the batch,
 * must not be made on another one, whose last digits differ.
 */
public final class SteadyCompute implements BackendOpener {
    private final int chains;
    private final Consumer<Compute> chosen;
    private Compute compute;
    private boolean said;

    /**
     * Has chosen nothing yet, unless a backend is named.
     *
     * @param compute what is asked for, or what was chosen by an earlier run
     * @param chains of all fits of the batch
     * @param chosen takes the choice, or what was named, once it has been opened
     */
    public SteadyCompute(Compute compute, int chains, Consumer<Compute> chosen) {
        this.compute = compute;
        this.chains = chains;
        this.chosen = chosen;
    }

    @Override
    public synchronized boolean supports(Problem problem, int ofProblem, long transitions) {
        return compute.supports(problem, ofProblem, transitions);
    }

    @Override
    public synchronized OpenBackend open(Problem problem, int ofProblem, long transitions) {
        if (compute.backend().equals(BackendChoice.AUTO)) {
            compute = compute.chosenFor(problem, chains, transitions);
        }
        OpenBackend opened = compute.open(problem, ofProblem, transitions);
        if (!said) {
            said = true;
            chosen.accept(compute);
        }
        return opened;
    }
}
