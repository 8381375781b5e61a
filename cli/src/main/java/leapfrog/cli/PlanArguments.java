package leapfrog.cli;

import java.util.Map;
import leapfrog.batch.Plan;
import leapfrog.model.InputException;
import leapfrog.regression.Compute;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;

/** Reads the options of a batch that say what its fits are and what computes them, for programs that run batches elsewhere. */
public final class PlanArguments {
    @Mixin
    private BatchSource source = new BatchSource();

    @Mixin
    private FitArguments fit = new FitArguments();

    @Mixin
    private RefitArguments refit = new RefitArguments();

    @Mixin
    private DeviceFailureArguments deviceFailure = new DeviceFailureArguments();

    /**
     * What is to be fitted to each data set; where no seed was given, with a new one.
     *
     * @throws leapfrog.model.InputException if options contradict each other, or the formula
     */
    public Plan plan(String formula) {
        if (source.hasQuery()) {
            throw new InputException(
                    "--query is for 'leapfrog batch' on one machine; here DATA is a file, a folder or a" + " pattern");
        }
        return source.plan(fit.recipe(formula), fit.settings());
    }

    /** The column whose values are data sets, or null. */
    public @Nullable String by() {
        return source.by();
    }

    /** Whether bad fits are made once more. */
    public boolean refitBad() {
        return refit.bad();
    }

    /**
     * What computes.
     *
     * @param threads of the host where none are given
     */
    public Compute compute(int threads) {
        return fit.compute(threads);
    }

    /**
     * What computes when that has failed twice in turn, or null.
     *
     * @param compute what failed
     */
    public @Nullable Compute standIn(Compute compute) {
        return deviceFailure.standIn(compute);
    }

    /** What decides the numbers of the batch, as its ledger keeps it. */
    public Map<String, String> settings(Plan plan) {
        BatchSettings all = BatchSettings.of(source.settings(), plan.recipe(), plan.settings());
        refit.put(all);
        return all.values();
    }
}
