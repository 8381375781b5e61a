/** Fits many data sets with one engine, each as if it were alone. Must not know files, consoles or clocks. */
@org.jspecify.annotations.NullMarked
package leapfrog.batch;
