package leapfrog.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import leapfrog.model.InputException;
import leapfrog.model.Table;
import leapfrog.predict.PredictionBlock;
import leapfrog.predict.PredictionKind;
import leapfrog.predict.PredictionSink;
import leapfrog.predict.Predictor;
import leapfrog.sample.Fit;
import org.jspecify.annotations.Nullable;

/**
 * Writes the draws of predictions, as they come, into a Zarr v2 store of their own or into that of a fit: one group with one array (chain,
 * draw, row), each block of rows a chunk, and for new rows another with the columns of those that the formula uses. They appear whole, with
 * {@link #commit}, or not at all. All errors are {@link InputException}s.
 */
public final class PredictionStore implements PredictionSink, AutoCloseable {
    /** The group of predictions of new rows. */
    static final String PREDICTIONS = "predictions";

    private final Path target;
    private final Place place;
    private final RowArray array;

    /** Where the group grows. */
    private interface Place {
        ZarrWriter zarr();

        void commit() throws IOException;

        void close() throws IOException;
    }

    private record OwnStore(Staging staging, ZarrWriter zarr, boolean overwrite) implements Place {
        @Override
        public void commit() throws IOException {
            zarr.finish();
            staging.commit(overwrite);
        }

        @Override
        public void close() throws IOException {
            staging.close();
        }
    }

    private record GroupOfFit(GroupStaging staging) implements Place {
        @Override
        public ZarrWriter zarr() {
            return staging.zarr();
        }

        @Override
        public void commit() throws IOException {
            staging.commit();
        }

        @Override
        public void close() throws IOException {
            staging.close();
        }
    }

    private PredictionStore(Path target, Place place, Content content, Predictor predictor) throws IOException {
        this.target = target;
        this.place = place;
        place.zarr()
                .group(
                        content.group(),
                        json -> json.text("inference_library", "leapfrog")
                                .text("formula", predictor.rows().formula())
                                .text("kind", content.kind().text())
                                .number("seed", content.seed()));
        Table rows = content.rows();
        if (rows != null) {
            place.zarr().group(TableGroups.PREDICTED, json -> json.text("inference_library", "leapfrog"));
            TableGroups.writeTable(place.zarr(), TableGroups.PREDICTED, rows);
        }
        array = new RowArray(
                place.zarr(),
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
     * @param seed of the predictor
     * @param rows what is known of new rows; null for the fit's own, which the fit has
     */
    public record Content(
            String group,
            String variable,
            PredictionKind kind,
            long seed,
            @Nullable Table rows) {
        /** Of the fit's own rows. */
        public static Content own(Predictor predictor, PredictionKind kind, long seed) {
            boolean prior = predictor.model().options().priorOnly();
            return new Content(
                    prior ? "prior_predictive" : "posterior_predictive", variable(predictor, kind), kind, seed, null);
        }

        /** Of new rows, of which the columns are kept that the fit's formula uses; all where it uses none of them. */
        public static Content further(Predictor predictor, PredictionKind kind, long seed, Fit fit, Table rows) {
            List<String> used =
                    fit.data().names().stream().filter(rows.names()::contains).toList();
            return new Content(
                    PREDICTIONS, variable(predictor, kind), kind, seed, used.isEmpty() ? rows : rows.only(used));
        }

        private static String variable(Predictor predictor, PredictionKind kind) {
            return kind == PredictionKind.RESPONSE ? predictor.rows().responseName() : kind.text();
        }

        private List<String> groups() {
            return rows == null ? List.of(group) : List.of(group, TableGroups.PREDICTED);
        }
    }

    /**
     * Begins a store for what a predictor will predict. Rows are numbered from 0, as in their table.
     *
     * @param overwrite whether a Zarr store that is there may be replaced
     */
    public static PredictionStore begin(Path target, boolean overwrite, Content content, Predictor predictor) {
        FitFolder.requireNoPart(target);
        Path place = FitFolder.place(target);
        boolean store = Files.isRegularFile(place.resolve(".zgroup"));
        if (Files.exists(place) && !(overwrite && store)) {
            throw new InputException("'" + target + "' exists" + (store ? "" : " and is no Zarr store")
                    + "; name a new folder" + (store ? ", or overwrite the store with --overwrite" : ""));
        }
        try {
            Staging staging = Staging.begin(place);
            try {
                ZarrWriter zarr = new ZarrWriter(staging.folder(), ZarrWriter.CHUNK);
                return new PredictionStore(target, new OwnStore(staging, zarr, overwrite), content, predictor);
            } catch (IOException | RuntimeException e) {
                staging.close();
                throw e;
            }
        } catch (IOException e) {
            throw FitFolder.failure(target, e);
        }
    }

    /**
     * Begins a group of a fit's own store, {@code draws.zarr}, which replaces an older one of its name.
     *
     * @throws InputException if the folder is not a fit
     */
    public static PredictionStore beginInFit(Path fit, Content content, Predictor predictor) {
        try {
            GroupStaging staging = GroupStaging.begin(fit, content.groups());
            try {
                return new PredictionStore(fit, new GroupOfFit(staging), content, predictor);
            } catch (IOException | RuntimeException e) {
                staging.close();
                throw e;
            }
        } catch (IOException e) {
            throw FitFolder.failure(fit, e);
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
            place.commit();
        } catch (IOException e) {
            throw FitFolder.failure(target, e);
        }
    }

    @Override
    public void close() {
        try {
            place.close();
        } catch (IOException e) {
            throw FitFolder.failure(target, e);
        }
    }
}
