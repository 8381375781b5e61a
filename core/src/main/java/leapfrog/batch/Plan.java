package leapfrog.batch;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import leapfrog.model.design.DesignBuilder;
import leapfrog.model.formula.Formula;
import leapfrog.sample.FitSettings;
import leapfrog.sample.Recipe;

/**
 * Says which fits are made of each data set of a batch: of itself, or of each of its replicates, under every choice of priors.
 *
 * @param settings with the seed of the whole batch
 * @param replicates number of bootstrap replicates of a data set; 0 for the data set itself
 * @param choices further priors of the user's, those of one fit each; one that is empty for none
 */
public record Plan(Recipe recipe, FitSettings settings, int replicates, List<List<String>> choices)
        implements Serializable {
    /** Takes unmodifiable copies. */
    public Plan {
        choices = choices.stream().map(List::copyOf).toList();
    }

    /** The fits of a data set, each with the seed of its name. */
    public List<PlannedFit> fits(DataSet set) {
        List<PlannedFit> fits = new ArrayList<>();
        for (DataSet one : replicates == 0 ? List.of(set) : used(set).bootstrap(replicates, settings.seed())) {
            for (List<String> priors : choices) {
                String name = String.join(
                        ", ",
                        Stream.concat(Stream.of(one.name()), priors.stream()).toList());
                Recipe under = recipe.withPriors(
                        Stream.concat(recipe.priors().stream(), priors.stream()).toList());
                fits.add(PlannedFit.named(name, under, settings, one.rows()));
            }
        }
        return fits;
    }

    /** With the columns that the formula uses alone: no other one has a say in how rows are drawn. */
    private DataSet used(DataSet set) {
        Formula formula = Formula.parse(recipe.formula());
        return new DataSet(
                set.name(), () -> DesignBuilder.usedPart(formula, set.rows().get()));
    }
}
