package leapfrog.simd;

import java.util.ArrayList;
import java.util.List;
import leapfrog.model.ModelData;
import leapfrog.model.ModelStructure;

/**
 * Holds the rows of a task in stripes.
 *
 * @param lines that all stripes together keep
 */
record StripedPlan(Stripe[] stripes, int lines) implements RowPlan {
    /** @param length rows of a stripe */
    static StripedPlan of(ModelStructure structure, ModelData data, int length) {
        List<Stripe> stripes = new ArrayList<>();
        int lines = 0;
        int rows = data.rows().count();
        for (int from = 0; from < rows; from += length) {
            Stripe stripe = Stripe.of(structure, data, from, Math.min(rows, from + length), lines);
            lines += stripe.lines();
            stripes.add(stripe);
        }
        return new StripedPlan(stripes.toArray(Stripe[]::new), lines);
    }

    @Override
    public int segmentColumns() {
        return stripes[0].rows().segmentColumns();
    }
}
