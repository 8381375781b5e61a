package leapfrog.diagnose;

/** Prepares chains for diagnosis: halves them, ranks them, refuses what cannot be judged. */
final class SplitChains {
    private SplitChains() {}

    /**
     * Cuts every chain in two halves; the middle draw of an odd number falls away. Chains of one draw stay whole.
     *
     * @param chains [chains][draws]
     * @return [2 · chains][draws / 2], all first halves, then all second ones
     */
    static double[][] halves(double[][] chains) {
        int draws = chains[0].length;
        if (draws == 1) {
            return chains;
        }
        int half = draws / 2;
        double[][] halves = new double[2 * chains.length][half];
        for (int chain = 0; chain < chains.length; chain++) {
            System.arraycopy(chains[chain], 0, halves[chain], 0, half);
            System.arraycopy(chains[chain], draws - half, halves[chains.length + chain], 0, half);
        }
        return halves;
    }

    /** Whether there is a value that is not finite, or no two values differ by more than rounding. */
    static boolean cannotBeJudged(double[][] chains) {
        double least = chains[0][0];
        double greatest = least;
        for (double[] chain : chains) {
            for (double value : chain) {
                if (!(Math.abs(value) <= Double.MAX_VALUE)) {
                    return true;
                }
                if (value < least) {
                    least = value;
                }
                if (value > greatest) {
                    greatest = value;
                }
            }
        }
        return greatest - least < Math.ulp(1.0);
    }

    static double[] pooled(double[][] chains) {
        int draws = chains[0].length;
        double[] all = new double[chains.length * draws];
        for (int chain = 0; chain < chains.length; chain++) {
            System.arraycopy(chains[chain], 0, all, chain * draws, draws);
        }
        return all;
    }
}
