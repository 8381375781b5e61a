package leapfrog.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import leapfrog.model.InputException;
import leapfrog.sample.Fit;

/** Names the formats, besides Zarr, in which other programs are given a fit's draws: all reported quantities and the groups' deviations. */
public enum DrawsFormat {
    /** CmdStan's files, {@code chain-K.csv}, one a chain: for R's cmdstanr, posterior and rstan, and Python's arviz and cmdstanpy. */
    CMDSTAN {
        @Override
        public Path placeIn(Path folder) {
            return folder;
        }

        @Override
        void checkPlace(Path target, boolean overwrite) {
            CmdStanCsv.check(target, overwrite);
        }

        @Override
        Path aFileIn(Path target) {
            return target.resolve(CmdStanCsv.name(0));
        }

        @Override
        public void write(Path target, Fit fit, boolean overwrite) {
            CmdStanCsv.write(target, fit, overwrite);
        }

        @Override
        boolean isFile(String name) {
            return CmdStanCsv.isName(name);
        }

        @Override
        boolean isIn(Path folder) {
            return !CmdStanCsv.files(folder).isEmpty();
        }
    },
    /** One CSV file, {@code draws.csv}: a line a draw, a column a quantity. */
    CSV {
        @Override
        public void write(Path target, Fit fit, boolean overwrite) {
            DrawsCsv.write(target, fit, overwrite);
        }
    },
    /** One Parquet file, {@code draws.parquet}, with the same rows and columns. */
    PARQUET {
        @Override
        public void write(Path target, Fit fit, boolean overwrite) {
            DrawsParquet.write(target, fit, overwrite);
        }
    };

    /** As users write it: {@code cmdstan}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The format of this name.
     *
     * @throws InputException if there is none of this name
     */
    public static DrawsFormat parse(String text) {
        return Arrays.stream(values())
                .filter(format -> format.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new InputException("format '" + text + "': there is none; formats are: "
                        + Arrays.stream(values()).map(DrawsFormat::text).collect(Collectors.joining(", "))));
    }

    /** Where it stands in a fit's folder: a file, or the folder itself. */
    public Path placeIn(Path folder) {
        return folder.resolve("draws." + text());
    }

    /**
     * Checks that {@link #write} may write a fit's draws.
     *
     * @param fit the fit's folder, in which they have their place; other parts of it, and those of other fits, are not replaced
     * @throws InputException if not
     */
    public void check(Path target, Path fit, boolean overwrite) {
        checkPlace(target, overwrite);
        if (!FitFolder.place(target).equals(FitFolder.place(placeIn(fit)))) {
            FitFolder.requireNoPart(aFileIn(target));
        }
    }

    void checkPlace(Path target, boolean overwrite) {
        WholeFile.check(target, overwrite);
    }

    /** One that is written to a target. */
    Path aFileIn(Path target) {
        return target;
    }

    /**
     * Writes a fit's draws; they appear whole or not at all.
     *
     * @param target a folder for CmdStan's files, else a file
     * @param overwrite whether files that are there may be replaced
     * @throws InputException if they may not, or if writing fails
     */
    public abstract void write(Path target, Fit fit, boolean overwrite);

    /** Whether this is the name of one of its files in a fit's folder. */
    boolean isFile(String name) {
        return name.equals("draws." + text());
    }

    boolean isIn(Path folder) {
        return Files.exists(placeIn(folder));
    }

    /** Those that a fit's folder has. */
    static Set<DrawsFormat> of(Path folder) {
        EnumSet<DrawsFormat> formats = EnumSet.allOf(DrawsFormat.class);
        formats.removeIf(format -> !format.isIn(folder));
        return formats;
    }
}
