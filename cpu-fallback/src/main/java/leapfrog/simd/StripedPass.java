package leapfrog.simd;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Evaluates stripes of rows with as many threads as there are: first each stripe by itself, by whoever comes by, then their sum in their
 * order. So any number of threads gives the same bits.
 */
final class StripedPass implements Team.Work, AutoCloseable {
    private final Team team;
    /** Of each member of the team. */
    private final SortedRowPass[] passes;

    private final Block[] blocks;
    private final AtomicInteger next = new AtomicInteger();
    private Stripe[] stripes = new Stripe[0];
    /** What stripes come to: [lines × lanes]. */
    private double[] results = new double[0];

    StripedPass(int lanes, int threads) {
        team = new Team(threads);
        passes = new SortedRowPass[threads];
        Arrays.setAll(passes, m -> new SortedRowPass(lanes));
        blocks = new Block[threads];
        Arrays.setAll(blocks, m -> new Block(lanes));
    }

    /** Adds to {@link Block#likelihood}, and to {@link Block#coefficientGradients}. */
    void add(StripedPlan plan, Block block) {
        int length = plan.lines() * block.lanes;
        results = results.length >= length ? results : new double[length];
        for (Block member : blocks) {
            member.reserve(plan);
            member.take(block, results);
        }
        stripes = plan.stripes();
        next.set(0);
        team.run(this);
        for (Stripe stripe : stripes) {
            addUp(stripe, block);
        }
    }

    @Override
    public void run(int member) {
        for (int s = next.getAndIncrement(); s < stripes.length; s = next.getAndIncrement()) {
            evaluate(stripes[s], passes[member], blocks[member]);
        }
    }

    private void evaluate(Stripe stripe, SortedRowPass pass, Block block) {
        int from = stripe.at() * block.lanes;
        Arrays.fill(results, from, from + stripe.lines() * block.lanes, 0);
        Arrays.fill(block.likelihood, 0);
        Arrays.fill(block.tileLikelihood, 0);
        pass.add(stripe.rows(), block);
        System.arraycopy(block.likelihood, 0, results, from, block.likelihood.length);
    }

    private void addUp(Stripe stripe, Block block) {
        int from = stripe.at() * block.lanes;
        from = addUp(from, block.likelihood, 0, block.likelihood.length);
        for (int t = 0; t < stripe.first().length; t++) {
            int to = stripe.first()[t] * block.lanes;
            from = addUp(from, block.coefficientGradients, to, stripe.count()[t] * block.lanes);
        }
    }

    /** Adds so many results; returns where the next ones stand. */
    private int addUp(int from, double[] sums, int at, int length) {
        for (int i = 0; i < length; i++) {
            sums[at + i] += results[from + i];
        }
        return from + length;
    }

    @Override
    public void close() {
        team.close();
    }
}
