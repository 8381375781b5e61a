package leapfrog.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Finds linear dependences among the columns of a population's model matrix without making the matrix.
 *
 * <p>The columns of the factor that has the most ("own" columns) are eliminated level by level, each touching its level's rows alone; the
 * others ("shared") by one Cholesky decomposition of what is left of their Gram matrix, in double-double arithmetic. Columns that
 * vanish give null vectors, from which {@link NullSpace} reads which column depends on which earlier ones.
 */
final class ColumnDependence {
    /** R's tolerance for what is left of a column's norm, squared. */
    private static final double VANISHED = 1e-14;

    private final Design design;
    private final int[] rows;
    private final List<PopulationColumn> columns;
    /** [terms][levels or 1] the column, or −1 for none, one that is not looked at, or an empty one. */
    private final int[][] columnOf;
    /** [terms] powers of two that bring the covariates near 1. */
    private final double[] scale;

    private final double[] squares;
    private final int leading;
    /** [columns] the index of a shared column among the shared ones; −1 for own and empty columns. */
    private final int[] shared;

    private final int[] sharedColumns;
    private final List<Level> levels = new ArrayList<>();
    private final List<double[]> nullVectors = new ArrayList<>();

    /**
     * @param used which rows there are
     * @param among which columns are looked at, by name without prefix; the others count as empty
     */
    ColumnDependence(Design design, IntPredicate used, Predicate<String> among) {
        this.design = design;
        rows = IntStream.range(0, design.response().length).filter(used).toArray();
        columns = PopulationColumn.of(design);
        columnOf = new int[design.population().size()][];
        scale = new double[columnOf.length];
        number(among);
        squares = squares();
        for (int[] ofTerm : columnOf) {
            Arrays.setAll(ofTerm, j -> ofTerm[j] >= 0 && squares[ofTerm[j]] == 0 ? -1 : ofTerm[j]);
        }
        leading = leading();
        shared = new int[columns.size()];
        Arrays.fill(shared, -1);
        sharedColumns = IntStream.range(0, columns.size())
                .filter(c ->
                        squares[c] > 0 && (leading < 0 || factor(columns.get(c).term()) != leading))
                .toArray();
        for (int s = 0; s < sharedColumns.length; s++) {
            shared[sharedColumns[s]] = s;
        }
        eliminate();
    }

    List<String> empty() {
        return IntStream.range(0, columns.size())
                .filter(c -> squares[c] == 0)
                .mapToObj(c -> columns.get(c).name())
                .toList();
    }

    List<PopulationRank.Dependence> dependent() {
        return NullSpace.dependences(
                nullVectors, columns.stream().map(PopulationColumn::name).toList());
    }

    private void number(Predicate<String> among) {
        for (int t = 0; t < columnOf.length; t++) {
            int factor = factor(t);
            columnOf[t] = new int
                    [factor < 0 ? 1 : design.factors().get(factor).levels().size()];
            Arrays.fill(columnOf[t], -1);
            double[] covariate = design.population().get(t).covariate();
            double largest = covariate == null
                    ? 1
                    : Arrays.stream(covariate).map(Math::abs).max().orElse(0);
            scale[t] = largest == 0 ? 1 : Math.scalb(1.0, -Math.clamp(Math.getExponent(largest), -1022, 1022));
        }
        for (int c = 0; c < columns.size(); c++) {
            PopulationColumn column = columns.get(c);
            columnOf[column.term()][Math.max(0, column.level())] = among.test(column.name()) ? c : -1;
        }
    }

    private int factor(int term) {
        return design.population().get(term).factor();
    }

    private double[] squares() {
        double[] sums = new double[columns.size()];
        for (int t = 0; t < columnOf.length; t++) {
            for (int i : rows) {
                int c = column(t, i);
                if (c >= 0) {
                    double x = value(t, i);
                    sums[c] += x * x;
                }
            }
        }
        return sums;
    }

    private int column(int term, int row) {
        int factor = factor(term);
        return columnOf[term][factor < 0 ? 0 : design.factors().get(factor).level()[row]];
    }

