package leapfrog.opencl;

import java.util.Locale;
import leapfrog.model.Likelihood;
import leapfrog.model.ModelStructure;

/**
 * Says which kernel source evaluates the rows of a likelihood, or what they come to, and how many sums it keeps of them.
 *
 * @param rowSums what the source calls {@code ROW_SUMS}
 */
record LikelihoodKernel(String file, int rowSums) {
    static LikelihoodKernel of(ModelStructure structure) {
        return structure.marginal() == null ? of(structure.likelihood()) : new LikelihoodKernel("marginal.cl", 1);
    }

    private static LikelihoodKernel of(Likelihood likelihood) {
        return new LikelihoodKernel(
                likelihood.name().toLowerCase(Locale.ROOT) + ".cl",
                switch (likelihood) {
                    case NORMAL, BINOMIAL, POISSON -> 1;
                    case NORMAL_WITH_ERROR, STUDENT_T, NEGATIVE_BINOMIAL -> 2;
                });
    }
}
