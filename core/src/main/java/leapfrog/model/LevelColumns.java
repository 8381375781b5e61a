package leapfrog.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Says which columns the rows of each level have: those of all population coefficients, and of the levels of further factors that they meet.
 *
 * @param columns [J] ascending; of a level of a further factor all effects, or none
 * @param factors [columns] the further factor of a column, −1 of a population coefficient
 */
public record LevelColumns(int[][] columns, int[] factors) {
    /** Of every level. */
    public static LevelColumns of(Marginal data) {
        int width = data.width();
        int[] factors = new int[width];
        Arrays.fill(factors, 0, data.columns(), -1);
        for (int f = 0; f < data.further().size(); f++) {
            Marginal.Further factor = data.further().get(f);
            Arrays.fill(factors, factor.first(), factor.end(), f);
        }
        int[][] columns = new int[data.levels()][];
        Arrays.setAll(columns, j -> columns(data, j));
        return new LevelColumns(columns, factors);
    }

    private static int[] columns(Marginal data, int level) {
        List<Integer> columns =
                new ArrayList<>(IntStream.range(0, data.columns()).boxed().toList());
        for (Marginal.Further factor : data.further()) {
            for (int at = factor.first(); at < factor.end(); at += factor.effects()) {
                if (meets(data, level, at, at + factor.effects())) {
                    IntStream.range(at, at + factor.effects()).forEach(columns::add);
                }
            }
        }
        return columns.stream().mapToInt(Integer::intValue).toArray();
    }

    private static boolean meets(Marginal data, int level, int from, int to) {
        for (int k = 0; k < data.effects(); k++) {
            int row = (level * data.effects() + k) * data.width();
            for (int m = from; m < to; m++) {
                if (data.effectColumn()[row + m] != 0) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Those of a level. */
    public int[] of(int level) {
        return columns[level];
    }

    /** The further factor of a column. */
    public int factor(int column) {
        return factors[column];
    }
}
