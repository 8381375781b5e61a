package leapfrog.data;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import leapfrog.model.InputException;
import leapfrog.model.Table;
import leapfrog.sample.Draws;
import leapfrog.sample.Fit;
import leapfrog.sample.Kept;

/**
 * Writes a fit into a folder and reads it back, bitwise.
 *
 * <p>The folder holds {@code fit.json}, {@code summary.csv} and {@code draws.zarr}, a Zarr v2 store with InferenceData's groups
 * {@code posterior}, {@code sample_stats}, {@code observed_data} and {@code constant_data}, and with {@code end_state}, from which
 * the chains go on; {@link DrawsFormat}s may stand beside them. It appears whole or not at all. All errors are {@link InputException}s.
 */
public final class FitFolder {
    private static final String FIT = "fit.json";
    private static final String SUMMARY = "summary.csv";
    static final String DRAWS = "draws.zarr";

    private FitFolder() {}

    /**
     * Checks, before hours of sampling, that a fit can be written: the folder is not there, or is a fit to be overwritten, and its
     * place is writable. Leaves nothing behind.
     *
     * @param overwrite whether a fit that is there may be replaced; a folder that is not a fit never is
     */
    public static void check(Path folder, boolean overwrite) {
        Path place = place(folder);
        checkPlace(folder, place, overwrite);
        Path ancestor = place.resolveSibling("");
        while (!Files.exists(ancestor)) {
            ancestor = ancestor.resolveSibling("");
        }
        if (!Files.isDirectory(ancestor)) {
            throw new InputException("'" + folder + "' cannot be made: '" + ancestor + "' is a file");
        }
        try {
            Path probe = ancestor.resolve(
                    "." + place.getFileName() + ".leapfrog-probe-" + Long.toHexString(System.nanoTime()));
            Files.delete(Files.createDirectory(probe));
        } catch (IOException e) {
            throw failure(folder, e);
        }
    }

    /** An absolute path whose name is the folder's own, with links followed. */
    static Path place(Path folder) {
        try {
            Path place = Staging.followed(folder);
            if (place.getFileName() == null) {
                throw new InputException("'" + folder + "' is not a place for a fit; name a new folder");
            }
            return place;
        } catch (IOException e) {
            throw failure(folder, e);
        }
    }

    static void checkPlace(Path folder, Path place, boolean overwrite) {
        if (!Files.exists(place)) {
            return;
        }
        if (!Files.isDirectory(place)) {
            throw new InputException("'" + folder + "' is a file; name a new folder");
        }
        boolean fit = Files.isRegularFile(place.resolve(FIT));
        if (!overwrite) {
            throw new InputException("'" + folder + "' exists; name a new folder"
                    + (fit ? ", or overwrite this fit with --overwrite" : ""));
        }
        if (!fit) {
            throw new InputException("'" + folder + "' is not a fit (it has no " + FIT
                    + ") and is not overwritten; name another folder");
        }
        try (Stream<Path> entries = Files.list(place)) {
            Optional<Path> strange = entries.filter(entry -> !isPartOfFit(entry) && !Staging.isUnfinished(entry))
                    .findFirst();
            if (strange.isPresent()) {
                throw new InputException(
                        "'" + folder + "' is not overwritten: '" + strange.get().getFileName()
                                + "' in it is not part of a fit; move it away or name another folder");
            }
        } catch (IOException e) {
            throw failure(folder, e);
        }
    }

    /**
     * Refuses to replace what fits consist of by something else.
     *
     * @throws InputException if this is a part of a fit, or in one
     */
    static void requireNoPart(Path target) {
        Path part = place(target);
        for (Path folder = part.getParent(); folder != null; folder = folder.getParent()) {
            if (isPartOfFit(part) && Files.isRegularFile(folder.resolve(FIT))) {
                throw new InputException("'" + target + "' is a part of the fit '" + folder
                        + "' and is not replaced; name another place");
            }
            part = folder;
        }
    }

    private static boolean isPartOfFit(Path entry) {
        String name = entry.getFileName().toString();
        return switch (name) {
            case FIT, SUMMARY, DRAWS, "report.html" -> true;
            default -> Arrays.stream(DrawsFormat.values()).anyMatch(format -> format.isFile(name));
        };
    }

    /**
     * Writes a fit.
     *
     * @param overwrite as in {@link #check}
     * @throws InputException if the folder is there and must not be overwritten, or if writing fails (the disk is full); then
     *     nothing is left, except a complete fit that could not be renamed, whose place the message says
     */
    public static void write(Path folder, SavedFit saved, boolean overwrite) {
        write(folder, saved, overwrite, Set.of());
    }

    /**
     * Writes a fit, and its draws in further formats.
     *
     * @param overwrite as in {@link #check}
     * @throws InputException as {@link #write(Path, SavedFit, boolean)}
     */
    public static void write(Path folder, SavedFit saved, boolean overwrite, Set<DrawsFormat> formats) {
        Path place = place(folder);
        checkPlace(folder, place, overwrite);
        try (Staging staging = Staging.begin(place)) {
            writeInto(staging.folder(), saved, ZarrWriter.CHUNK);
            for (DrawsFormat format : formats) {
                format.write(format.placeIn(staging.folder()), saved.fit(), false);
            }
            commit(staging, folder, overwrite);
        } catch (IOException e) {
            throw failure(folder, e);
        }
    }

    static void writeInto(Path folder, SavedFit saved, int chunk) throws IOException {
        writeDraws(folder, saved.fit(), new Origin(saved.version(), saved.created()), chunk, new Whole(saved.fit()));
        writeSummary(folder, saved);
    }

    /** Which program wrote a store, and when. */
    record Origin(String version, String created) {}

