package leapfrog.model;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import leapfrog.model.formula.Formula;
import leapfrog.model.formula.Terms;

/**
 * Says which terms of a formula have no column in its design: those with a factor of one level, of whose contrasts there is none. R's
 * contrasts of such a factor are an error.
 */
public final class LostTerms {
    private static final String REASON = ": a factor in it has one level, which other terms stand for";

    private LostTerms() {}

    /** A sentence for each of them. */
    public static List<String> of(Design design) {
        Terms terms = Formula.parse(design.formula()).terms();
        List<String> sentences = new ArrayList<>();
        List<String> population =
                design.population().stream().map(Design.PopulationTerm::name).toList();
        for (Terms.Interaction term : terms.population().interactions()) {
            if (!population.contains(term.name())) {
                sentences.add(term.name() + " has no coefficient" + REASON);
            }
        }
        for (int g = 0; g < design.groups().size(); g++) {
            Design.GroupTerm group = design.groups().get(g);
            for (Terms.Interaction term : terms.groups().get(g).effects().interactions()) {
                Pattern column = column(term);
                if (group.coefficients().stream()
                        .noneMatch(one -> column.matcher(one.name()).matches())) {
                    sentences.add(term.name() + " does not vary by "
                            + design.factors().get(group.factor()).name() + REASON);
                }
            }
        }
        return List.copyOf(sentences);
    }

    /** Names of a group term's columns: each factor is followed by a level. */
    private static Pattern column(Terms.Interaction term) {
        String names = term.variables().stream()
                .map(variable -> Pattern.quote(variable.toString()) + ".*")
                .collect(Collectors.joining(":"));
        return Pattern.compile(names, Pattern.DOTALL);
    }
}
