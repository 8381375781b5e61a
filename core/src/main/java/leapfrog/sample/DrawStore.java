package leapfrog.sample;

import leapfrog.engine.TransitionStatistics;

/**
 * Keeps the positions and statistics of one chain's kept draws while it samples. Positions, not quantities alone: an interrupted chain can
 * then go on exactly from the last draw that all have made.
 */
final class DrawStore {
    private final int thin;
    private final Positions positions;
    private final double[] logDensity;
    private final double[] acceptance;
    private final double[] stepSize;
    private final int[] depth;
    private final int[] leapfrogs;
    private final boolean[] divergent;
    private final double[] energy;
    private volatile int kept;
    private volatile int transitions;

    DrawStore(Positions positions, int draws, int thin) {
        this.positions = positions;
        this.thin = thin;
        logDensity = new double[draws];
        acceptance = new double[draws];
        stepSize = new double[draws];
        depth = new int[draws];
        leapfrogs = new int[draws];
        divergent = new boolean[draws];
        energy = new double[draws];
    }

    /** Bytes that the statistics of a draw of one chain take here. */
    static int bytesPerDraw() {
        return 4 * 8 + 2 * 4 + 1;
    }

    /**
     * Takes the next transition of sampling; each {@code thin}-th is kept.
     *
     * @param made transitions that the chain has made, this one included
     */
    void keep(long made, double[] position, TransitionStatistics statistics) {
        int seen = transitions + 1;
        transitions = seen;
        if (seen % thin != 0) {
            return;
        }
        int draw = seen / thin - 1;
        positions.keep(draw, made, position);
        logDensity[draw] = statistics.logDensity;
        acceptance[draw] = statistics.acceptance;
        stepSize[draw] = statistics.stepSize;
        depth[draw] = statistics.depth;
        leapfrogs[draw] = statistics.leapfrogs;
        divergent[draw] = statistics.divergent;
        energy[draw] = statistics.energy;
        kept = draw + 1;
    }

    int kept() {
        return kept;
    }

    /** Transitions seen, kept or not. */
    int transitions() {
        return transitions;
    }

    double[] position(int draw) {
        return positions.at(draw);
    }

    /** Copies the first {@code draws} of this chain's statistics into arrays over all chains, at {@code at}. */
    void statistics(SamplerStatistics target, int at, int draws) {
        System.arraycopy(logDensity, 0, target.logDensity(), at, draws);
        System.arraycopy(acceptance, 0, target.acceptance(), at, draws);
        System.arraycopy(stepSize, 0, target.stepSize(), at, draws);
        System.arraycopy(depth, 0, target.depth(), at, draws);
        System.arraycopy(leapfrogs, 0, target.leapfrogs(), at, draws);
        System.arraycopy(divergent, 0, target.divergent(), at, draws);
        System.arraycopy(energy, 0, target.energy(), at, draws);
    }
}
