package leapfrog.batch;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import leapfrog.model.InputException;
import leapfrog.model.Model;
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
 * @param leftOut used rows that have no say ({@link Model#without})
 */
public record PlannedFit(String name, Recipe recipe, FitSettings settings, Supplier<Table> data, int[] leftOut) {
    /** With a say for all rows. */
    public PlannedFit(String name, Recipe recipe, FitSettings settings, Supplier<Table> data) {
        this(name, recipe, settings, data, new int[0]);
    }

    /** A fit whose seed is made of the settings' and the name. */
    public static PlannedFit named(String name, Recipe recipe, FitSettings settings, Supplier<Table> data) {
        return new PlannedFit(name, recipe, settings.withSeed(FitSeed.of(settings.seed(), name)), data);
    }

    PlannedFit with(FitSettings other) {
        return new PlannedFit(name, recipe, other, data, leftOut);
    }

    /** The same without a say for some of the used rows. */
    public PlannedFit without(int[] rows) {
        return new PlannedFit(name, recipe, settings, data, rows);
    }

    /** The same without priors, parametrizations and a selection of quantities of the user's. */
    public PlannedFit withoutOptions() {
        Recipe plain = recipe.withPriors(List.of()).withParametrization(List.of());
        return new PlannedFit(name, plain, settings.keeping(List.of()), data, leftOut);
    }

    /** Why there is no such fit; empty if its model can be made. */
    public Optional<InputException> fault() {
        try {
            request().requireMemory();
            return Optional.empty();
        } catch (InputException e) {
            return Optional.of(e);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            return Optional.of(new InputException(Batch.unexpected(e), e));
        }
    }

    /**
     * What is to be fitted.
     *
     * @throws leapfrog.model.InputException as {@link #data} and {@link Recipe#model}
     */
    Sampler.Request request() {
        Table table = data.get();
        Table used = DesignBuilder.usedPart(Formula.parse(recipe.formula()), table);
        Model model = recipe.model(table);
        return new Sampler.Request(leftOut.length == 0 ? model : model.without(leftOut), recipe, used, settings);
    }
}
