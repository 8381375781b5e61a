package leapfrog.backend;

import java.util.Arrays;
import java.util.Objects;
import leapfrog.engine.GradientBatch;
import leapfrog.engine.GradientEvaluator;
import leapfrog.engine.PointEvaluator;
import leapfrog.nuts.Arithmetic;
import leapfrog.nuts.Workspace;
import org.jspecify.annotations.Nullable;

/**
 * Advances a cohort of chains on one thread. Chains go on all by one gradient at a time: it packs where they want gradients, evaluates,
 * and lets each chain go on; or, where their evaluator takes points one by one, in turns. A chain that is done makes room for the next. The
 * cohort stays sorted by task, so that chains of one task share blocks.
 */
final class Worker {
    /**
     * Gradients of a chain's turn: so few that chains stay abreast, and many times what its trajectory takes to come to the nearest
     * cache.
     */
    private static final int TURN = 256;
    /** Gradients of a turn between questions whether to stop. */
    private static final int ASKING = 16;

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
                advance(dispatcher);
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
                finish(run, dispatcher);
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

    /**
     * Lets every chain go on: by one gradient if any is evaluated in batches, else by a turn each, during which a chain's trajectory, if it is not
     * large, is in the nearest cache.
     */
    private void advance(Dispatcher dispatcher) {
        int turn = TURN;
        for (int i = 0; i < count && turn > 1; i++) {
            turn = evaluator.points(chain(i).task()) == null ? 1 : TURN;
        }
        int from = 0;
        while (from < count) {
            PointEvaluator points = evaluator.points(chain(from).task());
            if (points == null) {
                from = batched(from);
            } else {
                takeTurn(chain(from++), points, turn, dispatcher);
            }
        }
    }

    private static void takeTurn(ChainRun run, PointEvaluator points, int turn, Dispatcher dispatcher) {
        for (int made = 0; made < turn && !run.done(); made++) {
            if (made % ASKING == 0 && dispatcher.stopped()) {
                return;
            }
            run.accept(points.evaluate(run.wanted(), run.gradient()));
        }
    }

    /**
     * Evaluates a batch of gradients of chains from {@code from} on, as many as are evaluated in batches and find room; returns where the
     * rest begins.
     */
    private int batched(int from) {
        int lanes = batch.lanes();
        batch.clear();
        int to = from;
        while (to < count
                && (batch.blocks() == 0
                        || (batch.blocks() + 1L) * lanes <= evaluator.shape().maximum())
                && evaluator.points(chain(to).task()) == null) {
            to += pack(to);
        }
        evaluator.evaluate(batch);
        int at = from;
        for (int block = 0; block < batch.blocks(); block++) {
            at += unpack(at, block);
        }
        return to;
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

    private static void finish(ChainRun run, Dispatcher dispatcher) {
        run.release();
        dispatcher.finish(run);
    }

    /** Gives back the chains that are done; says whether there were any. */
    private boolean release(Dispatcher dispatcher) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            ChainRun run = chain(i);
            if (run.done()) {
                finish(run, dispatcher);
            } else {
                chains[kept++] = run;
            }
        }
        boolean released = kept != count;
        count = kept;
        return released;
    }
}
