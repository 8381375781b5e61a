package leapfrog.cli;

import leapfrog.batch.Refit;
import picocli.CommandLine.Option;

/** Reads whether the bad fits of a batch are made again. */
final class RefitArguments {
    @Option(
            names = "--refit-bad",
            description =
                    "make a fit with a bad diagnosis once more, with smaller steps (--target-accept 0.95), and keep"
                            + " that")
    private boolean bad;

    Refit refit() {
        return bad ? Refit.BAD : Refit.NEVER;
    }

    /** Adds what decides the numbers of the batch. */
    void put(BatchSettings settings) {
        settings.put("refit_bad", bad);
    }

    boolean bad() {
        return bad;
    }
}
