/** Makes random numbers as pure functions of their key. Must know nothing else. */
@org.jspecify.annotations.NullMarked
package leapfrog.random;