    private double value(int term, int row) {
        double[] covariate = design.population().get(term).covariate();
        return covariate == null ? 1 : covariate[row] * scale[term];
    }

    /** The factor with the most columns, or −1. */
    private int leading() {
        int[] count = new int[design.factors().size()];
        for (int c = 0; c < squares.length; c++) {
            int factor = factor(columns.get(c).term());
            if (factor >= 0 && squares[c] > 0) {
                count[factor]++;
            }
        }
        int most = -1;
        for (int f = 0; f < count.length; f++) {
            most = count[f] > (most < 0 ? 0 : count[most]) ? f : most;
        }
        return most;
    }

    private void eliminate() {
        PreciseSquare rest = new PreciseSquare(sharedColumns.length);
        if (leading < 0) {
            addRows(rows, shared, rest);
        } else {
            int[] place = new int[columns.size()];
            Arrays.fill(place, -1);
            for (int[] ofLevel : rowsByLevel()) {
                eliminate(ofLevel, place, rest);
            }
        }
        boolean[] independent = new boolean[sharedColumns.length];
        for (int s = 0; s < independent.length; s++) {
            independent[s] = pivot(rest, s, squares[sharedColumns[s]], independent);
        }
        double[][] factor = rest.columns(independent.length);
        for (int s = 0; s < independent.length; s++) {
            if (!independent[s] && nullVectors.size() < PopulationRank.MOST) {
                addShared(combination(factor, s, independent));
            }
        }
    }

    private int[][] rowsByLevel() {
        Design.Factor factor = design.factors().get(leading);
        int[] count = new int[factor.levels().size()];
        for (int i : rows) {
            count[factor.level()[i]]++;
        }
        int[][] ofLevel = Arrays.stream(count).mapToObj(int[]::new).toArray(int[][]::new);
        for (int r = rows.length - 1; r >= 0; r--) {
            int j = factor.level()[rows[r]];
            ofLevel[j][--count[j]] = rows[r];
        }
        return ofLevel;
    }

    /**
     * One level.
     *
     * @param factor [columns][own] the Cholesky factor of its Gram matrix, as far as its own columns go
     * @param columns its own, which come first, then the shared ones on its rows
     * @param independent [own] which own columns have a pivot
     */
    private record Level(double[][] factor, int[] columns, boolean[] independent) {
        int own() {
            return independent.length;
        }
    }

    private void eliminate(int[] rows, int[] place, PreciseSquare rest) {
        int[] present = present(rows, place);
        int[] own = Arrays.stream(present).filter(c -> shared[c] < 0).toArray();
        int[] ordered = IntStream.concat(
                        Arrays.stream(own), Arrays.stream(present).filter(c -> shared[c] >= 0))
                .toArray();
        for (int a = 0; a < ordered.length; a++) {
            place[ordered[a]] = a;
        }
        PreciseSquare gram = new PreciseSquare(ordered.length);
        addRows(rows, place, gram);
        for (int c : ordered) {
            place[c] = -1;
        }
        boolean[] independent = new boolean[own.length];
        for (int k = 0; k < own.length; k++) {
            independent[k] = pivot(gram, k, squares[ordered[k]], independent);
        }
        Level level = new Level(gram.columns(own.length), ordered, independent);
        levels.add(level);
        for (int k = 0; k < own.length; k++) {
            if (!independent[k] && nullVectors.size() < PopulationRank.MOST) {
                double[] vector = new double[columns.size()];
                double[] combination = combination(level.factor(), k, independent);
                for (int a = 0; a <= k; a++) {
                    vector[ordered[a]] = combination[a];
                }
                add(vector);
            }
        }
        for (int a = own.length; a < ordered.length; a++) {
            for (int b = own.length; b <= a; b++) {
                for (int k = 0; k < own.length; k++) {
                    if (independent[k]) {
                        gram.subtractProduct(a, b, a, k, b, k);
                    }
                }
                rest.add(shared[ordered[a]], shared[ordered[b]], gram, a, b);
            }
        }
    }

