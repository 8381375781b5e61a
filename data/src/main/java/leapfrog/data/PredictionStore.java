package leapfrog.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import leapfrog.model.InputException;
import leapfrog.predict.PredictionBlock;
import leapfrog.predict.PredictionKind;
import leapfrog.predict.PredictionSink;
import leapfrog.predict.Predictor;

/**
 * Writes the draws of predictions, as they come, into a Zarr v2 store: one group with one array (chain, draw, row), each block of rows a
 * chunk. The store appears whole, with {@link #commit}, or not at all. All errors are {@link InputException}s.
 */
public final class PredictionStore implements PredictionSink, AutoCloseable {
    private final Path target;
    private final boolean overwrite;
    private final Staging staging;
    private final ZarrWriter zarr;
    private final RowArray array;

    private PredictionStore(Path target, boolean overwrite, Staging staging, Content content, Predictor predictor)
            throws IOException {
        this.target = target;
        this.overwrite = overwrite;
        this.staging = staging;
        zarr = new ZarrWriter(staging.folder(), ZarrWriter.CHUNK);
        zarr.group(
                content.group(),
                json -> json.text("inference_library", "leapfrog")
                        .text("formula", predictor.rows().formula())
                        .text("kind", content.kind().text()));
        array = new RowArray(
                zarr,
                content.group(),
                content.variable(),
                predictor.chains(),
                predictor.draws() / predictor.chains(),
                predictor.rows().usedRows(),
                predictor.blockRows());
    }

    /**
     * What is stored.
     *
     * @param group InferenceData's: {@code posterior_predictive}, {@code prior_predictive}, {@code predictions}
     * @param variable the array's name
     */
    public record Content(String group, String variable, PredictionKind kind) {}

    /**
     * Begins a store for what a predictor will predict. Rows are numbered from 0, as in their table.
     *
     * @param overwrite whether a Zarr store that is there may be replaced
     */
    public static PredictionStore begin(Path target, boolean overwrite, Content content, Predictor predictor) {
        Path place = FitFolder.place(target);
        boolean store = Files.isRegularFile(place.resolve(".zgroup"));
        if (Files.exists(place) && !(overwrite && store)) {
            throw new InputException("'" + target + "' exists" + (store ? "" : " and is no Zarr store")
                    + "; name a new folder" + (store ? ", or overwrite the store with --overwrite" : ""));
        }
        try {
            Staging staging = Staging.begin(place);
            try {
                return new PredictionStore(target, overwrite, staging, content, predictor);
            } catch (IOException e) {
                staging.close();
                throw e;
            }
        } catch (IOException e) {
            throw FitFolder.failure(target, e);
        }
    }

    @Override
    public void take(PredictionBlock block) {
        try {
            array.take(block.to() - block.from(), block::row);
        } catch (IOException e) {
            throw FitFolder.failure(target, e);
        }
    }

    /** Puts the finished store in its place. */
    public void commit() {
        try {
            zarr.finish();
            staging.commit(overwrite);
        } catch (IOException e) {
            throw FitFolder.failure(target, e);
        }
    }

    @Override
    public void close() {
        try {
            staging.close();
        } catch (IOException e) {
            throw FitFolder.failure(target, e);
        }
    }
}
