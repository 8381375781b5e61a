package leapfrog.sample;

import java.util.List;

/**
 * Holds what happened in a run, for {@code fit.json} and the terminal.
 *
 * @param priors every prior used, {@code sd_county[floor] ~ exponential(1.2)}, with who gave it
 * @param backend name
 * @param device in words
 * @param choice why this backend, in one line
 * @param rejections why not each other one, with the remedy
 * @param tableRows rows of the table
 * @param rows used rows
 * @param reducedRows rows the kernels saw
 * @param dimension unconstrained coordinates
 * @param warnings of the model
 * @param seconds wall time; NaN where nobody measured it
 * @param warmup what warm-up came to
 * @param warmupLeapfrogs over all chains
 * @param samplingLeapfrogs over all chains
 * @param interrupted whether the run was stopped before its end
 */
public record RunReport(
        List<PriorLine> priors,
        String backend,
        String device,
        String choice,
        List<String> rejections,
        int tableRows,
        int rows,
        int reducedRows,
        int dimension,
        List<String> warnings,
        Seconds seconds,
        Warmup warmup,
        long warmupLeapfrogs,
        long samplingLeapfrogs,
        boolean interrupted) {
    /** Takes unmodifiable copies. */
    public RunReport {
        priors = List.copyOf(priors);
        rejections = List.copyOf(rejections);
        warnings = List.copyOf(warnings);
    }

    /** A prior in use: {@code source} is "user" or "default". */
    public record PriorLine(String target, String density, String source) {}

    /**
     * What warm-up came to.
     *
     * @param transitions of the chain that made the most
     * @param settled whether adaptation was seen to settle, where the settings ask for that
     * @param superchains number of starting points that chains shared; 0 if each had its own
     */
    public record Warmup(int transitions, boolean settled, int superchains) {}

    /** Wall time of the whole run, of opening the backend (compile), of warm-up, of sampling. */
    public record Seconds(double total, double compile, double warmup, double sampling) {}
}
