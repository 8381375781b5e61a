package leapfrog.sample;

import java.util.List;
import java.util.Optional;
import leapfrog.diagnose.Superchains;
import leapfrog.engine.ChainState;
import leapfrog.model.Model;
import leapfrog.model.Table;

/**
 * Holds a finished (or interrupted) fit: all that is saved in a fit's folder, and all that is needed to continue it bitwise.
 *
 * @param data the columns that the formula uses, all rows of the table
 * @param end the chains' states after the last kept draw
 */
public record Fit(
        Recipe recipe,
        FitSettings settings,
        Table data,
        Draws draws,
        SamplerStatistics statistics,
        List<ChainState> end,
        RunReport run) {
    private static final int LONG = 400;

    /** Takes unmodifiable copies. */
    public Fit {
        end = List.copyOf(end);
    }

    /**
     * The superchains whose nested R-hat takes the place of R-hat: where many chains shared starting points and have fewer than 400 draws
     * each, of which R-hat, which asks each chain to have been everywhere, asks too much.
     */
    public Optional<Superchains> superchains() {
        int count = run.warmup().superchains();
        return count == 0 || draws.draws() >= LONG
                ? Optional.empty()
                : Optional.of(new Superchains(draws.chains(), count));
    }

    /** The same with other draws of it. */
    public Fit with(Draws others) {
        return new Fit(recipe, settings, data, others, statistics, end, run);
    }

    /** The same with draws and statistics that are read from elsewhere. */
    public Fit with(Kept others) {
        return new Fit(recipe, settings, data, others.draws(), others.statistics(), end, run);
    }

    /** Makes the fit's model again. */
    public Model model() {
        return recipe.model(data);
    }
}
