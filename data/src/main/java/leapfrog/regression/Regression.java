package leapfrog.regression;

import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;
import leapfrog.engine.DeviceException;
import leapfrog.model.Family;
import leapfrog.model.InputException;
import leapfrog.model.Model;
import leapfrog.model.Parametrization;
import leapfrog.model.Table;
import leapfrog.model.design.DesignBuilder;
import leapfrog.model.formula.Formula;
import leapfrog.sample.Fit;
import leapfrog.sample.FitSettings;
import leapfrog.sample.PartialFitException;
import leapfrog.sample.Recipe;
import leapfrog.sample.Sampler;
import leapfrog.sample.Start;
import leapfrog.warmup.WarmupLength;
import org.jspecify.annotations.Nullable;

/**
 * Fits a regression: says, step by step, what the model is, how it is sampled and on what, then fits tables. Immutable; each step
 * returns another one.
 *
 * <pre>{@code
 * Fit fit = Regression.of("log_radon ~ floor + (1 + floor || county)")
 *         .prior("sd ~ half_normal(5)")
 *         .seed(1)
 *         .fit(CsvTable.read(Path.of("data/radon_mn.csv")));
 * }</pre>
 */
public final class Regression {
    private final Recipe recipe;
    private final FitSettings settings;
    private final Compute compute;

    private Regression(Recipe recipe, FitSettings settings, Compute compute) {
        this.recipe = recipe;
        this.settings = settings;
        this.compute = compute;
    }

    /**
     * A Gaussian regression with default priors, sampled by 4 chains × (1000 + 1000), with a seed of its own, on what fits best.
     *
     * @param formula as in lme4 and brms, {@code y ~ x + (1 + x || group)}
     * @throws InputException if the formula is malformed
     */
    public static Regression of(String formula) {
        String canonical = Formula.parse(formula).toString();
        return of(
                new Recipe(canonical, Family.GAUSSIAN, List.of(), List.of("auto"), true, false, true),
                FitSettings.defaults(new SecureRandom().nextInt(1, Integer.MAX_VALUE)),
                Compute.auto());
    }

    /** One whose parts are known. */
    public static Regression of(Recipe recipe, FitSettings settings, Compute compute) {
        return new Regression(recipe, settings, compute);
    }

    /** The distribution of the response: {@code poisson}, {@code student_t(nu=4)}. */
    public Regression family(String family) {
        return with(recipe.withFamily(Family.parse(family)));
    }

    /** Further priors: {@code sd ~ half_normal(5)}; the most specific wins. */
    public Regression prior(String... statements) {
        return with(recipe.withPriors(joined(recipe.priors(), statements)));
    }

    /** How groups are sampled: {@code auto}, the default, {@code centered}, {@code county=centered}, {@code county[floor]=noncentered}. */
    public Regression parametrization(String... choices) {
        return with(recipe.withParametrization(Parametrization.overlaid(recipe.parametrization(), List.of(choices))));
    }

    /** Without the likelihood: what is sampled is the prior. */
    public Regression priorOnly() {
        return with(recipe.ofPriorOnly());
    }

    /**
     * Whether effects and population coefficients of a Gaussian model are integrated out where that is exact and faster, the default:
     * chains then move in the scales alone, and the others are drawn from their exact distribution given those.
     */
    public Regression marginalize(boolean wanted) {
        return with(recipe.marginalizing(wanted));
    }

    /** The number of chains, at least 1. */
    public Regression chains(int chains) {
        return with(settings.withChains(chains));
    }

    /** Transitions of warm-up a chain. */
    public Regression warmup(int transitions) {
        return with(settings.with(new WarmupLength.Fixed(transitions)));
    }

    /** Warm-up until adaptation, pooled over all chains, has settled: {@link WarmupLength.Auto}. The default from 64 chains on. */
    public Regression warmupUntilSettled() {
        return with(settings.with(new WarmupLength.Auto()).with(FitSettings.Adaptation.POOLED));
    }

