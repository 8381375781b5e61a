package leapfrog.simd;

/** Holds rows that {@link SortedRowPass} adds up by their coefficients: of a task, or a stripe of them. */
sealed interface SortedRows extends RowPlan permits TilePlan, NormalPlan, PlainPlan {}
