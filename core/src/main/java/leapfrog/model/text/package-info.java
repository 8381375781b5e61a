/** Knows words and numbers as people write them. Must not know what they mean; not part of the module's API. */
@org.jspecify.annotations.NullMarked
package leapfrog.model.text;
