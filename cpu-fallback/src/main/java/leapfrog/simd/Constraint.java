package leapfrog.simd;

/** Makes parameters of the coordinates of a block of points, and pulls derivatives by them back. */
interface Constraint {
    /** Fills what this makes: scalars, or coefficients of scalars and coordinates. */
    void constrain(GeneralPlan plan, Block block);

    /** Adds log Jacobians and densities of coordinates, and turns derivatives by what was made into derivatives by what it was made of. */
    void pullBack(GeneralPlan plan, Block block);
}
