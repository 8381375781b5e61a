package leapfrog.sample;

/** Keeps the draws of a run, in memory or elsewhere. */
interface Keeping {
    /** Draws of a block of sampling. */
    int blockDraws();

    /** Whether a chain may begin its block of this number now; asked again after any other has finished one. */
    boolean mayStart(int block);

    /** Where one chain keeps its draws. */
    KeptChain of(int chain);

    /** The first draws of each chain, when the run is over: so many as all have. */
    Kept finish(int draws);
}
