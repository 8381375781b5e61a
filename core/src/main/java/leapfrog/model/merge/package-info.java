/**
 * Sums the rows of designs to designs of few rows that have the same posterior: those of one place to cells, before a model reads anything off them;
 * those of many places part by part. Must know no priors and no parametrization, and not where the parts are.
 */
@org.jspecify.annotations.NullMarked
package leapfrog.model.merge;
