/** Computes the likelihood and its gradient with the Vector API; knows terms and lanes, must not know priors or NUTS. */
package leapfrog.simd;
