package leapfrog.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import leapfrog.sample.Draws;

/**
 * Adds InferenceData's groups to the {@code draws.zarr} of a fit that is there: a group appears whole or not at all, and replaces an older
 * one of its name.
 */
public final class FitGroups {
    /** The group of a prior's draws, beside {@code posterior}. */
    private static final String PRIOR = "prior";

    private FitGroups() {}

    private interface Content {
        void writeTo(ZarrWriter zarr) throws IOException;
    }

    /**
     * Adds a group of one array (chain, draw, row).
     *
     * @param variable the response's name
     * @throws leapfrog.model.InputException if the folder is not a fit, or if writing fails
     */
    public static void add(Path fit, RowGroup group, String variable, RowDraws values) {
        add(fit, group.text(), zarr -> group.write(zarr, variable, values));
    }

    /** The groups of rows that a fit has. */
    public static List<RowGroup> of(Path fit) {
        return Arrays.stream(RowGroup.values())
                .filter(group -> Files.isDirectory(fit.resolve(FitFolder.DRAWS).resolve(group.text())))
                .toList();
    }

    /** Whether a fit has draws of its prior. */
    public static boolean hasPrior(Path fit) {
        return Files.isDirectory(fit.resolve(FitFolder.DRAWS).resolve(PRIOR));
    }

    /**
     * Adds draws of the prior.
     *
     * @throws leapfrog.model.InputException if the folder is not a fit, or if writing fails
     */
    public static void addPrior(Path fit, Draws prior) {
        add(fit, PRIOR, zarr -> PosteriorGroup.write(zarr, PRIOR, prior));
    }

    private static void add(Path fit, String group, Content content) {
        try (GroupStaging staging = GroupStaging.begin(fit, List.of(group))) {
            staging.zarr()
                    .group(
                            group,
                            FitFolder.origin(FitFolder.version(), Instant.now().toString()));
            content.writeTo(staging.zarr());
            staging.commit();
        } catch (IOException e) {
            throw FitFolder.failure(fit, e);
        }
    }
}
