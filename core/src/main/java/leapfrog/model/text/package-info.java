/** Helps messages about misspelt words. Must not know what the words mean; not part of the module's API. */
@org.jspecify.annotations.NullMarked
package leapfrog.model.text;
