package leapfrog.model;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Collapses Gaussian rows that share levels, covariates and offset into cells, exactly: n(ȳ − η)² + Σ(y − ȳ)² = Σ(y − η)².
 *
 * <p>Cells are in the order of their content: factor by factor, covariate by covariate, offset; their means do not depend on the
 * order of rows, because the responses of a cell are sorted before they are added.
 */
final class GaussianCells {
    private final ModelData.Rows rows;
    /** [rows] number of the cell, in order of first appearance. */
    private final int[] cell;
    /** [cells] the first row of each. */
    private int[] representative;

    private int cells;

    private GaussianCells(ModelData.Rows rows) {
        this.rows = rows;
        cell = new int[rows.count()];
        representative = new int[16];
        find();
    }

    /**
     * @param rows unweighted
     * @return the cells, or {@code rows} itself where no two rows share a cell
     */
    static ModelData.Rows reduce(ModelData.Rows rows) {
        GaussianCells found = new GaussianCells(rows);
        return found.cells == rows.count() ? rows : found.collapse();
    }

    /** Numbers the cells by an open hash table of their first rows. */
    private void find() {
        int[] table = new int[Integer.highestOneBit(Math.max(8, rows.count())) * 4];
        Arrays.fill(table, -1);
        for (int i = 0; i < rows.count(); i++) {
            int slot = hash(i) & (table.length - 1);
            while (table[slot] >= 0 && compare(representative[table[slot]], i) != 0) {
                slot = (slot + 1) & (table.length - 1);
            }
            if (table[slot] < 0) {
                if (cells == representative.length) {
                    representative = Arrays.copyOf(representative, 2 * cells);
                }
                representative[cells] = i;
                table[slot] = cells++;
            }
            cell[i] = table[slot];
        }
    }

    private int hash(int row) {
        long hash = 0;
        for (int[] level : rows.level()) {
            hash = mix(hash, level[row]);
        }
        for (double[] covariate : rows.covariates()) {
            hash = mix(hash, Double.doubleToLongBits(covariate[row] + 0.0));
        }
        double[] offset = rows.offset();
        return (int) (offset == null ? hash : mix(hash, Double.doubleToLongBits(offset[row] + 0.0)));
    }

    private static long mix(long hash, long value) {
        long mixed = (hash ^ value) * 0x9E3779B97F4A7C15L;
        return mixed ^ (mixed >>> 32);
    }

    /** By content; adding 0 makes −0 a 0. */
    private int compare(int a, int b) {
        int order = 0;
        for (int f = 0; order == 0 && f < rows.level().length; f++) {
            order = Integer.compare(rows.level()[f][a], rows.level()[f][b]);
        }
        for (int k = 0; order == 0 && k < rows.covariates().length; k++) {
            order = Double.compare(rows.covariates()[k][a] + 0.0, rows.covariates()[k][b] + 0.0);
        }
        double[] offset = rows.offset();
        return order != 0 || offset == null ? order : Double.compare(offset[a] + 0.0, offset[b] + 0.0);
    }

    private ModelData.Rows collapse() {
        int[] order = IntStream.range(0, cells)
                .boxed()
                .sorted(Comparator.comparing(c -> representative[c], this::compare))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] start = new int[cells + 1];
        double[] grouped = group(order, start);
        double[] mean = new double[cells];
        double[] weight = new double[cells];
        double squares = 0;
        for (int c = 0; c < cells; c++) {
            Arrays.sort(grouped, start[c], start[c + 1]);
            int n = start[c + 1] - start[c];
            weight[c] = n;
            double sum = 0;
            for (int i = start[c]; i < start[c + 1]; i++) {
                sum += grouped[i];
            }
            double rough = sum / n;
            double rest = 0;
            double cellSquares = 0;
            for (int i = start[c]; i < start[c + 1]; i++) {
                double deviation = grouped[i] - rough;
                rest += deviation;
                cellSquares += deviation * deviation;
            }
            mean[c] = rough + rest / n;
            squares += Math.max(0, cellSquares - rest * rest / n);
        }
        int[] first = Arrays.stream(order).map(c -> representative[c]).toArray();
        return new ModelData.Rows(
                cells,
                mean,
                Arrays.stream(rows.covariates())
                        .map(column -> pick(column, first))
                        .toArray(double[][]::new),
                Arrays.stream(rows.level())
                        .map(level -> Arrays.stream(first).map(i -> level[i]).toArray())
                        .toArray(int[][]::new),
                rows.levels(),
                pickOffset(rows.offset(), first),
                weight,
                null,
                ModelData.Totals.squares(
                        rows.totals().observations(), rows.totals().residualSumOfSquares() + squares));
    }

    /**
     * The responses, cell after cell in the final order.
     *
     * @param order [cells] which cell comes at each place
     * @param start [cells + 1] is filled
     */
    private double[] group(int[] order, int[] start) {
        int[] place = new int[cells];
        for (int c = 0; c < cells; c++) {
            place[order[c]] = c;
        }
        for (int c : cell) {
            start[place[c] + 1]++;
        }
        for (int c = 0; c < cells; c++) {
            start[c + 1] += start[c];
        }
        int[] next = start.clone();
        double[] grouped = new double[cell.length];
        for (int i = 0; i < cell.length; i++) {
            grouped[next[place[cell[i]]]++] = rows.response()[i];
        }
        return grouped;
    }

    private static double @Nullable [] pickOffset(double @Nullable [] offset, int[] first) {
        return offset == null ? null : pick(offset, first);
    }

    private static double[] pick(double[] column, int[] first) {
        return Arrays.stream(first).mapToDouble(i -> column[i]).toArray();
    }
}
