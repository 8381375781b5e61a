package leapfrog.model.merge;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import leapfrog.model.sums.CellSum;
import org.jspecify.annotations.Nullable;

/**
 * Sums the rows of one {@link LevelKey}: exactly, for each combination of covariates, as long as these are few; where they are many and the
 * response is gaussian, by a QR decomposition. Which of both does not depend on the order of rows or parts.
 */
public final class LevelSums implements Serializable {
    private static final long serialVersionUID = 1L;
    /** Cells are kept where they are at most so many times the rows that a decomposition leaves. */
    private static final int MOST_CELLS = 2;

    private final int covariates;
    private final boolean gaussian;
    private @Nullable Map<Cell, CellSum> cells = new HashMap<>();
    private @Nullable DecomposedRows decomposed;

    /** What the rows of a cell share. */
    private record Cell(double[] values) implements Serializable {
        @Override
        public boolean equals(Object other) {
            return other instanceof Cell cell && Arrays.equals(values, cell.values);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }
    }

    /** @param gaussian whether nothing but the sum and the squares of responses matters, so that rows of a cell need not share them */
    LevelSums(int covariates, boolean gaussian) {
        this.covariates = covariates;
        this.gaussian = gaussian;
    }

    /**
     * Adds the rows of a cell.
     *
     * @param values [covariates]; where the response is not gaussian, behind them the response; it becomes this object's
     * @param sum of their responses; it is copied
     */
    void add(double[] values, CellSum sum) {
        if (cells == null) {
            decomposed().add(values, sum);
        } else {
            cells.computeIfAbsent(new Cell(values), _ -> new CellSum()).add(sum);
            decomposeIfMany();
        }
    }

    /** Adds what others of the same key have summed; returns this object. */
    public LevelSums merge(LevelSums other) {
        if (cells != null && other.cells != null) {
            other.cells.forEach((cell, sum) ->
                    cells.computeIfAbsent(cell, _ -> new CellSum()).add(sum));
            decomposeIfMany();
        } else {
            decomposed().add(other.decomposed());
        }
        return this;
    }

    /** Makes it small, for the way to another machine; returns this object. */
    public LevelSums compressed() {
        if (decomposed != null) {
            decomposed.decompose();
        }
        return this;
    }

    private void decomposeIfMany() {
        if (gaussian && cells != null && cells.size() > MOST_CELLS * (covariates + 1)) {
            decomposed();
        }
    }

    private DecomposedRows decomposed() {
        if (decomposed == null) {
            DecomposedRows rows = new DecomposedRows(covariates);
            if (cells != null) {
                cells.forEach((cell, sum) -> rows.add(cell.values, sum));
            }
            decomposed = rows;
            cells = null;
        }
        return decomposed;
    }

    /** The rows that stand for all. */
    List<MergedRows.Row> rows() {
        if (decomposed != null) {
            return List.of(decomposed.representatives());
        }
        List<MergedRows.Row> rows = new ArrayList<>();
        if (cells != null) {
            cells.forEach((cell, sum) -> rows.add(new MergedRows.Row(
                    Arrays.copyOf(cell.values, covariates), sum.mean(), sum.weight(), sum.squaresAroundMean())));
        }
        rows.sort(MergedRows.ORDER);
        return rows;
    }
}
