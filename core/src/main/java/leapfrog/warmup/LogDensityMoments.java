package leapfrog.warmup;

import java.util.List;
import java.util.stream.IntStream;
import leapfrog.engine.Moments;

/** Sums the moments of the log densities that the chains of a group go through in one stage; different chains at the same time. */
public final class LogDensityMoments {
    private final long[] count;
    private final double[] mean;
    private final double[] squares;

    /** Of no log density yet. */
    public LogDensityMoments(int chains) {
        count = new long[chains];
        mean = new double[chains];
        squares = new double[chains];
    }

    /** Takes the log density after a chain's next transition. */
    public void add(int chain, double logDensity) {
        long n = ++count[chain];
        double delta = logDensity - mean[chain];
        mean[chain] += delta / n;
        squares[chain] += delta * (logDensity - mean[chain]);
    }

    /** One-dimensional moments, chain by chain. */
    public List<Moments> moments() {
        return IntStream.range(0, count.length)
                .mapToObj(chain -> new Moments(count[chain], new double[] {mean[chain]}, new double[] {squares[chain]}))
                .toList();
    }
}
