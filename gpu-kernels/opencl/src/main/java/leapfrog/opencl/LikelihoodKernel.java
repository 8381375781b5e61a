package leapfrog.opencl;

import java.util.Locale;
import leapfrog.model.Likelihood;

/**
 * Says which kernel source evaluates the rows of a likelihood, and how many sums it keeps of them.
 *
 * @param rowSums what the source calls {@code ROW_SUMS}
 */
record LikelihoodKernel(String file, int rowSums) {
    static LikelihoodKernel of(Likelihood likelihood) {
        return new LikelihoodKernel(
                likelihood.name().toLowerCase(Locale.ROOT) + ".cl",
                switch (likelihood) {
                    case NORMAL, BINOMIAL, POISSON -> 1;
                    case NORMAL_WITH_ERROR, STUDENT_T, NEGATIVE_BINOMIAL -> 2;
                });
    }
}
