package leapfrog.simd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import leapfrog.model.ModelData;
import leapfrog.model.ModelData.Rows;
import leapfrog.model.ModelData.Term;

/**
 * Holds the rows of any model in tiles, whose η of all lanes stay in the cache while every term passes over them.
 *
 * <p>Terms without a factor and those of factor 0 are one matrix of distinct covariates: within a segment, rows of one level in one
 * tile, the coefficients of a covariate are one sum, and so are their gradients. Terms of other factors pass one by one.
 *
 * @param count number of rows
 * @param columns number of distinct covariates, the constant among them
 * @param covariates [count × columns]
 * @param global for each column the coefficients of terms without a factor
 * @param byLevel for each column the first coefficients of terms of factor 0
 * @param weight [count]; 1 where rows have none
 * @param offset [count]; 0 where rows have none
 * @param standardError [count], or empty
 * @param segments of factor 0
 * @param crossed the terms of other factors
 */
record RowPlan(
        int count,
        int columns,
        double[] covariates,
        int[][] global,
        int[][] byLevel,
        double[] response,
        double[] weight,
        double[] offset,
        double[] standardError,
        TileOrder segments,
        CrossedTerm[] crossed) {
    /** 128 rows × 16 lanes × 8 bytes: half of a first-level cache of 32 KiB. */
    static final int TILE = 128;

    int tiles() {
        return (count + TILE - 1) / TILE;
    }

    /** First row of a tile, or the number of rows. */
    int tileStart(int tile) {
        return Math.min(count, tile * TILE);
    }

    static RowPlan of(ModelData data) {
        Rows rows = data.rows();
        int n = rows.count();
        List<Integer> distinct = new ArrayList<>();
        List<CrossedTerm> crossed = new ArrayList<>();
        TileOrder[] orders = new TileOrder[rows.level().length];
        boolean leveled = false;
        for (Term term : data.terms()) {
            if (term.factor() > 0) {
                if (orders[term.factor()] == null) {
                    orders[term.factor()] = TileOrder.of(rows.level()[term.factor()]);
                }
                crossed.add(CrossedTerm.of(rows, term, orders[term.factor()]));
            } else {
                leveled |= term.factor() == 0;
                if (!distinct.contains(term.covariate())) {
                    distinct.add(term.covariate());
                }
            }
        }
        int columns = distinct.size();
        double[] covariates = new double[n * columns];
        int[][] global = new int[columns][];
        int[][] byLevel = new int[columns][];
        for (int k = 0; k < columns; k++) {
            int covariate = distinct.get(k);
            for (int i = 0; i < n; i++) {
                covariates[i * columns + k] = covariate < 0 ? 1 : rows.covariates()[covariate][i];
            }
            global[k] = firstCoefficients(data, covariate, -1);
            byLevel[k] = firstCoefficients(data, covariate, 0);
        }
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        return new RowPlan(
                n,
                columns,
                covariates,
                global,
                byLevel,
                rows.response(),
                rows.weight() == null ? ones : rows.weight(),
                rows.offset() == null ? new double[n] : rows.offset(),
                rows.standardError() == null ? new double[0] : rows.standardError(),
                TileOrder.of(leveled ? rows.level()[0] : new int[n]),
                crossed.toArray(CrossedTerm[]::new));
    }

    private static int[] firstCoefficients(ModelData data, int covariate, int factor) {
        return data.terms().stream()
                .filter(term -> term.covariate() == covariate && term.factor() == factor)
                .mapToInt(Term::firstCoefficient)
                .toArray();
    }
}
