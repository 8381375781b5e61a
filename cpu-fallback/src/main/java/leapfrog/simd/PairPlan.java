package leapfrog.simd;

import java.util.List;
import leapfrog.model.Likelihood;
import leapfrog.model.ModelData;
import leapfrog.model.ModelData.InBlock;
import leapfrog.model.ModelData.Rows;
import leapfrog.model.ModelData.Term;
import leapfrog.model.ModelStructure;

/**
 * Holds rows of {@link leapfrog.model.Likelihood#NORMAL} whose terms are two correlated effects of the factor that they are sorted by, all
 * levels noncentered: {@code (1 + x | g)} with the population coefficients as means. Rows are multiplied by the square roots of their weights.
 *
 * @param effects the two
 * @param covariates [rows × 2]
 * @param offset less the response: [rows]
 * @param start first row of each level: [levels + 1]
 */
record PairPlan(Columns columns, CorrelatedBlock effects, double[] covariates, double[] offset, int[] start)
        implements RowPlan {
    /** Rows of a level at most: sums of sums have smaller errors, and long levels do not pay for being levels. */
    private static final int LONGEST = 1024;

    static boolean fits(ModelStructure structure, ModelData data) {
        List<Term> terms = data.terms();
        return structure.likelihood() == Likelihood.NORMAL
                && terms.size() == 2
                && terms.stream().allMatch(term -> term.source() instanceof InBlock && term.factor() == 0)
                && data.correlated().size() == 1
                && noneCentered(data.correlated().getFirst().centered())
                && longest(data.rows().segments()) <= LONGEST;
    }

    private static boolean noneCentered(boolean[] centered) {
        for (boolean c : centered) {
            if (c) {
                return false;
            }
        }
        return true;
    }

    private static int longest(int[] start) {
        int longest = 0;
        for (int j = 1; j < start.length; j++) {
            longest = Math.max(longest, start[j] - start[j - 1]);
        }
        return longest;
    }

    static PairPlan of(ModelData data, CorrelatedBlock effects) {
        Rows rows = data.rows();
        double[] covariates = new double[2 * rows.count()];
        double[] offset = new double[rows.count()];
        for (int i = 0; i < offset.length; i++) {
            double root = rows.weight() == null ? 1 : Math.sqrt(rows.weight()[i]);
            double known = rows.offset() == null ? 0 : rows.offset()[i];
            offset[i] = root * (known - rows.response()[i]);
            for (int k = 0; k < 2; k++) {
                covariates[2 * i + k] =
                        root * Columns.value(rows, data.terms().get(k).covariate(), i);
            }
        }
        return new PairPlan(Columns.of(data, Columns.places(data)), effects, covariates, offset, rows.segments());
    }

    @Override
    public int segmentColumns() {
        return columns.end().length;
    }
}
