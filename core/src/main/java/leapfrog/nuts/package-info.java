/** Makes NUTS transitions. Knows positions, gradients, a step size and a metric; must not know warm-up, models or devices. */
@org.jspecify.annotations.NullMarked
package leapfrog.nuts;
