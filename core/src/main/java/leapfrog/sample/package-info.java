/** Fits models: plans stages, runs them on an engine, keeps the draws. Must not know files, consoles or clocks. */
@org.jspecify.annotations.NullMarked
package leapfrog.sample;
