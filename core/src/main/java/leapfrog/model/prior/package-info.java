/** Reads priors as users write them and matches them with parameters. Must not know rows, designs or how coordinates are laid out. */
@org.jspecify.annotations.NullMarked
package leapfrog.model.prior;
