/** Computes log densities and their gradients with the Vector API, chains in lanes; must not know formulas, families or NUTS. */
package leapfrog.simd;
