package leapfrog.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Names a column of the population's model matrix: one for a term without factor, one for each coded level of a term with one.
 *
 * @param term index into {@link Design#population()}
 * @param level of the term's factor, or −1
 * @param name without prefix: {@code floor}, {@code county[AITKIN]}
 */
public record PopulationColumn(int term, int level, String name) {
    /** The columns in the order of the formula's terms and, within them, of the levels. */
    public static List<PopulationColumn> of(Design design) {
        List<PopulationColumn> columns = new ArrayList<>();
        for (int t = 0; t < design.population().size(); t++) {
            Design.PopulationTerm term = design.population().get(t);
            if (term.factor() < 0) {
                columns.add(new PopulationColumn(t, -1, term.name()));
                continue;
            }
            List<String> levels = design.factors().get(term.factor()).levels();
            for (int j = 0; j < levels.size(); j++) {
                if (term.coded()[j]) {
                    columns.add(new PopulationColumn(t, j, term.name() + "[" + levels.get(j) + "]"));
                }
            }
        }
        return columns;
    }
}
