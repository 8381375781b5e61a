package leapfrog.backend;

import java.util.Arrays;
import java.util.Objects;
import leapfrog.engine.GradientBatch;
import leapfrog.engine.GradientEvaluator;
import leapfrog.nuts.Arithmetic;
import leapfrog.nuts.Workspace;
import org.jspecify.annotations.Nullable;

/**
 * Advances a cohort of chains on one thread, all by one gradient at a time: packs where the chains want gradients, evaluates, and lets
 * each chain go on. A chain that is done makes room for the next. The cohort stays sorted by task, so that chains of one task share
 * blocks.
 */
final class Worker {
    private final GradientEvaluator evaluator;
    private final Arithmetic arithmetic;
    private final Workspace workspace;
    private final GradientBatch batch;
    private final int largest;
    private final double[][] points;
    /** Chains in each block of the batch. */
    private int[] packed = new int[8];

    private @Nullable ChainRun[] chains = new ChainRun[8];
    private int count;

    Worker(GradientEvaluator evaluator, Arithmetic arithmetic) {
        this.evaluator = evaluator;
        this.arithmetic = arithmetic;
        workspace = new Workspace(arithmetic);
        int lanes = evaluator.shape().lanes();
        batch = evaluator.batch();
        points = new double[lanes][];
        largest = Math.max(
                1, Math.min(evaluator.shape().preferred(), evaluator.shape().maximum()));
    }

    /** Works until there is nothing left to do or the dispatcher stops. */
    void work(Dispatcher dispatcher) {
        try {
            int seen = dispatcher.news() - 1;
            while (true) {
                if (dispatcher.stopped()) {
                    return;
                }
                int news = dispatcher.news();
                if (seen != news || count == 0) {
                    seen = news;
                    refill(dispatcher);
                    if (count == 0) {
                        return;
                    }
                }
                advance();
                if (release(dispatcher)) {
                    seen = dispatcher.news() - 1;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            dispatcher.stop(null);
        } catch (RuntimeException | Error e) {
            dispatcher.stop(e);
        } finally {
            for (int i = 0; i < count; i++) {
                dispatcher.finish(chain(i));
            }
            count = 0;
        }
    }

    /** Takes chains up to the fair share; waits for one if it has none. */
    private void refill(Dispatcher dispatcher) throws InterruptedException {
        int capacity = Math.min(largest, dispatcher.fairShare());
        while (count < capacity) {
            ChainRun run = count == 0 ? dispatcher.await(workspace) : dispatcher.take(workspace);
            if (run == null) {
                return;
            }
            if (run.done()) {
                dispatcher.finish(run);
            } else {
                insert(run);
            }
        }
    }

    private void insert(ChainRun run) {
        if (count == chains.length) {
            chains = Arrays.copyOf(chains, 2 * count);
        }
        int at = count++;
        while (at > 0 && chain(at - 1).task() > run.task()) {
            chains[at] = chains[at - 1];
            at--;
        }
        chains[at] = run;
    }

    private ChainRun chain(int at) {
        return Objects.requireNonNull(chains[at]);
    }

    /** Evaluates one gradient for each chain, in one batch or, where padding makes it too large, in several. */
    private void advance() {
        int lanes = batch.lanes();
        int from = 0;
        while (from < count) {
            batch.clear();
            int to = from;
            while (to < count
                    && (batch.blocks() == 0
                            || (batch.blocks() + 1L) * lanes
                                    <= evaluator.shape().maximum())) {
                to += pack(to);
            }
            evaluator.evaluate(batch);
            int at = from;
            for (int block = 0; block < batch.blocks(); block++) {
                at += unpack(at, block);
            }
            from = to;
        }
    }

    /** Adds a block with the chains from {@code first} on that share a task; returns how many. */
    private int pack(int first) {
        ChainRun head = chain(first);
        int block = batch.addBlock(head.task(), head.dimension());
        int sharing = sharing(first);
        if (block == packed.length) {
            packed = Arrays.copyOf(packed, 2 * block);
        }
        packed[block] = sharing;
        for (int l = 0; l < sharing; l++) {
            points[l] = chain(first + l).wanted();
        }
        arithmetic.interleave(points, sharing, head.dimension(), batch.positions(), batch.at(block), batch.lanes());
        batch.store(block);
        return sharing;
    }

    private int unpack(int first, int block) {
        int sharing = packed[block];
        for (int l = 0; l < sharing; l++) {
            points[l] = chain(first + l).gradient();
        }
        int dimension = chain(first).dimension();
        batch.load(block);
        arithmetic.deinterleave(batch.gradients(), batch.at(block), batch.lanes(), points, sharing, dimension);
        for (int l = 0; l < sharing; l++) {
            chain(first + l).accept(batch.logDensities()[block * batch.lanes() + l]);
        }
        return sharing;
    }

    /** Number of chains from {@code first} on that fit into its block. */
    private int sharing(int first) {
        int task = chain(first).task();
        int end = Math.min(count, first + batch.lanes());
        int next = first + 1;
        while (next < end && chain(next).task() == task) {
            next++;
        }
        return next - first;
    }

    /** Gives back the chains that are done; says whether there were any. */
    private boolean release(Dispatcher dispatcher) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            ChainRun run = chain(i);
            if (run.done()) {
                dispatcher.finish(run);
            } else {
                chains[kept++] = run;
            }
        }
        boolean released = kept != count;
        count = kept;
        return released;
    }
}
