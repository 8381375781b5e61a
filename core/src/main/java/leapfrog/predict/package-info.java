/**
 * Predicts rows, those of a fit or new ones, from the draws of a fit, and makes data with known truth. Must not know how draws are made,
 * nor files.
 */
@org.jspecify.annotations.NullMarked
package leapfrog.predict;
