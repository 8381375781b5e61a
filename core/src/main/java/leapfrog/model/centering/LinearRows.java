package leapfrog.model.centering;

import java.util.Arrays;
import leapfrog.model.ModelData;

/**
 * Reads what a model's rows add to the linear predictor: population coefficients β as a few entries of a sparse row, group effects as
 * covariates of their terms. One instance serves one thread.
 */
final class LinearRows {
    final ModelData.Rows rows;
    /** Number of population coefficients, those that are means of group effects included. */
    final int columns;
    /** Columns of the row that {@link #read} was last called for. */
    final int[] column;
    /** Their values. */
    final double[] value;

    /** [terms] null for the constant 1. */
    private final double[][] covariate;
    /** [terms][levels] the column of a level's population coefficient, −1 for none; one entry where all levels have the same. */
    private final int[][] population;

    private final int[][] level;

    LinearRows(ModelData data) {
        rows = data.rows();
        int terms = data.terms().size();
        column = new int[terms];
        value = new double[terms];
        covariate = new double[terms][];
        population = new int[terms][];
        level = new int[terms][];
        int[] columnOf = new int[data.scalars().size()];
        Arrays.fill(columnOf, -1);
        int next = 0;
        for (int t = 0; t < terms; t++) {
            ModelData.Term term = data.terms().get(t);
            covariate[t] = term.covariate() < 0 ? null : rows.covariates()[term.covariate()];
            int[] scalars = scalars(data, term);
            for (int scalar : scalars) {
                if (scalar >= 0 && columnOf[scalar] < 0) {
                    columnOf[scalar] = next++;
                }
            }
            population[t] = Arrays.stream(scalars)
                    .map(scalar -> scalar < 0 ? -1 : columnOf[scalar])
                    .toArray();
            level[t] = scalars.length == 1 ? null : rows.level()[term.factor()];
        }
        columns = next;
    }

    private static int[] scalars(ModelData data, ModelData.Term term) {
        return switch (term.source()) {
            case ModelData.Direct(int[] scalar) -> scalar;
            case ModelData.Pooled pooled -> new int[] {pooled.mean()};
            case ModelData.InBlock(int block, int k) ->
                new int[] {data.correlated().get(block).mean()[k]};
        };
    }

    double covariate(int term, int row) {
        return covariate[term] == null ? 1 : covariate[term][row];
    }

    double offset(int row) {
        return rows.offset() == null ? 0 : rows.offset()[row];
    }

    /** Fills columns and values with a row's population part; returns how many entries it has. */
    int read(int row) {
        int count = 0;
        for (int t = 0; t < population.length; t++) {
            int at = population[t][level[t] == null ? 0 : level[t][row]];
            if (at >= 0) {
                column[count] = at;
                value[count++] = covariate(t, row);
            }
        }
        return count;
    }

    /** The linear predictor of a row without its group effects. */
    double population(int row, double[] beta) {
        double sum = offset(row);
        int count = read(row);
        for (int c = 0; c < count; c++) {
            sum += value[c] * beta[column[c]];
        }
        return sum;
    }

    /** What a effects adds to the linear predictor of a row. */
    double deviation(FactorEffects effects, int row) {
        double sum = 0;
        int of = rows.level()[effects.factor()][row];
        for (int k = 0; k < effects.size(); k++) {
            sum += covariate(effects.terms()[k], row) * effects.deviation()[k][of];
        }
        return sum;
    }

    /** The information on a term's coefficients, a row of the table on average. */
    double information(int term, double[] information) {
        double sum = 0;
        for (int i = 0; i < rows.count(); i++) {
            sum += information[i] * covariate(term, i) * covariate(term, i);
        }
        return sum / rows.totals().observations();
    }
}
