package leapfrog.sample;

/** Keeps the positions of one chain's kept draws. */
interface Positions {
    /** @param transition that the chain has made when it is there */
    void keep(int draw, long transition, double[] position);

    /** A copy of the position of a draw that is not surely past: all chains have made the draws before it, but perhaps not the one after it. */
    double[] at(int draw);
}
