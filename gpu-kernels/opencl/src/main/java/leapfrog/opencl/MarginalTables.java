package leapfrog.opencl;

import java.util.Arrays;
import java.util.stream.Stream;
import leapfrog.model.Marginal;
import leapfrog.model.MatchedColumns;
import org.jspecify.annotations.Nullable;

/** Lays out what rows come to where one or two effects a level are integrated out of them; {@code marginal.cl} and the files of levels document the places. */
record MarginalTables(Marginal marginal, @Nullable MatchedColumns matched) {
    static final int MOST_EFFECTS = 2;
    private static final int GRAM = 4;

    static MarginalTables of(Marginal marginal) {
        return new MarginalTables(marginal, MatchedColumns.of(marginal, marginal.levels()));
    }

    /** Standard deviations, their correlation, 1 of a model that is matched, and coefficients that are given. */
    int[] scalars() {
        int[] given = marginal.given();
        int[] scalars = Arrays.copyOf(marginal.sd(), MOST_EFFECTS + 2 + given.length);
        scalars[MOST_EFFECTS + 1] = matched == null ? 0 : 1;
        scalars[MOST_EFFECTS] =
                marginal.blocks().isEmpty() ? -1 : marginal.blocks().getFirst().firstPartial();
        System.arraycopy(given, 0, scalars, MOST_EFFECTS + 2, given.length);
        return scalars;
    }

    /** What all levels come to, the priors, and what {@code matched_levels.cl} or {@code paired_levels.cl} reads. */
    double[] numbers() {
        if (matched != null) {
            return Stream.of(all(), matched.map(), matched.levels())
                    .flatMapToDouble(Arrays::stream)
                    .toArray();
        }
        int level = GRAM + MOST_EFFECTS * (1 + marginal.columns());
        double[] all = all();
        double[] numbers = Arrays.copyOf(all, Math.addExact(all.length, Math.multiplyExact(marginal.levels(), level)));
        for (int j = 0; j < marginal.levels(); j++) {
            fill(numbers, all.length + j * level, j);
        }
        return numbers;
    }

    /** What all levels come to, the priors, and the shifts of coefficients that are given. */
    private double[] all() {
        int width = 1 + marginal.columns();
        int given = marginal.given().length;
        double[] numbers = new double[2 + 2 * width * width + given];
        System.arraycopy(marginal.shift(), marginal.integrated(), numbers, numbers.length - given, given);
        numbers[0] = marginal.observations();
        numbers[1] = marginal.constant();
        fill(numbers, 2, marginal.responseSquares(), marginal.columnResponse(), marginal.columnGram());
        fill(numbers, 2 + width * width, marginal.priorSquares(), marginal.priorMoment(), marginal.priorPrecision());
        return numbers;
    }

    /** [corner, …; side, matrix]; the lower triangle is read. */
    private void fill(double[] numbers, int at, double corner, double[] side, double[] matrix) {
        int p = marginal.columns();
        numbers[at] = corner;
        for (int m = 0; m < p; m++) {
            int row = at + (1 + m) * (1 + p);
            numbers[row] = side[m];
            System.arraycopy(matrix, m * p, numbers, row + 1, p);
        }
    }

    private void fill(double[] numbers, int at, int level) {
        int effects = marginal.effects();
        int p = marginal.columns();
        double[] gram = marginal.effectGram();
        int from = level * effects * effects;
        numbers[at] = gram[from];
        if (effects == MOST_EFFECTS) {
            numbers[at + 1] = gram[from + 1];
            numbers[at + 2] = gram[from + 3];
            numbers[at + 3] = Marginal.determinant(gram[from], gram[from + 1], gram[from + 3]);
        }
        for (int k = 0; k < effects; k++) {
            int row = level * effects + k;
            numbers[at + GRAM + k] = marginal.effectResponse()[row];
            for (int m = 0; m < p; m++) {
                numbers[at + GRAM + MOST_EFFECTS * (1 + m) + k] = marginal.effectColumn()[row * p + m];
            }
        }
    }
}
