package leapfrog.cli;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import leapfrog.batch.DataSet;
import leapfrog.batch.Plan;
import leapfrog.batch.PlannedFit;
import leapfrog.data.FileHash;
import leapfrog.data.QueryTable;
import leapfrog.data.TableFile;
import leapfrog.data.TableHash;
import leapfrog.model.InputException;
import leapfrog.model.Table;
import leapfrog.model.design.DesignBuilder;
import leapfrog.model.formula.Formula;
import leapfrog.model.formula.QuotedName;
import leapfrog.model.prior.Priors;
import leapfrog.sample.FitSettings;
import leapfrog.sample.Recipe;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Reads the options that say what the fits of a batch are: files, parts of a table, replicates, priors. */
final class BatchSource {
    @Option(
            names = "--query",
            paramLabel = "SQL",
            description =
                    "the table is what this says, in DuckDB's SQL: \"SELECT * FROM 'sites/*.csv' WHERE year = 2020\";"
                            + " in the place of DATA, or over the tables of a DuckDB file DATA")
    private @Nullable String query;

    @Option(names = "--by", paramLabel = "COLUMN", description = "each value of this column is a data set")
    private @Nullable String by;

    @Option(
            names = "--replicates",
            paramLabel = "N",
            description = "fit N bootstrap replicates of each data set: as many of its rows, drawn with replacement")
    private @Nullable Integer replicates;

    @Option(
            names = "--resample",
            paramLabel = "bootstrap",
            description = "how replicates are drawn: bootstrap (default)")
    private @Nullable String resample;

    @Option(
            names = "--grid",
            paramLabel = "'prior:CLASS=DENSITY,DENSITY…'",
            description = "fit each data set under each of these priors: 'prior:sd=half_normal(1),half_normal(5)';"
                    + " repeatable, for every combination")
    private List<String> grid = new ArrayList<>();

    /**
     * What was read of the disk.
     *
     * @param settings what decides which data sets there are, for the ledger
     * @param hashes what tells the data sets' contents apart, by name
     */
    record Read(List<DataSet> sets, Map<String, String> settings, Map<String, String> hashes) {}

    /** Whether a query stands in for a file. */
    boolean hasQuery() {
        return query != null;
    }

    /**
     * Finds the data sets, but for replicates.
     *
     * @param data a file, or a folder or pattern of files, each a data set of its own, which are read when their turn comes; null for none with a
     *     query
     * @param recipe what is to be fitted to each
     * @param notices takes what is left out
     * @throws InputException if there are none, or all are of one table to which the formula cannot be fitted
     */
    Read read(@Nullable Path data, Recipe recipe, Consumer<String> notices) {
        Map<String, String> settings = settings();
        if (query != null) {
            settings.put("query", query);
            return of(checked(QueryTable.read(data, query), recipe), "query", settings, notices);
        }
        Path place = Objects.requireNonNull(data);
        if (Files.isRegularFile(place)) {
            return of(checked(TableFile.read(place), recipe), stem(place), settings, notices);
        }
        return of(files(place), place, settings);
    }

    /** A table that has the columns of the formula; where it lacks one every fit would fail, each for the same reason. */
    private static Table checked(Table table, Recipe recipe) {
        DesignBuilder.check(Formula.parse(recipe.formula()), table, recipe.family());
        return table;
    }

    /** Of one table: all of it, or its parts. */
    private Read of(Table table, String name, Map<String, String> settings, Consumer<String> notices) {
        List<DataSet> sets = by == null
                ? List.of(new DataSet(name, () -> table))
                : parts(table, QuotedName.among(table.names(), by), notices);
        Map<String, String> hashes = new LinkedHashMap<>();
        sets.forEach(set -> hashes.put(set.name(), TableHash.of(set.rows().get())));
        return new Read(sets, settings, hashes);
    }

    /** Of files, each a data set. */
    private Read of(List<Path> files, Path data, Map<String, String> settings) {
        if (by != null) {
            throw new InputException("--by splits one table; '" + data + "' is many files, each a data set of its own");
        }
        Map<String, Path> named = new LinkedHashMap<>();
        for (Path file : files) {
            Path other = named.putIfAbsent(stem(file), file);
            if (other != null) {
                throw new InputException("two files give data sets of one name, '" + stem(file) + "': '" + other
                        + "' and '" + file + "'; rename one");
            }
        }
        Map<String, String> hashes = new LinkedHashMap<>();
        named.forEach((name, file) -> hashes.put(name, hash(file)));
        return new Read(
                files.stream()
                        .map(file -> new DataSet(stem(file), () -> TableFile.read(file)))
                        .toList(),
                settings,
                hashes);
    }

    /** The options as a ledger keeps them, in their order. */
    Map<String, String> settings() {
        if (resample != null && !resample.equals("bootstrap")) {
            throw new InputException("--resample " + resample + ": it must be bootstrap");
        }
        if (resample != null && replicates == null) {
            throw new InputException("--resample says how replicates are drawn; --replicates N says how many");
        }
        if (replicates != null && replicates < 1) {
            throw new InputException("--replicates is " + replicates + "; it must be at least 1");
        }
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("by", by == null ? "" : by);
        settings.put("replicates", replicates == null ? "" : replicates.toString());
        settings.put("grid", String.join("; ", grid));
        return settings;
    }

