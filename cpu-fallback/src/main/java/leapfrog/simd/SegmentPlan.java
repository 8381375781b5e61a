package leapfrog.simd;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import leapfrog.model.ModelData;
import leapfrog.model.ModelData.Rows;
import leapfrog.model.ModelData.Term;

/**
 * Holds the rows of a model with at most two coefficients a segment: a constant one, and one with a covariate, both picked by
 * factor 0 or both global. Within a segment the rows whose covariate is 0 come first; they need the constant one alone.
 *
 * <p>Where coefficients are of several kinds, segments of one shape follow one another, so that processors foresee branches and the ends of loops: those with
 * coefficients of the same kinds, and among these those with as many rows.
 *
 * @param bounds segment j has rows bounds[2j] … bounds[2j+1]−1 with covariate 0, then those up to bounds[2j+2]: [2 · segments + 1]
 * @param indicator whether every other row has covariate 1
 * @param weight [rows]; 1 for unreduced rows
 * @param unweighted whether all weights are 1
 * @param cells response and weight of the row with covariate 0, then of the other, 0 where there is none: [4 · segments]; empty where
 *     a segment has more of either
 */
record SegmentPlan(
        int segments,
        int[] bounds,
        boolean indicator,
        double[] response,
        double[] covariate,
        double[] weight,
        boolean unweighted,
        double[] cells,
        Coefficients constantTerm,
        Coefficients covariateTerm) {

    /** Whether {@link NoncenteredStage} can take it. */
    boolean noncentered() {
        return indicator && (unweighted || cells.length > 0) && noncentered(constantTerm) && noncentered(covariateTerm);
    }

    /** Whether {@link CellStage} can take it. */
    boolean pooledCells() {
        return indicator && cells.length > 0 && constantTerm.sd() >= 0 && covariateTerm.sd() >= 0;
    }

    private static boolean noncentered(Coefficients term) {
        return term.sd() >= 0 && term.centered() == 0;
    }

    static boolean fits(ModelData data) {
        List<Term> terms = data.terms();
        long constants = terms.stream().filter(term -> term.covariate() < 0).count();
        boolean oneFactor = terms.stream().mapToInt(Term::factor).distinct().count() <= 1;
        return constants <= 1
                && terms.size() - constants <= 1
                && oneFactor
                && terms.stream().allMatch(term -> term.factor() <= 0);
    }

    static SegmentPlan of(ModelData data) {
        Rows rows = data.rows();
        boolean global = data.terms().isEmpty() || data.terms().getFirst().factor() < 0;
        int[] start = global ? new int[] {0, rows.count()} : rows.segments();
        int segments = start.length - 1;
        Coefficients constantTerm = Coefficients.absent(segments);
        Coefficients covariateTerm = Coefficients.absent(segments);
        double[] covariate = new double[rows.count()];
        for (Term term : data.terms()) {
            if (term.covariate() < 0) {
                constantTerm = Coefficients.of(data, term);
            } else {
                covariateTerm = Coefficients.of(data, term);
                covariate = rows.covariates()[term.covariate()];
            }
        }

        double[] x = covariate;
        int n = rows.count();
        int[] zeros = new int[segments];
        for (int j = 0; j < segments; j++) {
            for (int i = start[j]; i < start[j + 1]; i++) {
                zeros[j] += x[i] == 0 ? 1 : 0;
            }
        }
        int[] shapes = byShape(constantTerm, covariateTerm, start, zeros);
        int[] order = new int[n];
        int[] bounds = new int[2 * segments + 1];
        int next = 0;
        for (int k = 0; k < segments; k++) {
            int j = shapes[k];
            int zero = next;
            int other = next + zeros[j];
            bounds[2 * k + 1] = other;
            for (int i = start[j]; i < start[j + 1]; i++) {
                if (x[i] == 0) {
                    order[zero++] = i;
                } else {
                    order[other++] = i;
                }
            }
            bounds[2 * k + 2] = other;
            next = other;
        }
        double[] weight = rows.weight();
        if (weight == null) {
            weight = new double[n];
            Arrays.fill(weight, 1.0);
        }
        double[] response = permuted(TaskPlan.responseWithoutOffset(rows), order);
        weight = permuted(weight, order);
        return new SegmentPlan(
                segments,
                bounds,
                Arrays.stream(x).allMatch(v -> v == 0 || v == 1),
                response,
                permuted(x, order),
                weight,
                rows.weight() == null,
                cells(bounds, response, weight),
                constantTerm.permuted(shapes),
                covariateTerm.permuted(shapes));
    }

    /** The segments in the order in which they are worked on; that of their coordinates where {@link NoncenteredStage} takes them. */
    private static int[] byShape(Coefficients constant, Coefficients slope, int[] start, int[] zeros) {
        IntStream all = IntStream.range(0, zeros.length);
        if (noncentered(constant) && noncentered(slope)) {
            return all.toArray();
        }
        return all.boxed()
                .sorted(Comparator.<Integer>comparingInt(j -> constant.kind()[j])
                        .thenComparing(j -> slope.kind()[j])
                        .thenComparing(j -> start[j + 1] - start[j] - zeros[j])
                        .thenComparing(j -> zeros[j]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static double[] cells(int[] bounds, double[] response, double[] weight) {
        double[] cells = new double[2 * (bounds.length - 1)];
        for (int k = 0; k + 1 < bounds.length; k++) {
            int rows = bounds[k + 1] - bounds[k];
            if (rows > 1) {
                return new double[0];
            }
            if (rows == 1) {
                cells[2 * k] = response[bounds[k]];
                cells[2 * k + 1] = weight[bounds[k]];
            }
        }
        return cells;
    }

    private static double[] permuted(double[] values, int[] order) {
        return Arrays.stream(order).mapToDouble(i -> values[i]).toArray();
    }
}
