package leapfrog.sample;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import leapfrog.diagnose.Superchains;
import leapfrog.model.InputException;
import leapfrog.warmup.WarmupLength;

/**
 * Holds how a model is to be sampled; plain data, checked when made.
 *
 * @param chains at least 1
 * @param warmup how long a chain warms up; its transitions are not kept
 * @param draws kept draws a chain, at least 1
 * @param thin transitions a kept draw, at least 1; draws × thin fits an int
 * @param seed keys all random numbers
 * @param targetAccept in (0, 1)
 * @param maxDepth of a NUTS tree, 1 … 20
 * @param start where chains start
 * @param keep names of the quantities to keep ({@code b}, {@code sd_county}, {@code coef_county[AITKIN,floor]}); empty for all
 */
public record FitSettings(
        int chains,
        WarmupLength warmup,
        int draws,
        int thin,
        long seed,
        double targetAccept,
        int maxDepth,
        MetricKind metric,
        Adaptation adaptation,
        Start start,
        List<String> keep)
        implements Serializable {
    private static final int MANY = 64;
    private static final WarmupLength STAN = new WarmupLength.Fixed(1000);

    /** Starting by jitter, with as many transitions of warm-up. */
    public FitSettings(
            int chains,
            int warmup,
            int draws,
            int thin,
            long seed,
            double targetAccept,
            int maxDepth,
            MetricKind metric,
            Adaptation adaptation) {
        this(
                chains,
                new WarmupLength.Fixed(warmup),
                draws,
                thin,
                seed,
                targetAccept,
                maxDepth,
                metric,
                adaptation,
                new Start.Jitter(),
                List.of());
    }

    /** How warm-up learns the inverse mass matrix. */
    public enum MetricKind {
        /** Posterior variances. */
        DIAGONAL,
        /** The posterior covariance. */
        DENSE,
        /**
         * Diagonal, of the variances of positions and of gradients. A coordinate whose slopes vary much, as those of the logarithm of a
         * standard deviation with a long lower tail do, gets a shorter scale than its variance is: that saves divergences.
         */
        FISHER
    }

    /** Whether each chain adapts alone, or all chains of a fit together. */
    public enum Adaptation {
        /** Each chain by itself. */
        CHAIN,
        /** All chains together. */
        POOLED
    }

    /** Checks each setting. */
    public FitSettings {
        keep = List.copyOf(keep);
        require(chains >= 1, "chains", chains, "at least 1");
        require(warmup.most() >= 0, "warmup", warmup.most(), "at least 0, or auto");
        require(draws >= 1, "draws", draws, "at least 1");
        require(thin >= 1, "thin", thin, "at least 1");
        if ((long) draws * thin > Integer.MAX_VALUE) {
            throw new InputException("draws x thin is " + (long) draws * thin + "; a chain can make at most "
                    + Integer.MAX_VALUE + " transitions");
        }
        require(targetAccept > 0 && targetAccept < 1, "target-accept", targetAccept, "between 0 and 1");
        require(maxDepth >= 1 && maxDepth <= 20, "max-depth", maxDepth, "from 1 to 20");
    }

    private static void require(boolean holds, String name, Number value, String right) {
        if (!holds) {
            throw new InputException(name + " is " + value + "; it must be " + right);
        }
    }

    /** The adaptation that is the default for this many chains: alone below 64, pooled from there on. */
    public static Adaptation defaultAdaptation(int chains) {
        return chains < MANY ? Adaptation.CHAIN : Adaptation.POOLED;
    }

    /** The warm-up that is the default for this many chains: Stan's 1000 transitions below 64, from there on until it has settled. */
    public static WarmupLength defaultWarmup(int chains) {
        return chains < MANY ? STAN : new WarmupLength.Auto();
    }

    /** The superchains, if chains are to share starting points: from 64 chains on, unless they start from points of the user's. */
    public Optional<Superchains> superchains() {
        return chains < MANY || start instanceof Start.Points ? Optional.empty() : Optional.of(Superchains.of(chains));
    }

    /**
     * The same with another number of chains, and the adaptation that is the default for it; so with the warm-up, unless another than the
     * default was chosen.
     */
    public FitSettings withChains(int other) {
        WarmupLength length = warmup.equals(defaultWarmup(chains)) ? defaultWarmup(other) : warmup;
        return new FitSettings(
                other,
                length,
                draws,
                thin,
                seed,
                targetAccept,
                maxDepth,
                metric,
                defaultAdaptation(other),
                start,
                keep);
    }

    /** The same, but keeping these quantities alone. */
    public FitSettings keeping(List<String> names) {
        return new FitSettings(
                chains, warmup, draws, thin, seed, targetAccept, maxDepth, metric, adaptation, start, names);
    }

    /** The same with another adaptation. */
    public FitSettings with(Adaptation other) {
        return new FitSettings(chains, warmup, draws, thin, seed, targetAccept, maxDepth, metric, other, start, keep);
    }

    /** The same with another warm-up. */
    public FitSettings with(WarmupLength other) {
        return new FitSettings(
                chains, other, draws, thin, seed, targetAccept, maxDepth, metric, adaptation, start, keep);
    }

    /** The same with another seed. */
    public FitSettings withSeed(long other) {
        return new FitSettings(
                chains, warmup, draws, thin, other, targetAccept, maxDepth, metric, adaptation, start, keep);
    }

    /** The same with another target acceptance. */
    public FitSettings withTargetAccept(double other) {
        return new FitSettings(chains, warmup, draws, thin, seed, other, maxDepth, metric, adaptation, start, keep);
    }

    /** The same with another number of draws. */
    public FitSettings withDraws(int other) {
        return new FitSettings(
                chains, warmup, other, thin, seed, targetAccept, maxDepth, metric, adaptation, start, keep);
    }

    /** The same with another start. */
    public FitSettings with(Start other) {
        return new FitSettings(
                chains, warmup, draws, thin, seed, targetAccept, maxDepth, metric, adaptation, other, keep);
    }

    /** 4 chains × (1000 + 1000), as in Stan; the metric's default is {@link MetricKind#FISHER}. */
    public static FitSettings defaults(long seed) {
        return new FitSettings(4, 1000, 1000, 1, seed, 0.8, 10, MetricKind.FISHER, Adaptation.CHAIN);
    }
}
