/** Compares fitted models by how well they predict each row without it. Must not know formulas, files, consoles or clocks. */
@org.jspecify.annotations.NullMarked
package leapfrog.compare;
