package leapfrog.sample;

import leapfrog.model.Sampled;
import leapfrog.model.Scaling;
import leapfrog.random.BulkNormals;
import leapfrog.random.ChainRandom;
import leapfrog.random.NormalBlocks;
import leapfrog.random.Purpose;

/** Reports positions of chains as the quantities of a fit; has working memory, so it serves one thread at a time. */
final class Recorder {
    /** Most draws reported at once: enough that loops over them are fast, few enough that all their quantities stay in the cache. */
    private static final int MOST = 128;
    /** Numbers that the draws reported at once come to: less than that many draws where there are very many quantities. */
    private static final int ROOM = 1 << 20;
    /** Draws whose normal numbers are put side by side together: a line of the cache. */
    private static final int TILE = 8;

    private final Scaling scaling;
    private final Sampled.Reporting reporting;
    private final long seed;
    private final int thin;
    private final int block;
    private final BulkNormals bulk;
    /** [TILE][normals] of a few draws, each made on its own. */
    private final double[][] drawn;

    private final double[][] normals;
    private final double[] position;
    private final double[][] positions;
    private final double[][] all;
    /** Of these the rows that are kept. */
    private final double[][] kept;

    /** @param blocks of this recorder alone */
    Recorder(Sampler.Request request, NormalBlocks blocks) {
        bulk = new BulkNormals(blocks);
        Sampled sampled = request.sampled();
        scaling = sampled.scaling();
        reporting = sampled.reporting();
        seed = request.settings().seed();
        thin = request.settings().thin();
        int quantities = request.model().quantities();
        int dimension = sampled.dimension();
        block = Math.clamp(ROOM / ((long) quantities + dimension + reporting.normals()), 1, MOST);
        normals = new double[reporting.normals()][block];
        drawn = new double[Math.min(TILE, block)][normals.length];
        position = new double[dimension];
        positions = new double[dimension][block];
        all = new double[quantities][block];
        kept = request.selection().of(all);
    }

    /** Takes reported draws. */
    interface Out {
        /**
         * Takes the next few draws.
         *
         * @param quantities [quantities kept][at least draws], reused after the return
         * @param first how many draws came before
         */
        void take(double[][] quantities, int draws, int first);
    }

    /**
     * Hands on the quantities of a chain's draws that are kept. What was integrated out is drawn with the numbers of the transition that made the draw,
     * so a fit in parts is the same.
     *
     * @param transition that the chain had made when it made the first of the draws
     * @param from [draws × dimension] in the chains' coordinates
     */
    void report(int chain, long transition, double[] from, int draws, Out out) {
        for (int at = 0; at < draws; at += block) {
            int count = Math.min(block, draws - at);
            for (int i = 0; i < count; i++) {
                scaling.toModel(from, (at + i) * position.length, position, 0);
                for (int d = 0; d < position.length; d++) {
                    positions[d][i] = position[d];
                }
            }
            drawNormals(new ChainRandom(seed, chain), transition + (long) at * thin, count);
            reporting.report(positions, normals, all, count);
            out.take(kept, count, at);
        }
    }

    private void drawNormals(ChainRandom random, long transition, int count) {
        for (int from = 0; from < count; from += drawn.length) {
            int tile = Math.min(drawn.length, count - from);
            for (int i = 0; i < tile; i++) {
                long made = transition + (long) (from + i) * thin;
                bulk.fill(random, Purpose.RECOVER, made, drawn[i], 0, normals.length);
            }
            for (int k = 0; k < normals.length; k++) {
                for (int i = 0; i < tile; i++) {
                    normals[k][from + i] = drawn[i][k];
                }
            }
        }
    }
}
