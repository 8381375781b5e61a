/** Evaluates special functions of one number, and factors small matrices. Must know nothing else. */
@org.jspecify.annotations.NullMarked
package leapfrog.math;
