/** Adapts step size and metric, and plans the stages of a warm-up. Must not know trees, models or devices. */
@org.jspecify.annotations.NullMarked
package leapfrog.warmup;
