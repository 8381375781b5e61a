/** Evaluates gradients on the devices that TornadoVM compiles Java for. Must not know NUTS. */
@org.jspecify.annotations.NullMarked
package leapfrog.tornado;
