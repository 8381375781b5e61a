package leapfrog.simd;

/** Holds the rows of a task, or what they come to, in the order in which it is read. */
sealed interface RowPlan permits SortedRows, StripedPlan, PairPlan, MarginalPlan, EliminationPlan {
    /** Columns whose coefficients are made once for a segment of rows. */
    int segmentColumns();
}
