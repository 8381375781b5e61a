package leapfrog.sbc;

/**
 * Holds the rank of one true value.
 *
 * @param quantity as it is reported
 * @param truth the value that the data were simulated with
 * @param rank how many of L draws are below it
 */
public record Rank(String quantity, double truth, int rank) {}
