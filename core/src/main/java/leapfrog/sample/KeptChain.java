package leapfrog.sample;

import leapfrog.engine.TransitionStatistics;

/** Keeps the draws of one chain: where it was, and what the sampler tells of the transition that took it there. */
interface KeptChain {
    /** @param transition that the chain has made when it is there */
    void keep(int draw, long transition, double[] position, TransitionStatistics statistics);

    /** A copy of the position of a draw that is not surely past: all chains have made the draws before it, but perhaps not the one after it. */
    double[] at(int draw);
}
