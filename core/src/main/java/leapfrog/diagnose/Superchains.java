package leapfrog.diagnose;

/**
 * Divides chains into superchains of neighbours, as equal as they can be.
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

    /** Chains of the smallest one. */
    public int smallest() {
        return chains / count;
    }
}
