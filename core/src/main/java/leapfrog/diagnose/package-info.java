/** Judges draws given as plain arrays. Must know nothing of models, engines or files. */
@org.jspecify.annotations.NullMarked
package leapfrog.diagnose;
