package leapfrog.diagnose;

/**
 * Divides chains into superchains of neighbours, as equal as they can be; the chains of a superchain start at one point.
 *
 * @param chains at least 1
 * @param count of superchains, at least 1, at most as many as chains
 */
public record Superchains(int chains, int count) {
    private static final int MANY = 256;

    /** 16 superchains from 256 chains on; fewer chains make 8, and fewer than 8 each its own. */
    public static Superchains of(int chains) {
        return new Superchains(chains, chains >= MANY ? 16 : Math.min(chains, 8));
    }

    /** The first chain of a superchain; the one after the last has the number of chains. */
    public int first(int superchain) {
        return Math.toIntExact(Math.ceilDiv((long) superchain * chains, count));
    }

    /**
     * Above this a nested R-hat is too large: √(1.01² + 1/M) with M the chains of the smallest superchain. As for R-hat, 1.01 is what may be
     * left of the starting points; and means of M chains vary by up to 1/M of the variance however well they have forgotten them (Margossian et
     * al. 2024, section 3: so they do with one draw each).
     */
    public double threshold() {
        return Math.sqrt(1.01 * 1.01 + 1.0 / (chains / count));
    }
}
