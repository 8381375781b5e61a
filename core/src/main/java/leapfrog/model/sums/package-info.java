/**
 * Finds rows that are alike, sums them without rounding, and decomposes others: what reductions in one place and in many share. Must know no
 * designs, likelihoods or terms; not part of the module's API.
 *
 * <p>Both decompose by one {@link leapfrog.model.sums.Echelon}, but of different columns: a likelihood's rows have the covariates of its terms, and
 * the constant where a term has it; rows that are merged have all columns of the design and always the constant, first, so that the rows below it
 * are deviations from means, which default priors are made of.
 */
@org.jspecify.annotations.NullMarked
package leapfrog.model.sums;
