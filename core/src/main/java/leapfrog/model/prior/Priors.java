package leapfrog.model.prior;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import leapfrog.model.InputException;
import org.jspecify.annotations.Nullable;

/** Holds the priors that a user gave; immutable. */
public final class Priors {
    private final List<PriorStatement> statements;

    private Priors(List<PriorStatement> statements) {
        this.statements = List.copyOf(statements);
        requireOnce(this.statements);
    }

    /** No prior given: every parameter has its default. */
    public static Priors none() {
        return new Priors(List.of());
    }

    /**
     * Reads priors as users write them.
     *
     * @param statements each {@code 'CLASS ~ DENSITY'}
     * @throws InputException with the prior's text, if one is malformed or two have the same target
     */
    public static Priors of(List<String> statements) {
        return new Priors(
                statements.stream().map(text -> PriorStatement.parse(text, "")).toList());
    }

    /**
     * Reads a file of priors: one statement a line; {@code #} starts a comment.
     *
     * @param file its name, for messages
     * @throws InputException with the prior's text and line number
     */
    public static Priors ofLines(String file, List<String> lines) {
        List<PriorStatement> statements = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            int comment = line.indexOf('#');
            String statement = (comment < 0 ? line : line.substring(0, comment)).strip();
            if (!statement.isEmpty()) {
                statements.add(PriorStatement.parse(statement, file + " line " + (i + 1)));
            }
        }
        return new Priors(statements);
    }

    /** These and the others together. */
    public Priors and(Priors others) {
        List<PriorStatement> all = new ArrayList<>(statements);
        all.addAll(others.statements);
        return new Priors(all);
    }

    /** Those of these that have no target in common with the others. */
    public Priors without(Priors others) {
        Set<Target> taken =
                others.statements.stream().map(PriorStatement::target).collect(Collectors.toSet());
        return new Priors(statements.stream()
                .filter(statement -> !taken.contains(statement.target()))
                .toList());
    }

    /** The statements, in the order in which they were given. */
    public List<PriorStatement> statements() {
        return statements;
    }

    /** The statements as they were written. */
    public List<String> texts() {
        return statements.stream().map(PriorStatement::text).toList();
    }

    private static void requireOnce(List<PriorStatement> statements) {
        Set<Target> seen = new HashSet<>();
        for (PriorStatement statement : statements) {
            if (!seen.add(statement.target())) {
                throw new InputException(statement.describe() + ": another prior has the same target");
            }
        }
        if (seen.contains(new Target.OfClass("Intercept")) && seen.contains(new Target.OfClass("Intercept_centered"))) {
            throw new InputException("priors on Intercept and Intercept_centered exclude each other: Intercept is the"
                    + " raw intercept, Intercept_centered the one at the means of the covariates; give one");
        }
    }

    /**
     * Matches statements with parameters; the most specific wins.
     *
     * @param family as messages call it: {@code the poisson family}
     * @return for each slot its statement, or null where the user gave none
     * @throws InputException if a statement names something the model has not, is not applied to anything, or cannot be a prior
     *     of its parameter
     */
    public List<@Nullable PriorStatement> assign(List<Slot> slots, String family) {
        for (PriorStatement statement : statements) {
            if (slots.stream().noneMatch(slot -> matches(statement.target(), slot))) {
                throw new UnknownTarget(statement, slots, family).exception();
            }
        }
        @Nullable PriorStatement[] chosen = mostSpecific(slots);
        List<@Nullable PriorStatement> assigned = new ArrayList<>();
        for (int k = 0; k < chosen.length; k++) {
            PriorStatement statement = chosen[k];
            if (statement != null) {
                new Legality(statement, slots.get(k)).require();
            }
            assigned.add(statement);
        }
        for (PriorStatement statement : statements) {
            if (!assigned.contains(statement)) {
                throw new InputException(statement.describe()
                        + ": it is not applied to anything, because every parameter it names has a more"
                        + " specific prior");
            }
        }
        return assigned;
    }

    /** The statements that are the most specific of some parameter: those that {@link #assign} would not refuse as without use. */
    public Priors appliedTo(List<Slot> slots) {
        List<@Nullable PriorStatement> chosen = Arrays.asList(mostSpecific(slots));
        return new Priors(statements.stream().filter(chosen::contains).toList());
    }

    /** For each slot the most specific statement that names it, or null. */
    private @Nullable PriorStatement[] mostSpecific(List<Slot> slots) {
        @Nullable PriorStatement[] chosen = new PriorStatement[slots.size()];
        for (PriorStatement statement : statements) {
            for (int k = 0; k < chosen.length; k++) {
                PriorStatement other = chosen[k];
                if (matches(statement.target(), slots.get(k))
                        && (other == null || specificity(other) < specificity(statement))) {
                    chosen[k] = statement;
                }
            }
        }
        return chosen;
    }

    private static int specificity(PriorStatement statement) {
        return switch (statement.target()) {
            case Target.OfClass c -> 0;
            case Target.OfVariable v -> 1;
            case Target.OfElement e -> 2;
        };
    }

    private static boolean matches(Target target, Slot slot) {
        return switch (target) {
            case Target.OfClass(String name) ->
                slot.kind().equals(name.equals("Intercept_centered") ? "Intercept" : name);
            case Target.OfVariable(String variable) -> slot.variable().equals(variable);
            case Target.OfElement(String variable, String element) ->
                slot.variable().equals(variable) && slot.element().equals(element);
        };
    }
}
