package leapfrog.model;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import leapfrog.model.text.DecimalText;
import leapfrog.model.text.NearestName;
import org.jspecify.annotations.Nullable;

/**
 * Names the distribution of a response given its linear predictor η, and those of its parameters that are fixed.
 *
 * @param fixed values of parameters that are not estimated, each positive and finite
 */
public record Family(Kind kind, Map<String, Double> fixed) implements Serializable {
    /** Gaussian with sigma estimated. */
    public static final Family GAUSSIAN = of(Kind.GAUSSIAN);

    private static final Pattern WRITTEN = Pattern.compile("\\s*([^(\\s]*)\\s*(?:\\((.*)\\)\\s*)?");

    /** What η is of the mean. */
    public enum Link {
        /** μ = η. */
        IDENTITY,
        /** Probability 1 / (1 + exp(−η)). */
        LOGIT,
        /** μ = exp η. */
        LOG
    }

    /** The distributions. */
    public enum Kind {
        /** y ~ Normal(η, sigma). */
        GAUSSIAN(Link.IDENTITY, "sigma"),
        /** (y − η) / sigma has Student's t distribution with nu degrees of freedom. */
        STUDENT_T(Link.IDENTITY, "sigma", "nu"),
        /** y is 1 with probability logit⁻¹ η, else 0. */
        BERNOULLI(Link.LOGIT),
        /** y successes of n trials, each with probability logit⁻¹ η. */
        BINOMIAL(Link.LOGIT),
        /** y events, exp η of them expected. */
        POISSON(Link.LOG),
        /** y events, μ = exp η of them expected, with the variance μ + μ² / shape. */
        NEGATIVE_BINOMIAL(Link.LOG, "shape");

        private final Link link;
        private final List<String> parameters;

        Kind(Link link, String... parameters) {
            this.link = link;
            this.parameters = List.of(parameters);
        }

        /** How the linear predictor becomes what is expected of the response. */
        public Link link() {
            return link;
        }

        /** Names of its parameters besides η; all are positive. */
        public List<String> parameters() {
            return parameters;
        }

        /** As users write it: {@code student_t}. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Set<String> LINKS =
            Set.of("link", "identity", "log", "logit", "probit", "cloglog", "cauchit", "sqrt", "inverse");

    /** Checks the fixed parameters. */
    public Family {
        fixed = Map.copyOf(fixed);
    }

    /** With all parameters estimated. */
    public static Family of(Kind kind) {
        return new Family(kind, Map.of());
    }

    /**
     * Reads what a user wrote.
     *
     * @param text {@code poisson}, or with fixed parameters {@code student_t(nu=4)}
     * @throws InputException if there is no such family or parameter, or a value is not positive
     */
    public static Family parse(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        if (!matcher.matches()) {
            throw wrong(text, "it should end with ')' after the parameters, as in student_t(nu=4)");
        }
        Kind kind = kind(matcher.group(1), text);
        String inside = matcher.group(2);
        Map<String, Double> fixed = new TreeMap<>();
        for (String part : inside == null ? new String[0] : inside.split(",", -1)) {
            int equals = part.indexOf('=');
            String name = part.substring(0, Math.max(0, equals)).strip();
            if (!kind.parameters().contains(name)) {
                if (isLink(name) || isLink(part)) {
                    throw wrong(
                            text,
                            "links are fixed, that of " + kind.text() + " is "
                                    + kind.link().name().toLowerCase(Locale.ROOT) + "; write '" + kind.text() + "'");
                }
                throw wrong(
                        text,
                        kind.parameters().isEmpty()
                                ? kind.text() + " has no parameter to fix"
                                : "in parentheses stands a parameter to fix, as in " + kind.text() + "("
                                        + kind.parameters().getLast() + "=4)");
            }
            if (fixed.put(name, value(name, part.substring(equals + 1).strip(), text)) != null) {
                throw wrong(text, name + " is there twice");
            }
        }
        return new Family(kind, fixed);
    }

    /** Whether that is what R calls a link, or how it names one. */
    private static boolean isLink(String word) {
        return LINKS.contains(word.replace('"', ' ').replace('\'', ' ').strip());
    }

    private static Kind kind(String name, String text) {
        List<String> names = Arrays.stream(Kind.values()).map(Kind::text).toList();
        int at = names.indexOf(name);
        if (at < 0) {
            @Nullable String nearest = NearestName.among(name, names);
            throw wrong(
                    text,
                    "no such family" + (nearest == null ? "" : " (did you mean " + nearest + "?)") + "; families are: "
                            + String.join(", ", names));
        }
        return Kind.values()[at];
    }

    private static double value(String name, String written, String text) {
        double value;
        try {
            value = DecimalText.parse(written);
        } catch (NumberFormatException notANumber) {
            throw wrong(text, name + " '" + written + "' is not a number");
        }
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw wrong(text, name + " is " + written + "; it must be positive and finite");
        }
        return value;
    }

    private static InputException wrong(String text, String why) {
        return new InputException("family '" + text + "': " + why);
    }

    /** How the linear predictor becomes what is expected of the response. */
    public Link link() {
        return kind.link();
    }

    /** As {@link #parse} reads it. */
    public String text() {
        List<String> values = new ArrayList<>();
        new TreeMap<>(fixed).forEach((name, value) -> values.add(name + "=" + exact(value)));
        return kind.text() + (values.isEmpty() ? "" : "(" + String.join(", ", values) + ")");
    }

    /** A number in as few digits as tell it from all others. */
    public static String exact(double value) {
        return value == Math.rint(value) && value < 1e15 ? Long.toString((long) value) : Double.toString(value);
    }
}