    /** Draws to keep a chain, at least 1. */
    public Regression draws(int draws) {
        return with(settings.withDraws(draws));
    }

    /** The key of all random numbers: the same seed on the same backend gives the same draws, bit by bit. */
    public Regression seed(long seed) {
        return with(settings.withSeed(seed));
    }

    /** The mean acceptance that the step size aims at, in (0, 1). */
    public Regression targetAccept(double probability) {
        return with(settings.withTargetAccept(probability));
    }

    /** Where chains start. */
    public Regression start(Start start) {
        return with(settings.with(start));
    }

    /** All settings of sampling at once, the rarer ones too. */
    public Regression with(FitSettings other) {
        return new Regression(recipe, other, compute);
    }

    /** What to compute on. */
    public Regression on(Compute other) {
        return new Regression(recipe, settings, other);
    }

    private Regression with(Recipe other) {
        return new Regression(other, settings, compute);
    }

    private static List<String> joined(List<String> some, String... more) {
        return Stream.concat(some.stream(), Stream.of(more)).toList();
    }

    /** The settings of sampling as they stand. */
    public FitSettings settings() {
        return settings;
    }

    /**
     * Makes the model of a table, without fitting it.
     *
     * @throws InputException as {@link Recipe#model}
     */
    public Model model(Table table) {
        return recipe.model(table);
    }

    /**
     * What is to be fitted to a table.
     *
     * @throws InputException as {@link Recipe#model}, or if the draws cannot be held in memory
     */
    public Sampler.Request request(Table table) {
        Table used = DesignBuilder.usedPart(Formula.parse(recipe.formula()), table);
        return new Sampler.Request(model(table), recipe, used, settings);
    }

    /**
     * Fits a table.
     *
     * @throws InputException as {@link #request} and {@link Compute#open}
     * @throws DeviceException if the backend cannot be opened or fails
     */
    public Fit fit(Table table) {
        return sampled(request(table), null, compute);
    }

    /**
     * What continues a fit by further draws.
     *
     * @param more further draws a chain, at least 1
     * @throws InputException if draws would be fewer than 1, or more than there are whole numbers
     */
    public static Sampler.Request continuation(Fit earlier, int more) {
        int before = earlier.draws().draws();
        if (more < 1) {
            throw new InputException("draws is " + more + "; further draws must be at least 1");
        }
        if ((long) before + more > Integer.MAX_VALUE) {
            throw new InputException("draws is " + more + "; with the " + before
                    + " draws of the fit they are more than " + Integer.MAX_VALUE);
        }
        FitSettings settings = earlier.settings().withDraws(before + more);
        return new Sampler.Request(earlier.model(), earlier.recipe(), earlier.data(), settings);
    }

    /**
     * What samples the prior of a model with the same settings. Its groups are noncentered, whatever the model's are: that suits a prior.
     *
     * @throws InputException if a prior is improper
     */
    public static Sampler.Request prior(Recipe recipe, Table data, FitSettings settings) {
        Recipe prior = recipe.withParametrization(List.of("noncentered")).ofPriorOnly();
        return new Sampler.Request(prior.model(data), prior, data, settings.with(new Start.Jitter()));
    }

    /**
     * Continues a fit on its own backend, bitwise as if it had never stopped.
     *
     * @param more further draws a chain, at least 1
     * @return the fit of both parts together
     * @throws InputException as {@link #continuation}
     * @throws DeviceException if the backend cannot be opened or fails
     */
    public static Fit resume(Fit earlier, int more) {
        return sampled(continuation(earlier, more), earlier, Compute.auto());
    }

    private static Fit sampled(Sampler.Request request, @Nullable Fit earlier, Compute compute) {
        try (OpenFit fit = OpenFit.open(request, earlier, compute)) {
            return fit.sample(fit.progress(), () -> false);
        } catch (PartialFitException e) {
            throw new DeviceException(String.valueOf(e.getMessage()), e);
        }
    }
}
