package leapfrog.simd;

/** Holds the rows of a task in the order in which they are read. */
sealed interface RowPlan permits TilePlan, NormalPlan, PairPlan {
    Columns columns();
}
