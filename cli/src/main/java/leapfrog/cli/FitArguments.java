package leapfrog.cli;

import java.util.Map;
import leapfrog.model.Parametrization.Form;
import leapfrog.regression.Compute;
import leapfrog.sample.FitSettings;
import leapfrog.sample.Recipe;
import picocli.CommandLine.Mixin;

/** Reads the options that say what a model is, how it is sampled and on what, where fits are many or made elsewhere. */
public final class FitArguments {
    @Mixin
    private ModelArguments model = new ModelArguments();

    @Mixin
    private SamplingArguments sampling = new SamplingArguments();

    @Mixin
    private BackendArguments backend = new BackendArguments();

    /**
     * What, with rows, makes the model.
     *
     * @throws leapfrog.model.InputException if the formula is malformed, or an option
     */
    public Recipe recipe(String formula) {
        return model.recipe(formula, Form.AUTO);
    }

    /** How it is sampled; where no seed was given, with a new one. */
    public FitSettings settings() {
        return sampling.settings().with(sampling.startOfMany());
    }

    /** Whether a seed was given. */
    boolean hasSeed() {
        return sampling.hasSeed();
    }

    /** What decides the numbers of a fit, as a ledger keeps it. */
    public Map<String, String> described(Recipe recipe, FitSettings settings) {
        return BatchSettings.of(Map.of(), recipe, settings).values();
    }

    /** What computes, with as many threads as there are processors where none are given. */
    Compute compute() {
        return backend.compute();
    }

    /**
     * What computes.
     *
     * @param threads of the host where none are given
     */
    public Compute compute(int threads) {
        return backend.compute(threads);
    }
}
