package leapfrog.model.merge;

import java.util.stream.IntStream;
import leapfrog.model.Design;
import leapfrog.model.Family;
import leapfrog.model.sums.CellIndex;
import leapfrog.model.sums.CellSum;
import leapfrog.model.sums.Grouping;
import leapfrog.model.sums.RowKeys;

/**
 * Finds the rows of a design that are alike and sums their responses, cell by cell. Of a gaussian response the number, mean and squares are enough;
 * rows with any other are alike only if their responses are equal.
 */
public final class DesignCells {
    private final double[] response;
    private final CellIndex index;

    /** Of rows whose keys these are. */
    DesignCells(RowKeys keys, double[] response) {
        this.response = response;
        index = new CellIndex(keys, response.length);
    }

    /**
     * The design of the cells of a design's rows, in any order; itself if these would be more than nine tenths of the rows, or if its rows stand for
     * others already.
     */
    public static Design collapse(Design design, Family family) {
        if (design.repeats() != null) {
            return design;
        }
        DesignColumns columns = DesignColumns.of(design);
        RowKeys keys = keys(columns, design.response(), meansSuffice(design, family));
        if (many(keys.distinctAtLeast(design.rows()), design)) {
            return design;
        }
        DesignCells cells = new DesignCells(keys, design.response());
        if (many(cells.count(), design)) {
            return design;
        }
        double[] response = new double[cells.count()];
        double[] count = new double[cells.count()];
        double[] squares = new double[cells.count()];
        cells.forEach((cell, sum) -> {
            response[cell] = sum.mean();
            count[cell] = sum.weight();
            squares[cell] = sum.squaresAroundMean();
        });
        return columns.only(cells.first()).in(design, response, new Design.Repeats(count, squares));
    }

    private static boolean many(int cells, Design design) {
        return 10L * cells > 9L * design.rows();
    }

    /**
     * What rows of a cell share.
     *
     * @param means whether {@link #meansSuffice}
     */
    static RowKeys keys(DesignColumns columns, double[] response, boolean means) {
        RowKeys keys = new RowKeys(columns.levels(), columns.covariates());
        for (double[] column : columns.numbers()) {
            keys = keys.and(column);
        }
        return means ? keys : keys.and(response);
    }

    /** Whether nothing but the number, mean and squares of a cell's responses matters. */
    static boolean meansSuffice(Design design, Family family) {
        // Beside sigma each standard error makes a scale of its own, of which sums of responses say too little.
        boolean errors =
                design.additions().standardError() != null && design.additions().sigma();
        return family.kind() == Family.Kind.GAUSSIAN && !errors;
    }

    /** Number of cells. */
    int count() {
        return index.count();
    }

    /** [cells] the first row of each. */
    int[] first() {
        return index.first();
    }

    /** Is shown one cell after another. */
    interface Visitor {
        /** @param sum of the cell's responses, which the next cell's overwrites */
        void cell(int cell, CellSum sum);
    }

    /** Shows all cells, in the order of their first rows. */
    void forEach(Visitor visitor) {
        int[] cell = index.cell();
        Grouping rows = Grouping.of(IntStream.range(0, response.length).toArray(), index.count(), row -> cell[row]);
        CellSum sum = new CellSum();
        for (int c = 0; c < index.count(); c++) {
            sum.clear();
            for (int i = rows.start()[c]; i < rows.start()[c + 1]; i++) {
                sum.add(response[rows.members()[i]]);
            }
            visitor.cell(c, sum);
        }
    }
}
