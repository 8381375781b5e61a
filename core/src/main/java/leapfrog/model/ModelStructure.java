package leapfrog.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Describes what fixes the kernels of a model, and nothing else: no rows, levels, priors or names. Data sets of one formula share
 * one structure, so a backend compiles one program for all of them.
 *
 * <p>Row i has η_i = offset_i + Σ_t z_{i,t} · c_t[level_t(i)], a sum over {@link #terms()}.
 *
 * @param likelihood of a row given η
 * @param terms the terms of the linear predictor; {@link ModelData#terms()} is aligned with it
 * @param correlated how many consecutive terms each block of correlated ones has; {@link ModelData#correlated()} is aligned with it
 * @param factors number of grouping columns that the terms use; rows are sorted by factor 0
 * @param offset whether rows carry an offset
 * @param weights whether rows carry weights (cells do, pseudo-rows of QR do not; for {@link Likelihood#BINOMIAL} they are the trials)
 * @param marginal the shape of {@link ModelData#marginal()} where effects are integrated out, which leaves no terms; else null
 */
public record ModelStructure(
        Likelihood likelihood,
        List<TermStructure> terms,
        List<Integer> correlated,
        int factors,
        boolean offset,
        boolean weights,
        @Nullable MarginalStructure marginal) {
    /** With all effects sampled. */
    public ModelStructure(
            Likelihood likelihood,
            List<TermStructure> terms,
            List<Integer> correlated,
            int factors,
            boolean offset,
            boolean weights) {
        this(likelihood, terms, correlated, factors, offset, weights, null);
    }

    /** Takes unmodifiable copies. */
    public ModelStructure {
        correlated = List.copyOf(correlated);
        terms = List.copyOf(terms);
    }

    /**
     * Normal effects and population coefficients that are integrated out.
     *
     * @param effects K, in each level
     * @param columns p
     * @param given how many of them, the last ones, are given and not integrated out
     * @param blocks the first effect and the number of effects of each correlated block
     * @param further the same of factors with effects beside this one, without columns
     */
    public record MarginalStructure(
            int effects, int columns, int given, List<List<Integer>> blocks, List<MarginalStructure> further) {
        /** Takes unmodifiable copies. */
        public MarginalStructure {
            blocks = List.copyOf(blocks);
            further = List.copyOf(further);
        }

        /** Of one factor at most, with all coefficients integrated out. */
        public MarginalStructure(int effects, int columns, List<List<Integer>> blocks) {
            this(effects, columns, 0, blocks, List.of());
        }
    }

    /**
     * One term of η.
     *
     * @param constant whether its covariate is the constant 1
     * @param factor the factor whose level picks the coefficient, or −1 for a single coefficient
     * @param source where its coefficients come from
     */
    public record TermStructure(boolean constant, int factor, Source source) {}

    /** Where the coefficients of a term come from. */
    public enum Source {
        /** Each coefficient is a scalar parameter, or the constant 0 (a reference level). */
        DIRECT,
        /** Coefficients share an estimated standard deviation, and perhaps a mean. */
        POOLED,
        /** As pooled, and correlated with those of the other terms of a block. */
        CORRELATED
    }
}
