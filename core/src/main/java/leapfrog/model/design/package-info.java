/**
 * Turns a formula and a table into a {@link leapfrog.model.Design}. Knows of a family what its response must be; must not know priors
 * or parametrizations.
 */
@org.jspecify.annotations.NullMarked
package leapfrog.model.design;
