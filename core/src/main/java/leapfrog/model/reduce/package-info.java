/**
 * Reduces the rows of a likelihood, exactly, to fewer ones: what a model's terms, weights and offset let become one, of rows that may be cells of a
 * design already. Must know no formulas, priors or parametrization; not part of the module's API.
 */
@org.jspecify.annotations.NullMarked
package leapfrog.model.reduce;
