package leapfrog.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

/** Names InferenceData's groups of one array (chain, draw, row). */
public enum RowGroup {
    /** log p(y_i | draw) of the used rows. */
    LOG_LIKELIHOOD,
    /** New responses of the used rows, drawn given each draw of the posterior. */
    POSTERIOR_PREDICTIVE,
    /** New responses of the used rows, drawn given each draw of the prior. */
    PRIOR_PREDICTIVE;

    /** As InferenceData has it: {@code log_likelihood}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Writes the arrays of a group that is already there; a block of rows is a chunk, so that as much is in memory.
     *
     * @param variable the response's name
     */
    void write(ZarrWriter zarr, String variable, RowDraws values) throws IOException {
        RowArray array = new RowArray(
                zarr, text(), variable, values.chains(), values.draws(), values.rows(), values.blockRows());
        try {
            values.stream(block -> {
                try {
                    array.take(block.length, i -> block[i]);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        array.requireAll();
    }
}
