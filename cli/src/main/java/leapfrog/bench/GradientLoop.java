package leapfrog.bench;

import java.util.SplittableRandom;
import leapfrog.engine.Backend;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.GradientBatch;
import leapfrog.engine.GradientEvaluator;
import leapfrog.engine.Problem;
import leapfrog.engine.Session;

/** Evaluates one task at a batch of random points again and again. */
public final class GradientLoop implements AutoCloseable {
    private final Session session;
    private final GradientEvaluator evaluator;
    private final GradientBatch batch;

    /**
     * Opens a backend.
     *
     * @param options with the number of points, which are its chains
     * @throws leapfrog.engine.DeviceException if the backend cannot be opened
     */
    public GradientLoop(Backend backend, Problem problem, EngineOptions options) {
        session = backend.open(problem, options);
        evaluator = session.gradients();
        batch = evaluator.batch();
        SplittableRandom random = new SplittableRandom(1);
        for (int at = 0; at < options.chains(); at += batch.lanes()) {
            int block = batch.addBlock(0, problem.tasks().getFirst().dimension());
            for (int i = 0; i < batch.length(block); i++) {
                batch.positions()[batch.at(block) + i] = random.nextDouble() - 0.5;
            }
            batch.store(block);
        }
    }

    /** Evaluates the batch once, and returns the first log density. */
    public double evaluate() {
        evaluator.evaluate(batch);
        return batch.logDensities()[0];
    }

    @Override
    public void close() {
        evaluator.close();
        session.close();
    }
}
