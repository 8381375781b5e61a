package leapfrog.simd;

import java.util.List;
import java.util.stream.IntStream;
import leapfrog.model.Likelihood;
import leapfrog.model.ModelData;
import leapfrog.model.ModelData.Rows;
import leapfrog.model.ModelData.Term;
import leapfrog.model.ModelStructure;

/**
 * Holds some of a task's rows, and where what they come to is kept until all stripes are added up: {@link #LIKELIHOOD} lines of likelihood, then
 * one line for each coefficient that they touch.
 *
 * @param at the first line
 * @param first [terms] the first coefficient of each term that the rows touch
 * @param count [terms] how many they touch
 */
record Stripe(SortedRows rows, int at, int[] first, int[] count) {
    /** As many as {@link Block#likelihood} has. */
    static final int LIKELIHOOD = 3;

    /**
     * The rows from … to − 1 of a task.
     *
     * @param at the first line
     */
    static Stripe of(ModelStructure structure, ModelData data, int from, int to, int at) {
        List<Term> terms = data.terms();
        Rows rows = data.rows().slice(from, to);
        int[] first = new int[terms.size()];
        int[] count = new int[terms.size()];
        int[] places = new int[terms.size()];
        int line = at + LIKELIHOOD;
        for (int t = 0; t < first.length; t++) {
            Term term = terms.get(t);
            // Rows are sorted by the levels of factor 0.
            int low = term.factor() == 0 ? rows.level()[0][0] : 0;
            first[t] = term.firstCoefficient() + low;
            count[t] = term.factor() == 0 ? rows.level()[0][rows.count() - 1] - low + 1 : term.levels();
            places[t] = line - low;
            line += count[t];
        }
        ModelData part = new ModelData(
                data.name(),
                data.dimension(),
                data.scalars(),
                data.priors(),
                terms,
                data.correlated(),
                data.parameters(),
                rows);
        return new Stripe(plan(structure, part, places), at, first, count);
    }

    int lines() {
        return LIKELIHOOD + IntStream.of(count).sum();
    }

    private static SortedRows plan(ModelStructure structure, ModelData part, int[] places) {
        boolean crossed = part.terms().stream().anyMatch(term -> term.factor() > 0);
        if (structure.likelihood() != Likelihood.NORMAL || crossed) {
            return TilePlan.of(structure.likelihood(), part, places);
        }
        return PlainPlan.fits(part) ? PlainPlan.of(part, places) : NormalPlan.of(part, places);
    }
}
