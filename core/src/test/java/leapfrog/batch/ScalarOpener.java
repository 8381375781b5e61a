package leapfrog.batch;

import java.util.List;
import leapfrog.backend.ScalarBackend;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.Problem;
import leapfrog.sample.BackendUse;
import leapfrog.sample.OpenBackend;

/** Opens the scalar backend, on two threads. */
public final class ScalarOpener implements BackendOpener {
    @Override
    public boolean supports(Problem problem, int chains, long transitions) {
        return true;
    }

    @Override
    public OpenBackend open(Problem problem, int chains, long transitions) {
        return new OpenBackend(
                new ScalarBackend().open(problem, new EngineOptions(chains, 2, "")),
                new BackendUse("scalar", "", "", List.of()),
                0);
    }
}
