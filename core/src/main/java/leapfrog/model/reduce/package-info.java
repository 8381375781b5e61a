/** Reduces the rows of a likelihood, exactly, to fewer ones. Must know no formulas, priors or parametrization; not part of the module's API. */
@org.jspecify.annotations.NullMarked
package leapfrog.model.reduce;
