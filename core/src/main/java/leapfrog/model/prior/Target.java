package leapfrog.model.prior;

import java.util.List;
import leapfrog.model.InputException;

/** Names what a prior is a prior of: a class of parameters, a reported variable, or one element of it. */
public sealed interface Target {
    /** The classes, as written. */
    List<String> CLASSES = List.of("Intercept", "Intercept_centered", "b", "sd", "cor", "sigma", "nu", "shape");

    /** The canonical text: {@code sd}, {@code sd_county}, {@code sd_county[floor]}. */
    String text();

    /** Whether it is a standard deviation, which has a variance and a precision: a group's sd, or sigma. */
    default boolean isDeviation() {
        return switch (this) {
            case OfClass(String name) -> name.equals("sd") || name.equals("sigma");
            case OfVariable(String variable) -> variable.startsWith("sd_");
            case OfElement(String variable, var _) -> variable.startsWith("sd_");
        };
    }

    /** All parameters of a class: {@code sd}. */
    record OfClass(String name) implements Target {
        @Override
        public String text() {
            return name;
        }
    }

    /** All elements of a variable: {@code sd_county}, {@code b_floor}. */
    record OfVariable(String variable) implements Target {
        @Override
        public String text() {
            return variable;
        }
    }

    /** One element: {@code sd_county[floor]}. */
    record OfElement(String variable, String element) implements Target {
        @Override
        public String text() {
            return variable + "[" + element + "]";
        }
    }

    /**
     * Reads what a prior is on.
     *
     * @param text class or reported name; {@code sd:county} stands for {@code sd_county}, {@code b:Intercept} and
     *     {@code b_Intercept} for the class Intercept
     * @param prior how a message names the whole prior
     */
    static Target parse(String text, String prior) {
        int open = text.indexOf('[');
        String base = (open < 0 ? text : text.substring(0, open)).strip();
        String prefix = prefix(base);
        if (open < 0 && CLASSES.contains(base)) {
            return new OfClass(base);
        }
        if (CLASSES.contains(base)) {
            throw new InputException(prior + ": the class " + base
                    + " takes no index; give one parameter by its reported name, for example sd_county[floor]");
        }
        if (prefix.isEmpty()) {
            throw new InputException(prior + ": no class or parameter '" + base + "'"
                    + Nearest.suggestion(base, CLASSES) + "; classes are: " + String.join(", ", CLASSES)
                    + "; or give a reported name such as sd_county, sd_county[floor], b_floor");
        }
        String variable = prefix + "_" + base.substring(prefix.length() + 1).strip();
        if (open < 0) {
            return variable.equals("b_Intercept") ? new OfClass("Intercept") : new OfVariable(variable);
        }
        if (!text.endsWith("]")) {
            throw new InputException(prior + ": '" + text + "' should end with ']'");
        }
        return new OfElement(
                variable, text.substring(open + 1, text.length() - 1).strip());
    }

    /** Of a reported name, {@code sd} of {@code sd_county} and {@code sd:county}; empty if it has none. */
    private static String prefix(String base) {
        for (String prefix : List.of("b", "sd", "cor")) {
            boolean marked = base.startsWith(prefix + "_") || base.startsWith(prefix + ":");
            if (marked && base.length() > prefix.length() + 1) {
                return prefix;
            }
        }
        return "";
    }
}
