package leapfrog.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import leapfrog.model.InputException;
import leapfrog.model.Variable;
import leapfrog.sample.DrawBlocks;
import leapfrog.sample.Draws;
import leapfrog.sample.Fit;
import leapfrog.sample.FitSettings;
import leapfrog.sample.Kept;
import leapfrog.sample.SamplerStatistics;
import org.jspecify.annotations.Nullable;

/**
 * Writes a fit's folder while its chains sample, for fits whose draws are too many for the memory. It grows under a hidden name and appears
 * whole or not at all.
 */
public final class GrowingFit implements DrawBlocks, AutoCloseable {
    private final Path folder;
    private final boolean overwrite;
    private final Staging staging;
    private @Nullable Writers writers;

    /** What writes the chunks of draws and statistics. */
    private record Writers(BlockWriter draws, StatisticsWriter statistics) implements FitFolder.Sampled {
        @Override
        public void writeDraws(ZarrWriter zarr) throws IOException {
            draws.writeMetadata(zarr);
        }

        @Override
        public void writeStatistics(ZarrWriter zarr) throws IOException {
            statistics.writeMetadata(zarr);
        }
    }

    private GrowingFit(Path folder, boolean overwrite, Staging staging) {
        this.folder = folder;
        this.overwrite = overwrite;
        this.staging = staging;
    }

    /**
     * Begins a folder.
     *
     * @param overwrite as in {@link FitFolder#check}
     * @param bytes that the draws will take
     * @throws InputException as {@link FitFolder#check}, or if the disk has too little room for the fit
     */
    public static GrowingFit begin(Path folder, boolean overwrite, double bytes) {
        Path place = FitFolder.place(folder);
        FitFolder.checkPlace(folder, place, overwrite);
        try {
            Staging staging = Staging.begin(place);
            try {
                requireRoom(folder, bytes, Files.getFileStore(staging.folder()).getUsableSpace());
            } catch (InputException | IOException e) {
                staging.close();
                throw e;
            }
            return new GrowingFit(folder, overwrite, staging);
        } catch (IOException e) {
            throw FitFolder.failure(folder, e);
        }
    }

    /** @throws InputException if there is less room than is needed, in bytes */
    static void requireRoom(Path folder, double needed, double room) {
        if (needed > room) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "the draws need %.1f GB on disk, and where '%s' goes %.1f GB are free; name another place with"
                            + " --out, or ask for fewer --draws or --chains, or a larger --thin",
                    needed * 1e-9,
                    folder,
                    room * 1e-9));
        }
    }

    @Override
    public void begin(List<Variable> variables, FitSettings settings, int blockDraws) {
        int chains = settings.chains();
        try {
            writers = new Writers(
                    new BlockWriter(store(), variables, chains, blockDraws, BlockLayout.SMALL),
                    new StatisticsWriter(store(), chains, blockDraws, settings.maxDepth()));
        } catch (IOException e) {
            throw FitFolder.failure(folder, e);
        }
    }

    @Override
    public void write(int count, double[][] values, SamplerStatistics statistics) {
        try {
            writers().draws().write(count, values);
            writers().statistics().write(count, statistics);
        } catch (IOException e) {
            throw FitFolder.failure(folder, e);
        }
    }

    /** {@inheritDoc} It can be read once the fit is {@link #complete}. */
    @Override
    public Kept finish() {
        Draws draws = writers().draws().written();
        return new Kept(draws, new BlockedStatistics(GrowingFit::unread, draws.chains(), draws.draws()));
    }

    private static ZarrReader unread() {
        throw new IllegalStateException("the statistics are still being written");
    }

    private Writers writers() {
        Writers begun = writers;
        if (begun == null) {
            throw new IllegalStateException("no draws were announced");
        }
        return begun;
    }

    private Path store() {
        return staging.folder().resolve(FitFolder.DRAWS);
    }

    /**
     * Writes what there is besides the draws, summarises them by reading them back, and puts the fit in its place.
     *
     * @param fit whose draws are these
     * @return the fit as it is there
     */
    public SavedFit complete(Fit fit, Set<DrawsFormat> formats) {
        try {
            String created = Instant.now().toString();
            FitFolder.Origin origin = new FitFolder.Origin(FitFolder.version(), created);
            FitFolder.writeDraws(staging.folder(), fit, origin, ZarrWriter.CHUNK, writers());
            Fit stored = fit.with(FitFolder.kept(new ZarrReader(store())));
            SavedFit saved = SavedFit.of(stored, created);
            FitFolder.writeSummary(staging.folder(), saved);
            for (DrawsFormat format : formats) {
                format.write(format.placeIn(staging.folder()), stored, false);
            }
            FitFolder.commit(staging, folder, overwrite);
            Path place = FitFolder.place(folder);
            return saved.with(stored.with(FitFolder.kept(new ZarrReader(place.resolve(FitFolder.DRAWS)))));
        } catch (IOException e) {
            throw FitFolder.failure(folder, e);
        }
    }

    /** Removes what was written if the fit is not complete. */
    @Override
    public void close() {
        try {
            staging.close();
        } catch (IOException e) {
            throw FitFolder.failure(folder, e);
        }
    }
}
