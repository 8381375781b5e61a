package leapfrog.simd;

import leapfrog.model.MatchedColumns;

/** Sums over the levels of matched effects, and keeps nothing of a level. */
interface MatchedLevels {
    /** Sets the sums of {@link MatchedSums}, and the products of |M| of groups of levels. */
    void sum(MatchedColumns columns, MarginalScratch scratch);
}
