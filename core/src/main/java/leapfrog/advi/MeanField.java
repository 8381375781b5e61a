package leapfrog.advi;

/**
 * Approximates a posterior on the chains' coordinates by independent normals.
 *
 * @param mean [dimension]
 * @param logSd [dimension]
 * @param elbo the average over the last window of the evidence lower bound
 * @param iterations made
 * @param converged whether the average ELBO had settled
 */
public record MeanField(double[] mean, double[] logSd, double elbo, int iterations, boolean converged) {
    /** Writes mean + sd · z in place of standard normal numbers z. */
    public void draw(double[] z) {
        for (int d = 0; d < z.length; d++) {
            z[d] = Math.fma(Math.exp(logSd[d]), z[d], mean[d]);
        }
    }
}
