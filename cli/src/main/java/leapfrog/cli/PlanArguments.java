package leapfrog.cli;

import java.util.List;
import java.util.Map;
import leapfrog.batch.Plan;
import leapfrog.model.InputException;
import leapfrog.regression.Compute;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reads the options of a batch that say what its fits are and what computes them, for programs that run batches elsewhere. */
public final class PlanArguments {
    @Mixin
    private BatchSource source = new BatchSource();

    @Mixin
    private FitArguments fit = new FitArguments();

    @Option(
            names = "--refit-bad",
            description =
                    "make a fit with a bad diagnosis once more, with smaller steps (--target-accept 0.95), and keep"
                            + " that")
    private boolean refitBad;

    @Option(
            names = "--on-device-failure",
            paramLabel = "cpu|stop",
            defaultValue = "cpu",
            description =
                    "what happens when a device has failed, was opened again and fails again: the processor goes on"
                            + " (cpu, the default), or the batch stops")
    private String onDeviceFailure = "cpu";

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
        return refitBad;
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
        return Arguments.oneOf("--on-device-failure", onDeviceFailure, List.of("cpu", "stop")) == 0
                ? compute.onProcessor()
                : null;
    }

    /** What decides the numbers of the batch, as its ledger keeps it. */
    public Map<String, String> settings(Plan plan) {
        BatchSettings all = BatchSettings.of(source.settings(), plan.recipe(), plan.settings());
        all.put("refit_bad", refitBad);
        return all.values();
    }
}
