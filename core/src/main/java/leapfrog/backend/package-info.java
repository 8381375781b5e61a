/** Runs stages on the host over any gradient evaluator, holds the scalar backend, and chooses among backends. Must not know fits. */
@org.jspecify.annotations.NullMarked
package leapfrog.backend;
