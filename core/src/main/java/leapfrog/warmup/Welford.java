package leapfrog.warmup;

import java.util.List;
import leapfrog.engine.Moments;
import leapfrog.engine.Stage.MomentRule;

/**
 * Sums the moments of positions, one position at a time, without cancellation (Welford 1962, doi:10.1080/00401706.1962.10490022),
 * and merges sums of several chains (Chan, Golub and LeVeque 1983, doi:10.1080/00031305.1983.10483115).
 */
public final class Welford {
    private final MomentRule rule;
    private final int dimension;
    private final double[] mean;
    private final double[] delta;
    /** [dimension], or the lower triangle of [dimension × dimension]. */
    private final double[] squares;

    private long count;

    /**
     * Moments of no draws yet.
     *
     * @param dimension of the positions
     */
    public Welford(MomentRule rule, int dimension) {
        this.rule = rule;
        this.dimension = rule == MomentRule.NONE ? 0 : dimension;
        int length = rule == MomentRule.FISHER ? 2 * dimension : this.dimension;
        mean = new double[length];
        delta = new double[length];
        squares = new double[rule == MomentRule.COVARIANCE ? Math.multiplyExact(length, length) : length];
    }

    /** Adds a position [dimension] and the gradient there, {@code gradient[at .. at + dimension)}. */
    public void add(double[] position, double[] gradient, int at) {
        count++;
        for (int d = 0; d < mean.length; d++) {
            double value = d < dimension ? position[d] : gradient[at + d - dimension];
            delta[d] = value - mean[d];
            mean[d] += delta[d] / count;
        }
        // x − new mean = (1 − 1/n) (x − old mean): the products stay symmetric.
        double share = (count - 1.0) / count;
        if (rule == MomentRule.COVARIANCE) {
            for (int row = 0; row < mean.length; row++) {
                double scaled = share * delta[row];
                for (int column = 0; column <= row; column++) {
                    squares[row * mean.length + column] += scaled * delta[column];
                }
            }
        } else {
            for (int d = 0; d < mean.length; d++) {
                squares[d] += share * delta[d] * delta[d];
            }
        }
    }

    /** The moments so far; {@link Moments#NONE} if nothing is summed. */
    public Moments moments() {
        if (rule == MomentRule.NONE) {
            return Moments.NONE;
        }
        double[] copy = squares.clone();
        if (rule == MomentRule.COVARIANCE) {
            for (int row = 0; row < mean.length; row++) {
                for (int column = 0; column < row; column++) {
                    copy[column * mean.length + row] = copy[row * mean.length + column];
                }
            }
        }
        return new Moments(count, mean.clone(), copy);
    }

    /**
     * Makes the moments of all positions together, merged in the list's order.
     *
     * @param parts of one rule and dimension; those without positions are left out
     * @return {@link Moments#NONE} if no part has a position
     */
    public static Moments merge(List<Moments> parts) {
        Moments merged = Moments.NONE;
        for (Moments part : parts) {
            if (part.count() > 0) {
                merged = merged.count() == 0 ? part : merge(merged, part);
            }
        }
        return merged;
    }

    private static Moments merge(Moments a, Moments b) {
        long count = a.count() + b.count();
        int dimension = a.mean().length;
        boolean covariance = a.squares().length > dimension;
        double share = (double) b.count() / count;
        double both = a.count() * share;
        double[] mean = new double[dimension];
        double[] delta = new double[dimension];
        for (int d = 0; d < dimension; d++) {
            delta[d] = b.mean()[d] - a.mean()[d];
            mean[d] = a.mean()[d] + delta[d] * share;
        }
        double[] squares = new double[a.squares().length];
        for (int i = 0; i < squares.length; i++) {
            double cross = covariance ? delta[i / dimension] * delta[i % dimension] : delta[i] * delta[i];
            squares[i] = a.squares()[i] + b.squares()[i] + cross * both;
        }
        return new Moments(count, mean, squares);
    }
}
