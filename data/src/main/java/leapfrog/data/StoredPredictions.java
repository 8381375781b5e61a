package leapfrog.data;

import static leapfrog.data.RowGroup.POSTERIOR_PREDICTIVE;
import static leapfrog.data.RowGroup.PRIOR_PREDICTIVE;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import leapfrog.model.Table;
import leapfrog.predict.PredictionKind;
import leapfrog.predict.Predictor;
import leapfrog.sample.Fit;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which predictions were added to a fit's store, so that they can be made again from more draws.
 *
 * @param group where they stand in the store
 * @param seed of their random numbers
 * @param rows the columns that the fit's formula uses, of new rows; null for the fit's own
 */
public record StoredPredictions(
        String group,
        PredictionKind kind,
        long seed,
        @Nullable Table rows) {
    private static final String SEED = "seed";

    /**
     * Reads what a fit has.
     *
     * @throws leapfrog.model.InputException if the store is damaged
     */
    public static List<StoredPredictions> of(Path fit) {
        ZarrReader zarr = new ZarrReader(fit.resolve(FitFolder.DRAWS));
        return Stream.of(PredictionStore.PREDICTIONS, POSTERIOR_PREDICTIVE.text(), PRIOR_PREDICTIVE.text())
                // The groups of own rows that a fit has by itself are keyed by the fit's seed, and name none.
                .filter(group -> zarr.has(group) && zarr.attributes(group).has(SEED))
                .map(group -> read(zarr, group))
                .toList();
    }

    private static StoredPredictions read(ZarrReader zarr, String group) {
        JsonObject attributes = zarr.attributes(group);
        return new StoredPredictions(
                group,
                PredictionKind.valueOf(attributes.text("kind").toUpperCase(Locale.ROOT)),
                attributes.integer(SEED),
                group.equals(PredictionStore.PREDICTIONS) ? TableGroups.readTable(zarr, TableGroups.PREDICTED) : null);
    }

    /** What they are, in words. */
    public String text() {
        return rows == null
                ? "the group " + group + " that the fit has"
                : "the predictions of new rows that the fit has";
    }

    /**
     * Predicts the rows from the draws of a fit and keeps that in its folder.
     *
     * @param folder the fit's
     * @throws leapfrog.model.InputException if writing fails
     */
    public void save(Path folder, Fit fit) {
        Predictor predictor = rows == null ? Predictor.ofOwnRows(fit, seed) : Predictor.of(fit, rows, seed);
        PredictionStore.Content content = rows == null
                ? PredictionStore.Content.own(predictor, kind, seed)
                : PredictionStore.Content.further(predictor, kind, seed, fit, rows);
        try (PredictionStore store = PredictionStore.beginInFit(folder, content, predictor)) {
            predictor.run(kind, List.of(store));
            store.commit();
        }
    }
}