    /**
     * The columns that occur on some rows, ascending.
     *
     * @param place [columns] all −1; on return not so for the columns found
     */
    private int[] present(int[] rows, int[] place) {
        int[] found = new int[columnOf.length];
        int count = 0;
        for (int i : rows) {
            for (int t = 0; t < columnOf.length; t++) {
                int c = column(t, i);
                if (c >= 0 && place[c] < 0) {
                    place[c] = count;
                    found = count == found.length ? Arrays.copyOf(found, 2 * count) : found;
                    found[count++] = c;
                }
            }
        }
        Arrays.sort(found, 0, count);
        return Arrays.copyOf(found, count);
    }

    /**
     * Adds the lower triangle of the Gram matrix of the columns over some rows.
     *
     * @param place [columns] where each column that occurs stands in the matrix
     */
    private void addRows(int[] rows, int[] place, PreciseSquare gram) {
        int[] at = new int[columnOf.length];
        double[] value = new double[columnOf.length];
        for (int i : rows) {
            int count = 0;
            for (int t = 0; t < columnOf.length; t++) {
                int c = column(t, i);
                if (c >= 0) {
                    at[count] = place[c];
                    value[count++] = value(t, i);
                }
            }
            for (int a = 0; a < count; a++) {
                for (int b = 0; b <= a; b++) {
                    gram.addProduct(Math.max(at[a], at[b]), Math.min(at[a], at[b]), value[a], value[b]);
                }
            }
        }
    }

    /** Makes column k of a Cholesky factor, unless nothing of it is left beside the independent columns before it. */
    private static boolean pivot(PreciseSquare matrix, int k, double original, boolean[] independent) {
        for (int h = 0; h < k; h++) {
            for (int r = k; independent[h] && r < matrix.size(); r++) {
                matrix.subtractProduct(r, k, r, h, k, h);
            }
        }
        if (!(matrix.get(k, k) > VANISHED * original)) {
            return false;
        }
        matrix.root(k, k);
        for (int r = k + 1; r < matrix.size(); r++) {
            matrix.divide(r, k, k, k);
        }
        return true;
    }

    /** The null vector [k + 1] that says how the independent columns before column k make it up; its entry k is 1. */
    private static double[] combination(double[][] factor, int k, boolean[] independent) {
        double[] vector = new double[k + 1];
        vector[k] = 1;
        for (int h = k - 1; h >= 0; h--) {
            vector[h] = independent[h] ? backwards(factor, h, vector, k + 1) : 0;
        }
        return vector;
    }

    /** The entry h of a vector whose later entries are known, so that row h of Lᵀ times it is 0. */
    private static double backwards(double[][] factor, int h, double[] vector, int end) {
        double sum = 0;
        for (int g = h + 1; g < end; g++) {
            sum -= factor[g][h] * vector[g];
        }
        return sum / factor[h][h];
    }

    /** Completes a null vector of the shared columns by the own ones. */
    private void addShared(double[] combination) {
        double[] vector = new double[columns.size()];
        for (int s = 0; s < combination.length; s++) {
            vector[sharedColumns[s]] = combination[s];
        }
        for (Level level : levels) {
            double[] part =
                    Arrays.stream(level.columns()).mapToDouble(c -> vector[c]).toArray();
            for (int k = level.own() - 1; k >= 0; k--) {
                part[k] = level.independent()[k] ? backwards(level.factor(), k, part, part.length) : 0;
                vector[level.columns()[k]] = part[k];
            }
        }
        add(vector);
    }

    /** Keeps a null vector, for columns of norm 1, with a greatest entry of 1. */
    private void add(double[] vector) {
        double greatest = 0;
        for (int c = 0; c < vector.length; c++) {
            vector[c] *= Math.sqrt(squares[c]);
            greatest = Math.max(greatest, Math.abs(vector[c]));
        }
        for (int c = 0; c < vector.length; c++) {
            vector[c] /= greatest;
        }
        nullVectors.add(vector);
    }
}
