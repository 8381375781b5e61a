package leapfrog.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the columns that a model's terms use and makes likelihood rows of them, sorted by the level of factor 0 (stable).
 * Columns of equal content are one.
 */
final class RowBuilder {
    private final Design design;
    private final Observations observations;
    private final List<double[]> covariates = new ArrayList<>();

    RowBuilder(Design design, Observations observations) {
        this.design = design;
        this.observations = observations;
    }

    /** The index of a column among the rows' covariates; −1 for the constant 1. */
    int covariate(double @Nullable [] column) {
        if (column == null) {
            return -1;
        }
        for (int k = 0; k < covariates.size(); k++) {
            if (Arrays.equals(covariates.get(k), column)) {
                return k;
            }
        }
        covariates.add(column);
        return covariates.size() - 1;
    }

    /** One row for each used row of the table. */
    ModelData.Rows rows() {
        int n = design.response().length;
        int factors = design.factors().size();
        int[] order = order();
        double[][] columns = new double[covariates.size()][];
        for (int k = 0; k < columns.length; k++) {
            columns[k] = permute(covariates.get(k), order);
        }
        int[][] level = new int[factors][n];
        int[] levels = new int[factors];
        for (int f = 0; f < factors; f++) {
            Design.Factor factor = design.factors().get(f);
            levels[f] = factor.levels().size();
            for (int i = 0; i < n; i++) {
                level[f][i] = factor.level()[order[i]];
            }
        }
        return new ModelData.Rows(
                n,
                permute(observations.response(), order),
                columns,
                level,
                levels,
                permuteIfAny(design.offset(), order),
                permuteIfAny(observations.weight(), order),
                permuteIfAny(observations.standardError(), order),
                observations.totals());
    }

    /** Row numbers, counted into the levels of factor 0. */
    private int[] order() {
        int n = design.response().length;
        int[] order = new int[n];
        int[] level = design.factors().isEmpty()
                ? new int[n]
                : design.factors().getFirst().level();
        int levels = design.factors().isEmpty()
                ? 1
                : design.factors().getFirst().levels().size();
        int[] next = new int[levels + 1];
        for (int i = 0; i < n; i++) {
            next[level[i] + 1]++;
        }
        for (int j = 0; j < levels; j++) {
            next[j + 1] += next[j];
        }
        for (int i = 0; i < n; i++) {
            order[next[level[i]]++] = i;
        }
        return order;
    }

    private static double @Nullable [] permuteIfAny(double @Nullable [] column, int[] order) {
        return column == null ? null : permute(column, order);
    }

    private static double[] permute(double[] column, int[] order) {
        double[] result = new double[order.length];
        for (int i = 0; i < order.length; i++) {
            result[i] = column[order[i]];
        }
        return result;
    }
}
