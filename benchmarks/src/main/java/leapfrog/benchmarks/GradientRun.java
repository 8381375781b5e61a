package leapfrog.benchmarks;

import java.util.SplittableRandom;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.GradientBatch;
import leapfrog.engine.GradientEvaluator;
import leapfrog.engine.Problem;
import leapfrog.engine.Session;

/** Evaluates one task at a batch of random points again and again. */
final class GradientRun implements AutoCloseable {
    private final Session session;
    private final GradientEvaluator evaluator;
    private final GradientBatch batch;

    GradientRun(String backend, Problem problem, int chains) {
        session = Backends.named(backend).open(problem, new EngineOptions(chains, 1, ""));
        evaluator = session.gradients();
        batch = evaluator.batch();
        SplittableRandom random = new SplittableRandom(1);
        for (int at = 0; at < chains; at += batch.lanes()) {
            int block = batch.addBlock(0, problem.tasks().getFirst().dimension());
            for (int i = 0; i < batch.length(block); i++) {
                batch.positions()[batch.at(block) + i] = random.nextDouble() - 0.5;
            }
            batch.store(block);
        }
    }

    double evaluate() {
        evaluator.evaluate(batch);
        return batch.logDensities()[0];
    }

    @Override
    public void close() {
        evaluator.close();
        session.close();
    }
}
