package leapfrog.simd;

/** Takes some terms of η over a tile of rows, there and back. */
interface RowPass {
    /** Adds the terms to, or sets with them, the η of the rows of a tile in {@link Block#predictors}. */
    void predict(TilePlan rows, int tile, Block block);

    /** Adds to the coefficients' gradients what the rows' derivatives by η in {@link Block#predictors} mean for them. */
    void gather(TilePlan rows, int tile, Block block);
}
