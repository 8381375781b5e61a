package leapfrog.simd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import leapfrog.model.Likelihood;
import leapfrog.model.ModelData;
import leapfrog.model.ModelData.Rows;
import leapfrog.model.ModelData.Term;
import org.jspecify.annotations.Nullable;

/**
 * Holds rows in tiles, whose η of all lanes stay in the cache while every term passes over them.
 *
 * @param kernel of the rows
 * @param count number of rows
 * @param columns of terms without a factor and of factor 0
 * @param covariates [count × columns]
 * @param offset [count]; of a normal likelihood it is less the response, and rows are multiplied by the roots of their weights
 * @param response [count]
 * @param weight [count]; 1 where rows have none
 * @param standardError [count], or empty
 * @param segments of the columns
 * @param crossed the terms of other factors
 */
record TilePlan(
        Class<? extends RowKernel> kernel,
        int count,
        Columns columns,
        double[] covariates,
        double[] offset,
        double[] response,
        double[] weight,
        double[] standardError,
        TileOrder segments,
        CrossedTerm[] crossed)
        implements SortedRows {
    /** 128 rows × 16 lanes × 8 bytes: half of a first-level cache of 32 KiB. */
    static final int TILE = 128;

    int tiles() {
        return (count + TILE - 1) / TILE;
    }

    /** First row of a tile, or the number of rows. */
    int tileStart(int tile) {
        return Math.min(count, tile * TILE);
    }

    /** @param places of the first gradients of all terms */
    static TilePlan of(Likelihood likelihood, ModelData data, int[] places) {
        Rows rows = data.rows();
        int n = rows.count();
        Columns columns = Columns.of(data, places);
        double[] weight = orElse(rows.weight(), n, 1);
        double[] scale = new double[n];
        Arrays.setAll(scale, i -> likelihood == Likelihood.NORMAL ? Math.sqrt(weight[i]) : 1);
        double[] covariates = new double[n * columns.count()];
        double[] offset = orElse(rows.offset(), n, 0);
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < columns.count(); k++) {
                covariates[i * columns.count() + k] = scale[i] * columns.value(k, rows, i);
            }
            offset[i] = scale[i] * (offset[i] - (likelihood == Likelihood.NORMAL ? rows.response()[i] : 0));
        }
        return new TilePlan(
                RowKernel.of(likelihood, rows),
                n,
                columns,
                covariates,
                offset,
                rows.response(),
                weight,
                rows.standardError() == null ? new double[0] : rows.standardError(),
                TileOrder.of(columns.level()),
                crossed(data, scale, places));
    }

    private static CrossedTerm[] crossed(ModelData data, double[] scale, int[] places) {
        Rows rows = data.rows();
        TileOrder[] orders = new TileOrder[rows.level().length];
        List<CrossedTerm> crossed = new ArrayList<>();
        for (int t = 0; t < places.length; t++) {
            Term term = data.terms().get(t);
            int factor = term.factor();
            if (factor > 0) {
                if (orders[factor] == null) {
                    orders[factor] = TileOrder.of(rows.level()[factor]);
                }
                double[] covariate = new double[rows.count()];
                Arrays.setAll(covariate, i -> scale[i] * Columns.value(rows, term.covariate(), i));
                crossed.add(CrossedTerm.of(term.firstCoefficient(), places[t], covariate, orders[factor]));
            }
        }
        return crossed.toArray(CrossedTerm[]::new);
    }

    private static double[] orElse(double @Nullable [] values, int count, double value) {
        double[] copy = new double[count];
        Arrays.setAll(copy, i -> values == null ? value : values[i]);
        return copy;
    }

    @Override
    public int segmentColumns() {
        return columns.end().length;
    }
}
