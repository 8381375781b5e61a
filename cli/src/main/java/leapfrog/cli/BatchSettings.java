package leapfrog.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import leapfrog.model.InputException;
import leapfrog.sample.FitSettings;
import leapfrog.sample.Recipe;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectMapper;

/** Writes as text what decides the numbers of a batch, so that two runs of it can be held against each other. */
final class BatchSettings {
    static final String SEED = "seed";
    static final String FORMULA = "formula";
    /** Number of fits. */
    static final String FITS = "fits";

    static final String BACKEND = "backend";
    static final String DEVICE = "device";
    /** Of a calibration study: draws that a true value is ranked among. */
    static final String RANK_DRAWS = "rank_draws";
    /** Of a cross-validation: what it is called. */
    static final String CROSS_VALIDATION = "cross_validation";
    /** The first command line, as JSON. */
    static final String ARGUMENTS = "arguments";
    /** Where that was given. */
    static final String DIRECTORY = "directory";

    private final Map<String, String> values = new LinkedHashMap<>();

    /**
     * Of a batch.
     *
     * @param source what is fitted, by the option that names it
     */
    static BatchSettings of(Map<String, String> source, Recipe recipe, FitSettings settings) {
        BatchSettings all = new BatchSettings();
        all.values.putAll(source);
        all.put(FORMULA, recipe.formula());
        all.put("family", recipe.family().text());
        all.put("priors", String.join("; ", recipe.priors()));
        all.put("parametrization", String.join(", ", recipe.parametrization()));
        all.put("reduce", recipe.reduce() ? "auto" : "off");
        all.put("marginalize", recipe.marginalize() ? "auto" : "off");
        all.put("prior_only", recipe.priorOnly());
        all.put("chains", settings.chains());
        all.put("warmup", settings.warmup().text());
        all.put("draws", settings.draws());
        all.put("thin", settings.thin());
        all.put(SEED, settings.seed());
        all.put("target_accept", settings.targetAccept());
        all.put("max_depth", settings.maxDepth());
        all.put("metric", settings.metric().name().toLowerCase(Locale.ROOT));
        all.put("adapt", settings.adaptation().name().toLowerCase(Locale.ROOT));
        all.put("init", settings.start().text());
        all.put("keep", String.join(",", settings.keep()));
        return all;
    }

    /** A command line that a ledger keeps. */
    static String ofArguments(List<String> arguments) {
        return new ObjectMapper().writeValueAsString(arguments);
    }

    /** What {@link #ofArguments} wrote. */
    static String[] arguments(String json) {
        return new ObjectMapper().readValue(json, String[].class);
    }

    void put(String name, Object value) {
        values.put(name, value.toString());
    }

    Map<String, String> values() {
        return values;
    }

    /**
     * Requires another run's settings to be these.
     *
     * @param earlier of the other run
     * @param place where that is
     * @throws InputException if one differs
     */
    void requireSame(Map<String, String> earlier, String place) {
        if (!kind(earlier).equals(kind(values))) {
            throw new InputException(
                    "'" + place + "' holds " + kind(earlier) + ", not " + kind(values) + "; name another folder");
        }
        List<String> differing = values.entrySet().stream()
                .filter(setting -> !Objects.equals(earlier.get(setting.getKey()), setting.getValue()))
                .map(setting -> difference(setting.getKey(), earlier.get(setting.getKey()), setting.getValue()))
                .distinct()
                .toList();
        if (!differing.isEmpty()) {
            throw new InputException("'" + place + "' holds a batch with other settings: "
                    + String.join("; ", differing)
                    + "; give the same, or name another folder");
        }
    }

    /** What settings are of. */
    private static String kind(Map<String, String> settings) {
        if (settings.containsKey(RANK_DRAWS)) {
            return "a calibration study";
        }
        return settings.containsKey(CROSS_VALIDATION) ? "a cross-validation" : "a batch";
    }

    /** Hashes say nothing to anybody but that they differ. */
    private static String difference(String name, @Nullable String was, String now) {
        if (name.endsWith("sha256")) {
            return "the table has changed";
        }
        if (name.endsWith("hash")) {
            return "the folds are others";
        }
        return name + " was '" + (was == null ? "" : was) + "', now '" + now + "'";
    }
}
