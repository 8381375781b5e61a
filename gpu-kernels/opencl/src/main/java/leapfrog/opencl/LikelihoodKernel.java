package leapfrog.opencl;

import java.util.List;
import java.util.Locale;
import leapfrog.model.Likelihood;
import leapfrog.model.ModelStructure;

/**
 * Says which kernel sources evaluate the rows of a likelihood, or what they come to, and how many sums they keep of them.
 *
 * @param rowSums what the sources call {@code ROW_SUMS}
 */
record LikelihoodKernel(List<String> files, int rowSums) {
    static LikelihoodKernel of(ModelStructure structure) {
        return structure.marginal() == null
                ? of(structure.likelihood())
                : new LikelihoodKernel(MarginalForm.of(structure.marginal()).files(), 1);
    }

    private static LikelihoodKernel of(Likelihood likelihood) {
        return new LikelihoodKernel(
                List.of(likelihood.name().toLowerCase(Locale.ROOT) + ".cl"),
                switch (likelihood) {
                    case NORMAL, BINOMIAL, POISSON -> 1;
                    case NORMAL_WITH_ERROR, STUDENT_T, NEGATIVE_BINOMIAL -> 2;
                });
    }
}
