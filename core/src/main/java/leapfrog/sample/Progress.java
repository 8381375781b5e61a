package leapfrog.sample;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import leapfrog.engine.TransitionStatistics;
import org.jspecify.annotations.Nullable;

/** Counts what all chains of a run have done so far; written by engine threads, read by whoever shows it, at any time. */
public final class Progress {
    private final LongAdder total = new LongAdder();
    private final LongAdder transitions = new LongAdder();
    private final LongAdder divergences = new LongAdder();
    private final LongAdder leapfrogs = new LongAdder();
    private final AtomicLongArray stepSizes;
    private volatile @Nullable Variational variational;

    /** How far a variational approximation is that chains are to start from. */
    public record Variational(int iterations, double elbo) {}

    /**
     * A run that has not begun.
     *
     * @param chains number of chains
     * @param total transitions of all chains together at most, warm-up included
     */
    public Progress(int chains, long total) {
        this.total.add(total);
        stepSizes = new AtomicLongArray(chains);
    }

    void count(int chain, TransitionStatistics statistics) {
        transitions.increment();
        leapfrogs.add(statistics.leapfrogs);
        if (statistics.divergent) {
            divergences.increment();
        }
        stepSizes.lazySet(chain, Double.doubleToRawLongBits(statistics.stepSize));
    }

    /** Notes that so many transitions need not be made, of all chains together. */
    void spare(long unneeded) {
        total.add(-unneeded);
    }

    /** Takes the average ELBO of a window of iterations. */
    void elbo(int iterations, double elbo) {
        variational = new Variational(iterations, elbo);
    }

    /** The variational approximation, until chains have made their first transition; null if there is none. */
    public @Nullable Variational variational() {
        return transitions() == 0 ? variational : null;
    }

    /** Transitions of all chains together, as far as is known. */
    public long total() {
        return total.sum();
    }

    /** Transitions made so far. */
    public long transitions() {
        return transitions.sum();
    }

    /** Divergent transitions, warm-up's too. */
    public long divergences() {
        return divergences.sum();
    }

    /** Leapfrog steps made so far. */
    public long leapfrogs() {
        return leapfrogs.sum();
    }

    /** Mean of the chains' current step sizes, over those that have one; 0 before the first transition. */
    public double stepSize() {
        double sum = 0;
        int count = 0;
        for (int chain = 0; chain < stepSizes.length(); chain++) {
            double stepSize = Double.longBitsToDouble(stepSizes.get(chain));
            if (stepSize > 0) {
                sum += stepSize;
                count++;
            }
        }
        return count == 0 ? 0 : sum / count;
    }
}
