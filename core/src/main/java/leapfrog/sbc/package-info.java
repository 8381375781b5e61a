/**
 * Calibrates inference by simulation: data are simulated from the prior and fitted, and the ranks of the true values tested. Must not know how fits
 * are made, files, consoles or clocks.
 */
@org.jspecify.annotations.NullMarked
package leapfrog.sbc;