    /** The column whose values are data sets, or null. */
    @Nullable
    String by() {
        return by;
    }

    private static List<DataSet> parts(Table table, String by, Consumer<String> notices) {
        List<DataSet> sets = DataSet.by(table, by);
        int without = table.rows()
                - sets.stream().mapToInt(set -> set.rows().get().rows()).sum();
        if (without > 0) {
            notices.accept(without + " of " + table.rows() + " rows have no value in column '" + by
                    + "' and are in no data set");
        }
        return sets;
    }

    private static List<Path> files(Path data) {
        boolean folder = Files.isDirectory(data);
        Predicate<Path> wanted =
                folder ? file -> TableFile.isNamed(file) && !isHidden(file) : matching(data.getFileName());
        Path in = folder ? data : data.toAbsolutePath().resolveSibling("");
        if (!Files.isDirectory(in)) {
            throw new InputException("no such file: " + data
                    + (hasWildcard(data.getParent())
                            ? "; wildcards may stand in the files' names, not in their folders'. A query may have them"
                                    + " anywhere, and reads all files as one table: --query \"FROM '" + data + "'\""
                            : ""));
        }
        try (Stream<Path> all = Files.list(in)) {
            List<Path> files = all.filter(wanted).sorted().toList();
            if (files.isEmpty()) {
                throw new InputException(
                        folder ? "'" + data + "' has no .csv or .parquet file" : "no such file: " + data);
            }
            return files;
        } catch (IOException e) {
            throw new InputException("'" + in + "' cannot be read: " + e.getMessage(), e);
        }
    }

    /** As shells have it: what begins with a dot. */
    private static boolean isHidden(Path file) {
        return file.getFileName().toString().startsWith(".");
    }

    private static boolean hasWildcard(@Nullable Path path) {
        return path != null && path.toString().matches(".*[*?\\[{].*");
    }

    /** Files, and what is named as a table: whoever has such a folder, or a link to nothing, is told so in the row of that data set. */
    private static Predicate<Path> matching(Path pattern) {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        return file -> matcher.matches(file.getFileName())
                && (isHidden(pattern) || !isHidden(file))
                && (Files.isRegularFile(file) || TableFile.isNamed(file));
    }

    /** What tells contents apart; those that cannot be read are all alike. */
    private static String hash(Path file) {
        try {
            return FileHash.of(file);
        } catch (InputException unreadable) {
            return "";
        }
    }

    private static String stem(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    /** What is to be fitted to each data set. */
    Plan plan(Recipe recipe, FitSettings settings) {
        return plan(recipe, settings, replicates == null ? 0 : replicates);
    }

    private Plan plan(Recipe recipe, FitSettings settings, int replicates) {
        List<List<String>> choices = choices();
        choices.forEach(priors -> Priors.of(
                Stream.concat(recipe.priors().stream(), priors.stream()).toList()));
        return new Plan(recipe, settings, replicates, choices);
    }

    /** The fits that there would be without replicates. */
    List<PlannedFit> wholes(List<DataSet> sets, Recipe recipe, FitSettings settings) {
        Plan plan = plan(recipe, settings, 0);
        return sets.stream().flatMap(set -> plan.fits(set).stream()).toList();
    }

    /** The fits: every replicate of every data set under every choice of priors. */
    List<PlannedFit> plan(List<DataSet> sets, Recipe recipe, FitSettings settings) {
        Plan plan = plan(recipe, settings);
        List<PlannedFit> fits =
                sets.stream().flatMap(set -> plan.fits(set).stream()).toList();
        Set<String> names = new HashSet<>();
        for (PlannedFit fit : fits) {
            if (!names.add(fit.name())) {
                throw new InputException("two fits would have one name, '" + fit.name() + "'"
                        + (grid.isEmpty() ? "" : "; does --grid give a density twice?"));
            }
        }
        return fits;
    }

    /** Every combination of the grid's priors; one without any if there is no grid. */
    private List<List<String>> choices() {
        List<List<String>> all = List.of(List.of());
        for (String axis : grid) {
            int equals = axis.indexOf('=');
            if (!axis.startsWith("prior:") || equals < 0) {
                throw new InputException("--grid '" + axis
                        + "': it must be 'prior:CLASS=DENSITY,DENSITY…', as in 'prior:sd=half_normal(1),"
                        + "half_normal(5)'");
            }
            String target = axis.substring("prior:".length(), equals);
            List<List<String>> longer = new ArrayList<>();
            for (List<String> before : all) {
                // Commas between densities, not those inside of them.
                for (String density : axis.substring(equals + 1).split(",(?![^(]*\\))")) {
                    longer.add(Stream.concat(before.stream(), Stream.of(target + " ~ " + density.strip()))
                            .toList());
                }
            }
            all = longer;
        }
        return all;
    }
}
