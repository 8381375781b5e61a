/**
 * Sums rows that are in many places, part by part, to a design of few rows that has the same posterior. Must know no priors and no
 * parametrization, and not where the parts are.
 */
@org.jspecify.annotations.NullMarked
package leapfrog.model.merge;
