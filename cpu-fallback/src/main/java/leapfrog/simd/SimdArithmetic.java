package leapfrog.simd;

import leapfrog.nuts.Arithmetic;
import leapfrog.random.NormalBlocks;

/**
 * Computes the sampler's vector loops with the Vector API, where there is one: elsewhere it is not available. Names no type of the
 * Vector API, so that it loads where that is missing.
 */
public final class SimdArithmetic implements Arithmetic {
    private final Arithmetic scalar = Arithmetic.scalar();

    /** Whether vectors leave a rest, for which scalar loops give the same bits. */
    private static boolean ragged(int n) {
        return n % ACCUMULATORS != 0;
    }

    @Override
    public String name() {
        return "simd";
    }

    @Override
    public boolean available() {
        return VectorModule.missing() == null;
    }

    @Override
    public void kickDrift(
            double[] position,
            double[] momentum,
            double[] gradient,
            double[] scale,
            double stepSize,
            double[] nextPosition,
            double[] nextMomentum,
            int n) {
        if (ragged(n)) {
            scalar.kickDrift(position, momentum, gradient, scale, stepSize, nextPosition, nextMomentum, n);
        } else {
            VectorLoops.kickDrift(position, momentum, gradient, scale, stepSize, nextPosition, nextMomentum, n);
        }
    }

    @Override
    public double kick(double[] momentum, double[] gradient, double[] scale, double stepSize, int n) {
        return ragged(n)
                ? scalar.kick(momentum, gradient, scale, stepSize, n)
                : VectorLoops.kick(momentum, gradient, scale, stepSize, n);
    }

    @Override
    public double kickKickDrift(
            double[] position,
            double[] momentum,
            double[] gradient,
            double[] scale,
            double stepSize,
            double[] nextPosition,
            double[] nextMomentum,
            int n) {
        return ragged(n)
                ? scalar.kickKickDrift(position, momentum, gradient, scale, stepSize, nextPosition, nextMomentum, n)
                : VectorLoops.kickKickDrift(
                        position, momentum, gradient, scale, stepSize, nextPosition, nextMomentum, n);
    }

    @Override
    public double dot(double[] a, double[] b, int n) {
        return ragged(n) ? scalar.dot(a, b, n) : VectorLoops.dot(a, b, n);
    }

    @Override
    public boolean joinLeaves(double[] a, double[] b, int n) {
        return ragged(n) ? scalar.joinLeaves(a, b, n) : VectorLoops.joinLeaves(a, b, n);
    }

    @Override
    public boolean joinPairs(
            double[] firstA, double[] lastA, double[] firstB, double[] lastB, double[] rho, double[] spare, int n) {
        return ragged(n)
                ? scalar.joinPairs(firstA, lastA, firstB, lastB, rho, spare, n)
                : VectorLoops.joinPairs(firstA, lastA, firstB, lastB, rho, spare, n);
    }

    @Override
    public boolean joinSpans(
            double[] rhoA,
            double[] firstA,
            double[] lastA,
            double[] rhoB,
            double[] firstB,
            double[] lastB,
            double[] rho,
            int n) {
        return ragged(n)
                ? scalar.joinSpans(rhoA, firstA, lastA, rhoB, firstB, lastB, rho, n)
                : VectorLoops.joinSpans(rhoA, firstA, lastA, rhoB, firstB, lastB, rho, n);
    }

    @Override
    public NormalBlocks normals() {
        return new SimdNormals();
    }

    @Override
    public void interleave(double[][] points, int count, int n, double[] target, int at, int lanes) {
        Transposes.interleave(points, count, n, target, at, lanes);
    }

    @Override
    public void deinterleave(double[] source, int at, int lanes, double[][] points, int count, int n) {
        Transposes.deinterleave(source, at, lanes, points, count, n);
    }
}
