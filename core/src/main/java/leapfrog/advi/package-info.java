/** Approximates a posterior by a mean-field normal, to start chains from. Must not know chains, trees or devices. */
@org.jspecify.annotations.NullMarked
package leapfrog.advi;
