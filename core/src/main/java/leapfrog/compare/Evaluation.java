package leapfrog.compare;

import java.util.List;
import leapfrog.model.InputException;
import leapfrog.model.Model;
import leapfrog.sample.Draws;
import org.jspecify.annotations.Nullable;

/**
 * Holds how well a fitted model predicts the rows it was fitted to.
 *
 * @param rmsd √ mean (y − posterior mean of what is expected)², as the radon tutorial has it
 * @param criteria PSIS-LOO and WAIC, of the log densities given all parameters
 * @param integrated leave-one-out with the effects integrated out, where PSIS-LOO is not to be trusted; null where it is, where they
 *     cannot be, or where there are too few draws for it too
 * @param obstacle why they cannot be integrated out; null if they can
 * @param thin every which draw of a chain all this rests on: 1 up to {@link #MOST_DRAWS} draws
 */
public record Evaluation(
        double rmsd,
        Criteria criteria,
        @Nullable Integrated integrated,
        @Nullable String obstacle,
        int thin) {
    /** More draws of all chains together are thinned; they would cost time in proportion and tell k no better. */
    public static final int MOST_DRAWS = 40_000;

    /**
     * Leave-one-out with a Gaussian model's effects integrated out, given the scales of each draw.
     *
     * @param loo refitted rows have k = 0
     * @param failed rows with too great a k before any was refitted
     * @param refitted rows that were left out for real, worst first
     * @param thin every which draw was used
     */
    public record Integrated(Loo loo, int failed, List<Integer> refitted, int thin) {
        /** Takes unmodifiable copies. */
        public Integrated {
            refitted = List.copyOf(refitted);
        }
    }

    /**
     * Evaluates a model.
     *
     * @param draws of its reported quantities
     * @param refits for the rows that integrated leave-one-out fails
     * @throws InputException if the model was made without the likelihood
     */
    public static Evaluation of(Model model, Draws draws, Refits refits) {
        if (model.options().priorOnly()) {
            throw new InputException("the likelihood was dropped (--prior-only): draws of the prior predict nothing");
        }
        long all = (long) draws.chains() * draws.draws();
        int thin = (int) Math.clamp(Math.ceilDiv(all, MOST_DRAWS), 1, draws.draws());
        return of(model, draws.thinned(thin), refits, thin);
    }

    private static Evaluation of(Model model, Draws draws, Refits refits, int thin) {
        Criteria criteria = Criteria.of(new LogLikelihood(model, draws));
        double rmsd = FittedMeans.rmsd(model, draws);
        String obstacle = IntegratedDensity.obstacle(model);
        boolean wanted = criteria.loo().untrusted() > 0 && obstacle == null && !criteria.tooFewDraws();
        return new Evaluation(rmsd, criteria, wanted ? integrate(model, draws, refits) : null, obstacle, thin);
    }

    private static Integrated integrate(Model model, Draws draws, Refits refits) {
        IntegratedDensity density = IntegratedDensity.of(model, draws);
        Loo loo = Criteria.of(density).loo();
        return new Integrated(
                refits.apply(loo, model, IntegratedDensity::of), loo.untrusted(), refits.rows(loo), density.thin());
    }

    /** In words why PSIS-LOO is not to be trusted, and what integrated leave-one-out says; null where all rows are to be trusted. */
    public @Nullable String caution() {
        return criteria.loo().untrusted() == 0 ? null : Caution.of(this);
    }

    /** The most trustworthy leave-one-out that there is: the integrated one if it was computed, else PSIS-LOO. */
    public Loo best() {
        return integrated == null ? criteria.loo() : integrated.loo();
    }
}
