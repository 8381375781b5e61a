/** Evaluates special functions of one number. Must know nothing else. */
@org.jspecify.annotations.NullMarked
package leapfrog.math;
