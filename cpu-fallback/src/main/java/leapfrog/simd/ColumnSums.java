package leapfrog.simd;

/** Adds up the coefficients that one covariate has in a segment, and hands their common gradient to each of them. */
interface ColumnSums {
    /** Sets {@link Block#columns} to the sums of a level, and {@link Block#columnGradients} to 0. */
    void load(Columns columns, int level, Block block);

    /** Adds {@link Block#columnGradients} to the gradients of the coefficients of a level. */
    void store(Columns columns, int level, Block block);
}
