package leapfrog.sample;

import leapfrog.model.Sampled;
import leapfrog.model.Scaling;
import leapfrog.random.BulkNormals;
import leapfrog.random.ChainRandom;
import leapfrog.random.Purpose;

/** Reports positions of chains as the quantities of a fit; has working memory, so it serves one thread at a time. */
final class Recorder {
    private final Scaling scaling;
    private final Sampled.Reporting reporting;
    private final long seed;
    private final BulkNormals bulk = new BulkNormals();
    private final double[] normals;
    private final double[] position;
    private final Selection selection;
    private final double[] all;

    Recorder(Sampler.Request request) {
        Sampled sampled = request.sampled();
        scaling = sampled.scaling();
        reporting = sampled.reporting();
        seed = request.settings().seed();
        normals = new double[reporting.normals()];
        position = new double[sampled.dimension()];
        selection = request.selection();
        all = new double[request.model().quantities()];
    }

    /**
     * Writes the quantities of a draw that are kept. What was integrated out is drawn with the numbers of the transition that made the draw, so a fit in
     * parts is the same.
     *
     * @param transition that the chain had made when it made the draw
     * @param positions in the chains' coordinates, {@code positions[at .. at + dimension)} is read
     */
    void report(int chain, long transition, double[] positions, int at, double[] out, int outAt) {
        scaling.toModel(positions, at, position);
        if (normals.length > 0) {
            bulk.fill(new ChainRandom(seed, chain), Purpose.RECOVER, transition, normals, normals.length);
        }
        reporting.report(position, 0, normals, all, 0);
        selection.copy(all, out, outAt);
    }
}
