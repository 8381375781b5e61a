package leapfrog.model.prior;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import leapfrog.model.InputException;

/** Says what is wrong with a prior on something that the model has not, and what the model has. */
record UnknownTarget(PriorStatement statement, List<Slot> slots, String family) {
    InputException exception() {
        return new InputException(statement.describe() + ": "
                + switch (statement.target()) {
                    case Target.OfClass(String name) -> ofClass(name);
                    case Target.OfVariable(String variable) -> ofVariable(variable);
                    case Target.OfElement(String variable, String element) -> ofElement(variable, element);
                });
    }

    private String ofClass(String name) {
        return switch (name) {
            case "Intercept", "Intercept_centered" -> "the model has no intercept";
            case "b" ->
                "the model has no population coefficient" + (of("Intercept").isEmpty() ? "" : " but the intercept");
            case "sd" -> "the model has no groups, so no sd";
            case "cor" -> "the model has no correlated group effects";
            default -> family + " has no " + name;
        };
    }

    private String ofVariable(String variable) {
        if (variable.startsWith("sd_")) {
            return unknown(
                    "group", variable.substring(3), "groups", withoutPrefix(of("sd"), 3), "the model has no groups");
        }
        if (variable.startsWith("b_")) {
            Set<String> known = new LinkedHashSet<>(withoutPrefix(of("Intercept"), 2));
            known.addAll(withoutPrefix(of("b"), 2));
            return unknown(
                    "population coefficient", variable.substring(2), "coefficients", known, "the model has none");
        }
        return unknown(
                "correlated group",
                variable.substring(4),
                "correlated groups",
                withoutPrefix(of("cor"), 4),
                ofClass("cor"));
    }

    private String ofElement(String variable, String element) {
        Set<String> elements = new LinkedHashSet<>();
        for (Slot slot : slots) {
            if (slot.variable().equals(variable)) {
                elements.add(slot.element());
            }
        }
        if (elements.isEmpty()) {
            return ofVariable(variable);
        }
        if (elements.contains("")) {
            return variable + " is a single parameter; leave out [" + element + "]";
        }
        return unknown("element", element, "those of " + variable, elements, "");
    }

    private static String unknown(String what, String written, String plural, Collection<String> known, String none) {
        String start = "no " + what + " '" + written + "'";
        return known.isEmpty() ? start + "; " + none : start + "; " + plural + " are: " + listing(known, written);
    }

    private static String listing(Collection<String> names, String written) {
        int shown = 12;
        String first = String.join(", ", names.stream().limit(shown).toList());
        return names.size() <= shown
                ? first
                : first + ", … " + names.size() + " in all" + Nearest.suggestion(written, names);
    }

    /** Variables of a class. */
    private Set<String> of(String kind) {
        Set<String> variables = new LinkedHashSet<>();
        for (Slot slot : slots) {
            if (slot.kind().equals(kind)) {
                variables.add(slot.variable());
            }
        }
        return variables;
    }

    private static List<String> withoutPrefix(Set<String> variables, int length) {
        return variables.stream().map(variable -> variable.substring(length)).toList();
    }
}
