package leapfrog.simd;

/** Does one part of a gradient for one block of points; holds no state. */
interface Stage {
    /** Adds this stage's share to the log densities and gradients of the block that {@code block} points at. */
    void add(TaskPlan plan, Block block);
}
