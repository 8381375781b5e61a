package leapfrog.sample;

import java.util.List;
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
    /** Takes unmodifiable copies. */
    public Fit {
        end = List.copyOf(end);
    }

    /** Makes the fit's model again. */
    public Model model() {
        return recipe.model(data);
    }
}
