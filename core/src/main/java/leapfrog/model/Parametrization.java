package leapfrog.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Says which coordinates group effects have: the coefficients themselves (centered) or their standardised deviations
 * (noncentered), for all groups and for single ones, or that it is to be chosen. What is reported does not depend on it.
 *
 * @param all the form of groups that are not named
 * @param named by group, {@code county}, or by independent coefficient, {@code county[floor]}, which wins
 */
public record Parametrization(Form all, Map<String, Form> named) {
    /** Which coordinate a group's coefficient has. */
    public enum Form {
        /** c ~ Normal(mean, sd) itself; if correlated, the vector c ~ Normal(mean, diag(sd) R diag(sd)). */
        CENTERED,
        /** z ~ Normal(0, 1), c = mean + sd z; if correlated, c = mean + diag(sd) L z with R = L Lᵀ. */
        NONCENTERED,
        /** Each level's is chosen by what the data say of it. */
        AUTO
    }

    /** Takes unmodifiable copies. */
    public Parametrization {
        named = Map.copyOf(named);
    }

    /** Everything noncentered, the default. */
    public static Parametrization noncentered() {
        return new Parametrization(Form.NONCENTERED, Map.of());
    }

    /** Everything centered. */
    public static Parametrization centered() {
        return new Parametrization(Form.CENTERED, Map.of());
    }

    /** Texts with further ones behind them; the form for all groups is replaced where these give one. */
    public static List<String> overlaid(List<String> texts, List<String> further) {
        boolean replaced = further.stream().anyMatch(Parametrization::isForAll);
        return Stream.concat(texts.stream().filter(text -> !(replaced && isForAll(text))), further.stream())
                .toList();
    }

    private static boolean isForAll(String text) {
        return text.indexOf('=') < 0;
    }

    /**
     * Parses what a user gave.
     *
     * @param texts {@code auto}, {@code centered}, {@code noncentered}, {@code county=centered}, {@code county[floor]=centered}; groups that
     *     none names are noncentered
     * @throws InputException if a form is unknown, or two texts say something of the same group
     */
    public static Parametrization parse(List<String> texts) {
        List<Form> all = new ArrayList<>();
        Map<String, Form> named = new HashMap<>();
        for (String text : texts) {
            int equals = text.lastIndexOf('=');
            Form form = form(text.substring(equals + 1).strip(), text);
            boolean repeated;
            if (equals < 0) {
                all.add(form);
                repeated = all.size() > 1;
            } else {
                repeated = named.put(text.substring(0, equals).strip(), form) != null;
            }
            if (repeated) {
                throw new InputException("parametrization '" + text + "': this was said before");
            }
        }
        return new Parametrization(all.isEmpty() ? Form.NONCENTERED : all.getFirst(), named);
    }

    private static Form form(String name, String text) {
        return switch (name) {
            case "centered" -> Form.CENTERED;
            case "noncentered" -> Form.NONCENTERED;
            case "auto" -> Form.AUTO;
            default ->
                throw new InputException("parametrization '" + text
                        + "': it must be auto, centered or noncentered, or of one group, for example county=centered");
        };
    }

    Form of(String group, String coefficient) {
        Form ofGroup = named.getOrDefault(group, all);
        return named.getOrDefault(element(group, coefficient), ofGroup);
    }

    private static String element(String group, String coefficient) {
        return group + "[" + coefficient + "]";
    }

    /** Refuses names that no group term has, and single coefficients of correlated ones. */
    void requireKnown(Design design) {
        List<String> known = new ArrayList<>();
        List<String> groups = new ArrayList<>();
        for (Design.GroupTerm term : design.groups()) {
            String group = design.factors().get(term.factor()).name();
            if (!groups.contains(group)) {
                groups.add(group);
            }
            known.add(group);
            for (Design.GroupCoefficient coefficient : term.coefficients()) {
                String element = element(group, coefficient.name());
                known.add(element);
                Form form = named.get(element);
                if (term.correlations() > 0 && form != null) {
                    throw new InputException("parametrization of '" + element + "': it is correlated with other"
                            + " coefficients of " + group + ", and one choice holds for them all; write '" + group + "="
                            + form.name().toLowerCase(Locale.ROOT) + "', or || in the formula for independent ones");
                }
            }
        }
        named.keySet().stream().sorted().forEach(name -> {
            if (!known.contains(name)) {
                throw new InputException("parametrization of '" + name + "': no group '" + name + "'; "
                        + (groups.isEmpty() ? "the model has no groups" : "groups are: " + String.join(", ", groups)));
            }
        });
    }
}
