package leapfrog.sample;

import java.util.List;
import leapfrog.model.Variable;

/**
 * Takes the draws of a fit that are not to stay in memory, in blocks, while chains sample. Called by engine threads, one at a time; what it
 * throws ends the run.
 */
public interface DrawBlocks {
    /**
     * Begins, before the first block.
     *
     * @param variables what a draw consists of
     * @param settings of the fit
     * @param blockDraws draws a chain in every block but the last
     */
    void begin(List<Variable> variables, FitSettings settings, int blockDraws);

    /**
     * Takes the next block.
     *
     * @param count draws a chain; fewer than the others' in the last block alone
     * @param values [chains][at least count × quantities], one draw after the other; reused after the return
     * @param statistics [chains × blockDraws], of which the first {@code count} of each chain tell of draws
     */
    void write(int count, double[][] values, SamplerStatistics statistics);

    /** Ends, and makes what reads all of it back. */
    Kept finish();
}
