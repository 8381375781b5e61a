package leapfrog.nuts;

import java.util.ServiceLoader;
import leapfrog.engine.Alignment;
import leapfrog.random.NormalBlocks;

/**
 * Computes the vector loops of the sampler over contiguous arrays, one chain each. Vectors stand in arrays from {@link Alignment#FIRST}
 * on: where this interface speaks of number i, it is at {@code FIRST + i}.
 *
 * <p>The scalar form and the SIMD form give the same bits:
 * elementwise results use exactly the fused operations written here, and every sum goes into eight accumulators, element i into
 * accumulator i mod 8 by fma, in ascending order, joined as ((a0 + a4) + (a2 + a6)) + ((a1 + a5) + (a3 + a7)).
 *
 * <p>Implementations are stateless. Found with {@link ServiceLoader}; the scalar form serves where there is no other.
 */
public interface Arithmetic {
    /** Accumulators of a sum. Loops over a multiple of so many numbers are the fastest; zeros behind shorter arrays change nothing. */
    int ACCUMULATORS = 8;

    /** The least multiple of {@link #ACCUMULATORS} that is not below n. */
    static int padded(int n) {
        return Math.ceilDiv(n, ACCUMULATORS) * ACCUMULATORS;
    }

    /** An array of zeros for a vector of n numbers, with room for {@link #padded} ones. */
    static double[] vector(int n) {
        return Alignment.array(padded(n));
    }

    /** The first available form that {@link ServiceLoader} finds, or the scalar form. */
    static Arithmetic best() {
        // The loader of threads need not know what lies beside this class, as on Spark.
        for (Arithmetic arithmetic : ServiceLoader.load(Arithmetic.class, Arithmetic.class.getClassLoader())) {
            if (arithmetic.available()) {
                return arithmetic;
            }
        }
        return scalar();
    }

    /** The form without vectors. */
    static Arithmetic scalar() {
        return new ScalarArithmetic();
    }

    /** scalar, or the SIMD shape. */
    String name();

    /** Whether this form works in this process. */
    boolean available();

    /**
     * First half of a leapfrog: p'[i] ← fma(½ε, s[i]·g[i], p[i]), then q'[i] ← fma(ε, s[i]·p'[i], q[i]), i &lt; n. The arrays q' and p'
     * are others than the inputs.
     */
    void kickDrift(
            double[] position,
            double[] momentum,
            double[] gradient,
            double[] scale,
            double stepSize,
            double[] nextPosition,
            double[] nextMomentum,
            int n);

    /** Second half of a leapfrog: p[i] ← fma(½ε, s[i]·g[i], p[i]); returns Σ p[i]². */
    double kick(double[] momentum, double[] gradient, double[] scale, double stepSize, int n);

    /**
     * Second half of a leapfrog and first half of the next from there, in one pass: {@link #kick}, then {@link #kickDrift}, with their
     * bits. Returns Σ p[i]² of the point between.
     */
    default double kickKickDrift(
            double[] position,
            double[] momentum,
            double[] gradient,
            double[] scale,
            double stepSize,
            double[] nextPosition,
            double[] nextMomentum,
            int n) {
        double squares = kick(momentum, gradient, scale, stepSize, n);
        kickDrift(position, momentum, gradient, scale, stepSize, nextPosition, nextMomentum, n);
        return squares;
    }

    /** Σ a[i]·b[i]. */
    double dot(double[] a, double[] b, int n);

    /** Says whether two leaves make no U-turn: (a + b)·a > 0 and (a + b)·b > 0. Momenta are whitened. */
    boolean joinLeaves(double[] a, double[] b, int n);

    /**
     * {@link #joinSpans} of two pairs of leaves, whose sums rhoA = firstA + lastA and rhoB = firstB + lastB are made on the way.
     *
     * @param rho gets rhoA + rhoB
     * @param spare working memory
     */
    boolean joinPairs(
            double[] firstA, double[] lastA, double[] firstB, double[] lastB, double[] rho, double[] spare, int n);

    /**
     * Joins two spans of a trajectory, A built before B: rho[i] ← rhoA[i] + rhoB[i] (rho may be rhoA), and says whether the joined
     * span makes no U-turn: all six of rho·firstA, rho·lastB, (rhoA + firstB)·firstA, (rhoA + firstB)·firstB,
     * (rhoB + lastA)·lastA, (rhoB + lastA)·lastB are positive. Momenta are whitened. After a U-turn the content of rho is
     * unspecified.
     */
    boolean joinSpans(
            double[] rhoA,
            double[] firstA,
            double[] lastA,
            double[] rhoB,
            double[] firstB,
            double[] lastB,
            double[] rho,
            int n);

    /** Working memory and loops for normal numbers, for one thread; all forms make the same. */
    default NormalBlocks normals() {
        return NormalBlocks.looped();
    }

    /** Writes points side by side: target[at + d·lanes + l] ← points[l][d] for l &lt; count, and points[0][d] for the other lanes. */
    void interleave(double[][] points, int count, int n, double[] target, int at, int lanes);

    /** The reverse: points[l][d] ← source[at + d·lanes + l] for l &lt; count. */
    void deinterleave(double[] source, int at, int lanes, double[][] points, int count, int n);
}
