/**
 * Finds rows that are alike, sums them without rounding, and decomposes others: what reductions in one place and in many share. Must know no
 * designs, likelihoods or terms; not part of the module's API.
 */
@org.jspecify.annotations.NullMarked
package leapfrog.model.sums;
