package leapfrog.random;

import java.util.ServiceLoader;
import java.util.function.Supplier;

/**
 * Makes the standard normal numbers of many blocks of Philox4x32-10 at once, those of {@link ChainRandom#normal} bit by bit.
 *
 * <p>Implementations have working memory and serve one thread at a time. Found with {@link ServiceLoader}; loops over arrays serve where there is
 * no other.
 */
public interface NormalBlocks {
    /** Most blocks at once. */
    int MOST = 64;

    /** Makes the first available form that {@link ServiceLoader} finds, or the one of loops over arrays. */
    static Supplier<NormalBlocks> best() {
        // The loader of threads need not know what lies beside this class, as on Spark.
        for (ServiceLoader.Provider<NormalBlocks> form : (Iterable<ServiceLoader.Provider<NormalBlocks>>)
                ServiceLoader.load(NormalBlocks.class, NormalBlocks.class.getClassLoader()).stream()::iterator) {
            if (form.get().available()) {
                return form;
            }
        }
        return LoopedNormals::new;
    }

    /** Whether this form works in this process. */
    boolean available();

    /**
     * Sets out[at … at + n) to the numbers of the blocks with the counter words [first, word1, high mod 2³², high / 2³²], [first + 1, …, two
     * each.
     *
     * @param key of 64 bits
     * @param n at most 2 · {@link #MOST}
     */
    void fill(long key, int first, int word1, long high, double[] out, int at, int n);
}
