/** Turns a formula and a table into a {@link leapfrog.model.Design}. Must not know priors, families or parametrizations. */
@org.jspecify.annotations.NullMarked
package leapfrog.model.design;
