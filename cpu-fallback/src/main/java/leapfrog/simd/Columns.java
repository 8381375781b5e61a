package leapfrog.simd;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import leapfrog.model.ModelData;
import leapfrog.model.ModelData.Rows;
import leapfrog.model.ModelData.Term;

/**
 * Says which distinct covariates the terms have that have no factor or the one that rows are sorted by. For rows of one level the
 * coefficients of a covariate are one sum, and so are their gradients.
 *
 * @param covariate of each column, ascending, −1 for the constant
 * @param end column k has the terms end[k−1] … end[k] − 1 of the following
 * @param first their first coefficients
 * @param place where their first coefficients' gradients go
 * @param stride 1 where the level picks the coefficient, else 0
 * @param level of each row, 0 where no term has a factor
 */
record Columns(int[] covariate, int[] end, int[] first, int[] place, int[] stride, int[] level) {
    /** @param places of all terms of the task, where their first coefficients' gradients go */
    static Columns of(ModelData data, int[] places) {
        List<Term> all = data.terms();
        int[] terms = IntStream.range(0, all.size())
                .filter(t -> all.get(t).factor() <= 0)
                .toArray();
        int[] covariate = IntStream.of(terms)
                .map(t -> all.get(t).covariate())
                .distinct()
                .sorted()
                .toArray();
        int[] end = new int[covariate.length];
        int[] first = new int[terms.length];
        int[] place = new int[terms.length];
        int[] stride = new int[terms.length];
        int next = 0;
        for (int k = 0; k < covariate.length; k++) {
            for (int t : terms) {
                Term term = all.get(t);
                if (term.covariate() == covariate[k]) {
                    first[next] = term.firstCoefficient();
                    place[next] = places[t];
                    stride[next++] = term.factor() < 0 ? 0 : 1;
                }
            }
            end[k] = next;
        }
        boolean leveled = Arrays.stream(stride).anyMatch(s -> s > 0);
        Rows rows = data.rows();
        return new Columns(covariate, end, first, place, stride, leveled ? rows.level()[0] : new int[rows.count()]);
    }

    /** The same with columns without terms, whose coefficients are 0, up to so many. */
    Columns widened(int width) {
        int[] wide = Arrays.copyOf(end, Math.max(width, end.length));
        Arrays.fill(wide, end.length, wide.length, first.length);
        return new Columns(covariate, wide, first, place, stride, level);
    }

    /** Places of the gradients of all terms where they stand as the coefficients do. */
    static int[] places(ModelData data) {
        return data.terms().stream().mapToInt(Term::firstCoefficient).toArray();
    }

    /** Number of distinct covariates. */
    int count() {
        return covariate.length;
    }

    /** Value of a column's covariate. */
    double value(int column, Rows rows, int row) {
        return value(rows, covariate[column], row);
    }

    /** Value of a covariate, −1 for the constant. */
    static double value(Rows rows, int covariate, int row) {
        return covariate < 0 ? 1 : rows.covariates()[covariate][row];
    }
}
