/** Describes models: tables, designs, structures, the rows and priors of a task, the reference log density. Must not know how they are sampled. */
@org.jspecify.annotations.NullMarked
package leapfrog.model;
