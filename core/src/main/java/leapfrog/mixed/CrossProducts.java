package leapfrog.mixed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import leapfrog.model.InputException;
import org.ejml.data.DMatrixRMaj;

/**
 * Holds the cross products of a model's columns, all that evaluations need of the rows. The first grouping's effects are kept level by
 * level, to be eliminated; the other columns, [effects of the other groupings | Q | y], form one dense matrix.
 *
 * @param starts [groupings] the dense column of each grouping's first effect; of the first grouping 0, unused
 * @param effects number of dense columns that are effects
 * @param fixed number of columns of Q
 * @param dense [m × m], m = effects + fixed + 1
 * @param levels of the first grouping
 */
record CrossProducts(int[] starts, int effects, int fixed, DMatrixRMaj dense, List<Level> levels) {
    private static final int MOST_COLUMNS = 15_000;

    /**
     * One level of the first grouping, k effects Z on its rows.
     *
     * @param own [k · k] ZᵀZ
     * @param columns [w] the dense columns that are not zero on its rows, ascending
     * @param other [k · w] Zᵀ times those columns
     */
    record Level(double[] own, int[] columns, double[] other) {}

    /** Column of the response among the dense ones. */
    int response() {
        return effects + fixed;
    }

    static CrossProducts of(RandomEffects random, FixedEffects fixed) {
        List<RandomEffects.Grouping> groupings = random.groupings();
        int[] starts = new int[groupings.size()];
        long effects = 0;
        for (int g = 1; g < starts.length; g++) {
            starts[g] = (int) effects;
            effects += groupings.get(g).effects();
        }
        if (effects + fixed.size() > MOST_COLUMNS) {
            throw new InputException("beside " + groupings.getFirst().factor().name() + " the model has " + effects
                    + " group effects and " + fixed.size() + " fixed ones; at most " + MOST_COLUMNS + " can be fitted");
        }
        return new Builder(groupings, fixed, starts, (int) effects).build();
    }

    private static final class Builder {
        private final List<RandomEffects.Grouping> groupings;
        private final FixedEffects fixed;
        private final int[] starts;
        private final int effects;
        private final DMatrixRMaj dense;
        private final int rows;

        Builder(List<RandomEffects.Grouping> groupings, FixedEffects fixed, int[] starts, int effects) {
            this.groupings = groupings;
            this.fixed = fixed;
            this.starts = starts;
            this.effects = effects;
            int columns = effects + fixed.size() + 1;
            dense = new DMatrixRMaj(columns, columns);
            rows = fixed.residual().length;
        }

        CrossProducts build() {
            List<Level> levels = new ArrayList<>();
            for (int[] members : members(
                    groupings.getFirst().factor().level(), groupings.getFirst().levels())) {
                levels.add(level(members));
            }
            int[] columns = new int[dense.numCols];
            double[] values = new double[dense.numCols];
            double squares = 0;
            for (int i = 0; i < rows; i++) {
                int count = entries(i, columns, values);
                int ownEffects = count - fixed.size() - 1;
                for (int a = 0; a < ownEffects; a++) {
                    for (int b = 0; b < count; b++) {
                        dense.add(columns[a], columns[b], values[a] * values[b]);
                    }
                }
                squares += fixed.residual()[i] * fixed.residual()[i];
            }
            int q = effects + fixed.size();
            for (int k = 0; k < fixed.size(); k++) {
                dense.set(effects + k, effects + k, 1);
            }
            dense.set(q, q, squares);
            for (int a = 0; a < effects; a++) {
                for (int b = effects; b <= q; b++) {
                    dense.set(b, a, dense.get(a, b));
                }
            }
            return new CrossProducts(starts, effects, fixed.size(), dense, List.copyOf(levels));
        }

        /** Writes a row's dense columns and their values, effects first; returns how many there are. */
        private int entries(int row, int[] columns, double[] values) {
            int count = 0;
            for (int g = 1; g < groupings.size(); g++) {
                RandomEffects.Grouping grouping = groupings.get(g);
                int first = starts[g] + grouping.factor().level()[row] * grouping.size();
                for (int k = 0; k < grouping.size(); k++) {
                    columns[count] = first + k;
                    values[count++] = grouping.covariates()[k][row];
                }
            }
            for (int k = 0; k < fixed.size(); k++) {
                columns[count] = effects + k;
                values[count++] = fixed.basis()[k][row];
            }
            columns[count] = effects + fixed.size();
            values[count++] = fixed.residual()[row];
            return count;
        }

        private Level level(int[] members) {
            RandomEffects.Grouping grouping = groupings.getFirst();
            int size = grouping.size();
            int[] present = present(members);
            double[] own = new double[size * size];
            double[] other = new double[size * present.length];
            int[] columns = new int[dense.numCols];
            double[] values = new double[dense.numCols];
            for (int i : members) {
                int count = entries(i, columns, values);
                for (int a = 0; a < size; a++) {
                    double x = grouping.covariates()[a][i];
                    for (int b = 0; b < size; b++) {
                        own[a * size + b] += x * grouping.covariates()[b][i];
                    }
                    for (int b = 0; b < count; b++) {
                        other[a * present.length + Arrays.binarySearch(present, columns[b])] += x * values[b];
                    }
                }
            }
            return new Level(own, present, other);
        }

        /** The dense columns that occur on these rows. */
        private int[] present(int[] members) {
            int[] columns = new int[dense.numCols];
            double[] values = new double[dense.numCols];
            int[] all = new int[0];
            int used = 0;
            for (int i : members) {
                int count = entries(i, columns, values) - fixed.size() - 1;
                if (used + count > all.length) {
                    all = Arrays.copyOf(all, 2 * (used + count));
                }
                System.arraycopy(columns, 0, all, used, count);
                used += count;
            }
            int[] effectColumns =
                    Arrays.stream(all, 0, used).sorted().distinct().toArray();
            int[] present = Arrays.copyOf(effectColumns, effectColumns.length + fixed.size() + 1);
            for (int k = 0; k <= fixed.size(); k++) {
                present[effectColumns.length + k] = effects + k;
            }
            return present;
        }
    }

    /** The rows of each level. */
    private static int[][] members(int[] level, int levels) {
        int[] count = new int[levels];
        for (int j : level) {
            count[j]++;
        }
        int[][] members = new int[levels][];
        for (int j = 0; j < levels; j++) {
            members[j] = new int[count[j]];
        }
        for (int i = level.length - 1; i >= 0; i--) {
            members[level[i]][--count[level[i]]] = i;
        }
        return members;
    }
}
