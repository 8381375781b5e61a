package leapfrog.model.formula;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Lists the terms of a formula after expansion. Variables are names and calls; they are in one order throughout: that of their first
 * appearance, those of population terms first. So the same effect has the same name everywhere.
 *
 * @param offsets the {@code offset( )} calls, in formula order
 * @param groups in formula order, {@code (1 | a/b)} as two
 */
public record Terms(Effects population, List<Expression.Call> offsets, List<GroupEffects> groups) {
    /** Takes unmodifiable copies. */
    public Terms {
        offsets = List.copyOf(offsets);
        groups = List.copyOf(groups);
    }

    /**
     * Effects of one linear predictor or one group.
     *
     * @param interactions main effects first, then by number of variables, without repetition
     */
    public record Effects(boolean intercept, List<Interaction> interactions) {
        /** Takes unmodifiable copies. */
        public Effects {
            interactions = List.copyOf(interactions);
        }
    }

    /**
     * A main effect or an interaction.
     *
     * @param variables at least one, distinct
     */
    public record Interaction(List<Expression> variables) {
        /** Takes unmodifiable copies. */
        public Interaction {
            variables = List.copyOf(variables);
        }

        /** The variables joined by ':', as R labels terms. */
        public String name() {
            return variables.stream().map(Expression::toString).collect(Collectors.joining(":"));
        }
    }

    /**
     * Effects that vary by one grouping.
     *
     * @param grouping the columns whose combinations are the groups, as they were written
     * @param place where the group term begins
     */
    public record GroupEffects(Effects effects, boolean correlated, List<Expression> grouping, Place place) {
        /** Takes unmodifiable copies. */
        public GroupEffects {
            grouping = List.copyOf(grouping);
        }
    }
}
