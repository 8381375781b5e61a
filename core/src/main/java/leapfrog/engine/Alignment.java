package leapfrog.engine;

/**
 * Places numbers in arrays so that vectors of eight doubles lie within cache lines. The numbers of a Java array begin 16 bytes behind the
 * array's address. Where the JVM has objects at addresses of cache lines ({@code -XX:ObjectAlignmentInBytes=64}), number
 * {@link #FIRST} of an array begins the next line; in other JVMs the numbers before it are merely unused.
 */
public final class Alignment {
    /** Index of the first number that is used. */
    public static final int FIRST = 6;

    /** Doubles of the longest vectors. */
    public static final int VECTOR = 8;

    private Alignment() {}

    /**
     * An array of zeros with room for numbers at {@code [FIRST, FIRST + n)}, and for a vector of {@link #VECTOR} ones that is read from any of these
     * places on.
     */
    public static double[] array(int n) {
        return new double[FIRST + n + VECTOR];
    }
}