    /** Writes the arrays of what was sampled. */
    interface Sampled {
        /** Writes those of the group {@code posterior}, which is there. */
        void writeDraws(ZarrWriter zarr) throws IOException;

        /** Writes those of the group {@code sample_stats}, which is there. */
        void writeStatistics(ZarrWriter zarr) throws IOException;
    }

    private record Whole(Fit fit) implements Sampled {
        @Override
        public void writeDraws(ZarrWriter zarr) throws IOException {
            PosteriorGroup.write(zarr, PosteriorGroup.NAME, fit.draws());
        }

        @Override
        public void writeStatistics(ZarrWriter zarr) throws IOException {
            StatisticsGroup.write(
                    zarr,
                    fit.statistics(),
                    fit.draws().chains(),
                    fit.draws().draws(),
                    fit.settings().maxDepth());
        }
    }

    /** Writes {@code draws.zarr}. */
    static void writeDraws(Path folder, Fit fit, Origin by, int chunk, Sampled sampled) throws IOException {
        ZarrWriter zarr = new ZarrWriter(Files.createDirectories(folder.resolve(DRAWS)), chunk);
        Consumer<JsonWriter> origin = origin(by.version(), by.created());
        double seconds = fit.run().seconds().sampling();
        zarr.group(PosteriorGroup.NAME, origin.andThen(json -> {
            json.number("tuning_steps", fit.run().warmup().transitions())
                    .number("thin", fit.settings().thin());
            if (Double.isFinite(seconds)) {
                json.number("sampling_time", seconds);
            }
        }));
        sampled.writeDraws(zarr);
        zarr.group(StatisticsGroup.NAME, origin);
        sampled.writeStatistics(zarr);
        zarr.group(TableGroups.RESPONSE, origin);
        TableGroups.writeResponse(zarr, fit.recipe().formula(), fit.data());
        zarr.group(TableGroups.TABLE, origin);
        TableGroups.writeTable(zarr, TableGroups.TABLE, fit.data());
        zarr.group(EndStateGroup.NAME, origin);
        EndStateGroup.write(zarr, fit.end());
        zarr.finish();
    }

    /** Writes what is beside {@code draws.zarr}. */
    static void writeSummary(Path folder, SavedFit saved) throws IOException {
        SummaryCsv.write(folder.resolve(SUMMARY), saved.summary());
        Files.writeString(folder.resolve(FIT), FitJson.write(saved));
    }

    /** Puts a complete folder in its place. */
    static void commit(Staging staging, Path folder, boolean overwrite) {
        try {
            staging.commit(overwrite);
        } catch (IOException e) {
            throw new InputException(
                    "'" + folder + "' could not be put in its place (" + reason(e) + "); the fit is complete in '"
                            + staging.folder() + "'",
                    e);
        }
    }

    /** Writes what every group says of its making. */
    static Consumer<JsonWriter> origin(String version, String created) {
        return json -> json.text("created_at", created)
                .text("created_by", "leapfrog " + version)
                .text("inference_library", "leapfrog")
                .text("inference_library_version", version)
                .text("creation_library", "leapfrog")
                .text("creation_library_version", version)
                .text("creation_library_language", "Java");
    }

    /** The formats, besides Zarr, in which a fit's folder has its draws. */
    public static Set<DrawsFormat> formats(Path folder) {
        return DrawsFormat.of(folder);
    }

    /**
     * Refuses a folder that holds no fit.
     *
     * @throws InputException if the folder is not a fit
     */
    public static void requireFit(Path folder) {
        if (!Files.exists(folder)) {
            throw new InputException("no such fit: '" + folder + "'");
        }
        if (!Files.isDirectory(folder)) {
            throw new InputException("'" + folder + "' is a file; a fit's folder is needed");
        }
        if (!Files.isRegularFile(folder.resolve(FIT))) {
            throw new InputException("'" + folder + "' is not a fit: it has no " + FIT);
        }
    }

    /**
     * Reads a fit.
     *
     * @throws InputException if the folder is not a fit, or a piece of it is missing or damaged: with its file
     */
    public static SavedFit read(Path folder) {
        requireFit(folder);
        Path file = folder.resolve(FIT);
        FitJson.Content content;
        try {
            content = FitJson.read(file.toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new InputException("'" + file + "' cannot be read: " + reason(e), e);
        }
        ZarrReader zarr = new ZarrReader(folder.resolve(DRAWS));
        Kept kept = kept(zarr);
        Table data = TableGroups.readTable(zarr, TableGroups.TABLE);
        Fit fit = new Fit(
                content.recipe(),
                content.settings(),
                data,
                kept.draws(),
                kept.statistics(),
                EndStateGroup.read(zarr),
                content.run());
        return new SavedFit(
                fit,
                SummaryCsv.read(folder.resolve(SUMMARY)),
                content.diagnosis(),
                content.version(),
                content.created());
    }

    static Kept kept(ZarrReader zarr) {
        Draws draws = PosteriorGroup.read(zarr);
        return new Kept(draws, StatisticsGroup.read(zarr, draws.chains(), draws.draws()));
    }

    /** The version of this program, which is written into fits; this jar's manifest has it. */
    public static String version() {
        String version = FitFolder.class.getPackage().getImplementationVersion();
        return version == null ? "(unpackaged)" : version;
    }

    static InputException failure(Path folder, IOException e) {
        return new InputException("'" + folder + "' cannot be written: " + reason(e), e);
    }

    private static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException _ -> "permission denied";
            case FileAlreadyExistsException _ -> "there is a file of that name";
            case NoSuchFileException _ -> "its place takes no folders";
            case FileSystemException system when system.getReason() != null -> system.getReason();
            default -> e.getMessage() == null ? e.toString() : e.getMessage();
        };
    }
}
