package leapfrog.predict;

import leapfrog.model.Design;
import leapfrog.model.InputException;
import leapfrog.model.Model;
import leapfrog.model.ModelOptions;
import leapfrog.model.Parametrization;
import leapfrog.random.ChainRandom;

/** Simulates data of a model: parameters from its priors, each draw exact and independent, and responses of its own rows given those. */
public final class PriorSimulation {
    /** Names that are shown of many. */
    private static final int SHOWN = 5;

    private final Model model;
    private final PriorDraw prior;

    private PriorSimulation(Model model) {
        this.model = model;
        prior = new PriorDraw(model);
    }

    /**
     * Of a design under priors; the parametrization of the options has no part in it.
     *
     * @throws InputException if a prior has no finite integral, or rows have weights, which have no part in how data arise
     */
    public static PriorSimulation of(Design design, ModelOptions options) {
        if (design.additions().weights() != null) {
            throw new InputException("weights have no part in how data arise; leave weights( ) out of the formula");
        }
        Model model = Model.of(
                design,
                options.with(Parametrization.noncentered())
                        .with(ModelOptions.ScaleCoordinates.LOGARITHMIC)
                        .unreduced());
        if (!model.improperPriors().isEmpty()) {
            int more = model.improperPriors().size() - SHOWN;
            throw new InputException("parameters are drawn from their priors, and a flat one has no finite integral:"
                    + " give a proper prior on "
                    + String.join(
                            ", ", model.improperPriors().stream().limit(SHOWN).toList())
                    + (more > 0 ? " and " + more + " more" : ""));
        }
        return new PriorSimulation(model);
    }

    /** What data are simulated of: its reported quantities are those of {@link #parameters}. */
    public Model model() {
        return model;
    }

    /** [quantities] the reported quantities of a draw from the prior; a pure function of the seed. */
    public double[] parameters(long seed) {
        double[] quantities = new double[model.quantities()];
        model.report(prior.position(ChainRandom.mix(seed, "truth")), 0, quantities, 0);
        return quantities;
    }

    /**
     * [rows] responses given parameters; a pure function of both.
     *
     * @param parameters [quantities]
     */
    public double[] responses(double[] parameters, long seed) {
        return DrawnResponses.of(model, parameters, ChainRandom.mix(seed, "response"));
    }
}
