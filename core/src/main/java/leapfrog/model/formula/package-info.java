/** Reads formulas: text to syntax, syntax to terms as R expands them, and back to text. Must not know tables or designs. */
@org.jspecify.annotations.NullMarked
package leapfrog.model.formula;
