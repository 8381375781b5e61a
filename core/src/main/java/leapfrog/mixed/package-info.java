/** Fits Gaussian linear mixed models by maximum likelihood, restricted or not. Must not know priors, samplers or backends. */
@org.jspecify.annotations.NullMarked
package leapfrog.mixed;
