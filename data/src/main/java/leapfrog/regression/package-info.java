/**
 * Fits regressions in a few lines of Java: what the command does, without the command. It knows backends by their interface, and must
 * not know how results are shown.
 */
package leapfrog.regression;
