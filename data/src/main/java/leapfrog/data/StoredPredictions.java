package leapfrog.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import leapfrog.model.Table;
import leapfrog.predict.PredictionKind;
import leapfrog.predict.Predictor;
import leapfrog.sample.Fit;

/**
 * Remembers of which new rows a fit's store has predictions, so that they can be made again from more draws.
 *
 * @param seed of their random numbers
 * @param rows the columns that the fit's formula uses
 */
public record StoredPredictions(PredictionKind kind, long seed, Table rows) {
    /**
     * Reads what a fit has; empty if there are none.
     *
     * @throws leapfrog.model.InputException if the store is damaged
     */
    public static Optional<StoredPredictions> of(Path fit) {
        ZarrReader zarr = new ZarrReader(fit.resolve(FitFolder.DRAWS));
        if (!zarr.has(PredictionStore.PREDICTIONS)) {
            return Optional.empty();
        }
        JsonObject attributes = zarr.attributes(PredictionStore.PREDICTIONS);
        PredictionKind kind = PredictionKind.valueOf(attributes.text("kind").toUpperCase(Locale.ROOT));
        return Optional.of(new StoredPredictions(
                kind, attributes.integer("seed"), TableGroups.readTable(zarr, TableGroups.PREDICTED)));
    }

    /**
     * Predicts the rows from the draws of a fit and keeps that in its folder.
     *
     * @param folder the fit's
     * @throws leapfrog.model.InputException if writing fails
     */
    public void save(Path folder, Fit fit) {
        Predictor predictor = Predictor.of(fit, rows, seed);
        PredictionStore.Content content = PredictionStore.Content.further(predictor, kind, seed, fit, rows);
        try (PredictionStore store = PredictionStore.beginInFit(folder, content, predictor)) {
            predictor.run(kind, List.of(store));
            store.commit();
        }
    }
}
