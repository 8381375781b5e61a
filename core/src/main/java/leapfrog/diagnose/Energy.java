package leapfrog.diagnose;

/** Computes the energy Bayesian fraction of missing information (Betancourt 2016, <a href="https://arxiv.org/abs/1604.00695">arXiv:1604.00695</a>). */
public final class Energy {
    private Energy() {}

    /**
     * Σ (E_i − E_{i−1})² / Σ (E_i − Ē)²; below 0.3 momentum resampling hardly moves the energy.
     *
     * @param energy of one chain's draws
     * @return NaN for fewer than two draws or a constant energy
     */
    public static double bfmi(double[] energy) {
        return bfmi(energy, energy.length);
    }

    /**
     * The same of many chains together, with one mean: steps are those within chains.
     *
     * @param energy [chains × draws]
     * @param draws of a chain
     */
    public static double bfmi(double[] energy, int draws) {
        double mean = Rhat.mean(energy);
        double steps = 0;
        double spread = 0;
        for (int i = 0; i < energy.length; i++) {
            spread += (energy[i] - mean) * (energy[i] - mean);
            if (i % draws > 0) {
                steps += (energy[i] - energy[i - 1]) * (energy[i] - energy[i - 1]);
            }
        }
        return steps / spread;
    }
}
