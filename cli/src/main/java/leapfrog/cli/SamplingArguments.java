package leapfrog.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import leapfrog.model.InputException;
import leapfrog.model.Model;
import leapfrog.sample.FitSettings;
import leapfrog.sample.Start;
import leapfrog.warmup.WarmupLength;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Reads the options that say how to sample. */
final class SamplingArguments {
    @Option(names = "--chains", paramLabel = "N", description = "number of chains (default 4)")
    private @Nullable Integer chains;

    @Option(
            names = "--warmup",
            paramLabel = "N",
            description =
                    "transitions of warm-up a chain (default 1000), or auto, from 64 chains the default: until the"
                            + " adaptation of all chains together has settled, 100 to 1000")
    private @Nullable String warmup;

    @Option(names = "--draws", paramLabel = "N", description = "draws to keep a chain (default 1000)")
    private @Nullable Integer draws;

    @Option(names = "--thin", paramLabel = "N", description = "transitions a kept draw (default 1)")
    private @Nullable Integer thin;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description =
                    "keys all random numbers; the same seed on the same backend gives the same draws (default: a new"
                            + " one)")
    private @Nullable Long seed;

    @Option(
            names = "--target-accept",
            paramLabel = "P",
            description = "mean acceptance that the step size aims at (default 0.8); larger takes smaller steps")
    private @Nullable Double targetAccept;

    @Option(names = "--max-depth", paramLabel = "N", description = "largest depth of a tree (default 10)")
    private @Nullable Integer maxDepth;

    @Option(
            names = "--metric",
            paramLabel = "KIND",
            description = "mass matrix that warm-up learns: fisher, diagonal of the variances of draws and of gradients"
                    + " (default); diagonal, of posterior variances; dense")
    private @Nullable String metric;

    @Option(
            names = "--adapt",
            paramLabel = "HOW",
            description =
                    "chain: each chain adapts alone (default below 64 chains); pooled: all together (default from 64"
                            + " chains, and with --warmup auto)")
    private @Nullable String adapt;

    @Option(
            names = "--init",
            paramLabel = "HOW",
            description =
                    "where chains start: jitter, uniform on [-2, 2] in each unconstrained coordinate, in units that the"
                            + " data suggest (default); advi, draws from a mean-field approximation; or a FILE of one"
                            + " point, or one a chain, as logdensity reads it (for a single fit)")
    private @Nullable String init;

    @Option(
            names = "--keep",
            paramLabel = "NAMES",
            description =
                    "keep these quantities alone: classes (b, sd, cor, coef) or reported names, with commas between"
                            + " them: 'b,sd,sigma,coef_county[AITKIN,floor]' (default: all)")
    private @Nullable String keep;

    FitSettings settings() {
        int count = or(chains, 4);
        WarmupLength length = warmup == null ? FitSettings.defaultWarmup(count) : length(warmup);
        boolean chosenAuto = warmup != null && length instanceof WarmupLength.Auto;
        FitSettings.Adaptation adaptation = adapt == null
                ? chosenAuto ? FitSettings.Adaptation.POOLED : FitSettings.defaultAdaptation(count)
                : FitSettings.Adaptation.values()[Arguments.oneOf("--adapt", adapt, List.of("chain", "pooled"))];
        FitSettings.MetricKind kind = FitSettings.MetricKind.values()[
                Arguments.oneOf("--metric", or(metric, "fisher"), List.of("diagonal", "dense", "fisher"))];
        return new FitSettings(
                count,
                length,
                or(draws, 1000),
                or(thin, 1),
                seed == null ? new SecureRandom().nextInt(1, Integer.MAX_VALUE) : seed,
                or(targetAccept, 0.8),
                or(maxDepth, 10),
                kind,
                adaptation,
                new Start.Jitter(),
                keep == null ? List.of() : names(keep));
    }

    /** Names between commas that are not in brackets. */
    private static List<String> names(String text) {
        List<String> names = Arrays.stream(text.split(",(?![^\\[]*])", -1))
                .map(String::strip)
                .toList();
        if (names.contains("")) {
            throw new InputException("--keep " + text + ": there is nothing between two commas, or beside one");
        }
        return names;
    }

    private static WarmupLength length(String text) {
        if (text.equals("auto")) {
            return new WarmupLength.Auto();
        }
        try {
            return new WarmupLength.Fixed(Integer.parseInt(text));
        } catch (NumberFormatException e) {
            throw new InputException("--warmup " + text + ": it must be a number of transitions or auto", e);
        }
    }

    /** Where chains start. */
    Start start(Model model) {
        return switch (or(init, "jitter")) {
            case "jitter" -> new Start.Jitter();
            case "advi" -> new Start.Advi();
            case String file -> {
                if (!Files.exists(Path.of(file))) {
                    throw new InputException(
                            "--init " + file + ": it must be jitter, advi or a file, and there is no such" + " file");
                }
                yield new Start.Points(
                        PointsFile.read("--init", Path.of(file), model).positions());
            }
        };
    }

    /**
     * Where the chains of many models start.
     *
     * @throws InputException if that is a file, whose points are of one model
     */
    Start startOfMany() {
        return switch (or(init, "jitter")) {
            case "jitter" -> new Start.Jitter();
            case "advi" -> new Start.Advi();
            case String file ->
                throw new InputException("--init " + file + ": many fits start from jitter or advi, each of its own");
        };
    }

    /** Takes this seed, unless one was given. */
    void seedUnlessGiven(long other) {
        seed = seed == null ? Long.valueOf(other) : seed;
    }

    /** Whether a seed was given. */
    boolean hasSeed() {
        return seed != null;
    }

    /** Draws asked for, or null. */
    @Nullable
    Integer draws() {
        return draws;
    }

    /** The first option given that a continued fit cannot change, or null. */
    @Nullable
    String fixedOption() {
        Object[] values = {chains, warmup, thin, seed, targetAccept, maxDepth, metric, adapt, init, keep};
        String[] names = {
            "--chains",
            "--warmup",
            "--thin",
            "--seed",
            "--target-accept",
            "--max-depth",
            "--metric",
            "--adapt",
            "--init",
            "--keep"
        };
        for (int i = 0; i < values.length; i++) {
            if (values[i] != null) {
                return names[i];
            }
        }
        return null;
    }

    private static <T> T or(@Nullable T given, T otherwise) {
        return given == null ? otherwise : given;
    }
}
