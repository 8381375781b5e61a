package leapfrog.batch;

import java.util.function.Supplier;
import leapfrog.model.Table;
import leapfrog.model.design.DesignBuilder;
import leapfrog.model.formula.Formula;
import leapfrog.sample.FitSettings;
import leapfrog.sample.Recipe;
import leapfrog.sample.Sampler;

/**
 * Says what one fit of a batch is.
 *
 * @param name of the fit, unique in its batch
 * @param settings the fit's own: its seed is the fit's
 * @param data gives the rows, each time it is asked; throws {@link leapfrog.model.InputException} if there are none to be had
 */
public record PlannedFit(String name, Recipe recipe, FitSettings settings, Supplier<Table> data) {
    private static final double SMALLER_STEPS = 0.95;

    /** A fit whose seed is made of the settings' and the name. */
    public static PlannedFit named(String name, Recipe recipe, FitSettings settings, Supplier<Table> data) {
        return new PlannedFit(name, recipe, settings.withSeed(FitSeed.of(settings.seed(), name)), data);
    }

    /** The same with smaller steps: at a target acceptance of 0.95, or half way from its own to 1 if that is more. */
    PlannedFit withSmallerSteps() {
        double smaller = Math.max(SMALLER_STEPS, (1 + settings.targetAccept()) / 2);
        return new PlannedFit(name, recipe, settings.withTargetAccept(smaller), data);
    }

    /**
     * What is to be fitted.
     *
     * @throws leapfrog.model.InputException as {@link #data} and {@link Recipe#model}
     */
    Sampler.Request request() {
        Table table = data.get();
        Table used = DesignBuilder.usedPart(Formula.parse(recipe.formula()), table);
        return new Sampler.Request(recipe.model(table), recipe, used, settings);
    }
}
