/** Cross-validates models: divides rows into folds, and predicts each from fits without it. Must not know files, consoles or clocks. */
@org.jspecify.annotations.NullMarked
package leapfrog.cv;
