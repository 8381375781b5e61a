package leapfrog.compare;

import java.util.List;
import java.util.stream.IntStream;
import leapfrog.random.ChainRandom;
import leapfrog.random.Purpose;
import leapfrog.random.RandomSequence;

/**
 * Weights models by pseudo-BMA+ (Yao, Vehtari, Simpson and Gelman 2018, doi:10.1214/17-BA1091): w_k ∝ exp elpd_k, averaged over the
 * Bayesian bootstrap, which draws the rows' weights from Dirichlet(1, …, 1) and so knows that other rows could have come.
 *
 * <p>Beside stacking: it says how sure it is that a model is the best, not which mixture is, so that of two like models each has half.
 */
final class PseudoBma {
    /** As many as the R package loo takes; a weight's Monte Carlo error is at most 0.5 / √{@value}. */
    private static final int REPLICATES = 1000;

    private static final long SEED = ChainRandom.mix(0, "pseudo-BMA+");

    private PseudoBma() {}

    /**
     * The same for the same elpds: its random numbers have a seed of their own.
     *
     * @param models at least one; all of the same rows
     * @return [models] weights; 0 where an elpd is −∞ and another is finite; NaN where one is NaN
     */
    static double[] weights(List<Elpd> models) {
        double[][] replicates = IntStream.range(0, REPLICATES)
                .parallel()
                .mapToObj(replicate -> replicate(models, replicate))
                .toArray(double[][]::new);
        double[] weights = new double[models.size()];
        for (double[] replicate : replicates) {
            for (int k = 0; k < weights.length; k++) {
                weights[k] += replicate[k] / REPLICATES;
            }
        }
        return weights;
    }

    /** exp z_k / Σ exp z for z = n Σ_i α_i elpd_i / Σ α, with α_i exponential, which makes α / Σ α uniform on the simplex. */
    private static double[] replicate(List<Elpd> models, int replicate) {
        int rows = models.getFirst().pointwise().length;
        double[] z = new double[models.size()];
        double sum = 0;
        RandomSequence random = new RandomSequence();
        random.begin(SEED, 0, Purpose.RECOVER, replicate);
        for (int i = 0; i < rows; i++) {
            double alpha = -Math.log(random.uniform());
            sum += alpha;
            for (int k = 0; k < z.length; k++) {
                z[k] += alpha * models.get(k).pointwise()[i];
            }
        }
        double most = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < z.length; k++) {
            z[k] *= rows / sum;
            most = Math.max(most, z[k]);
        }
        double total = 0;
        for (int k = 0; k < z.length; k++) {
            z[k] = Math.exp(z[k] - most);
            total += z[k];
        }
        for (int k = 0; k < z.length; k++) {
            z[k] /= total;
        }
        return z;
    }
}
