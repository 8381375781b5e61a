package leapfrog.model;

import java.util.Arrays;
import java.util.List;
import leapfrog.model.ModelData.Correlated;
import leapfrog.model.ModelData.Direct;
import leapfrog.model.ModelData.InBlock;
import leapfrog.model.ModelData.Pooled;
import leapfrog.model.ModelData.Rows;
import leapfrog.model.ModelData.Term;

/** Reads what is in a row of each population coefficient and effect of a noncentered model. */
final class RowColumns {
    private final ModelData data;
    private final int[] columnOf;
    /** Of each effect: its group, or −1 where it is of no interest, its place there, and where that is in x. */
    private final int[] group;

    private final int[] place;
    private final List<Marginal.Further> further;
    private final int[] firstOf;
    /** Columns of the population coefficients, then of the effects of further factors; which columns they are. */
    final double[] x;

    final int[] at;
    /** Covariates of the first group's effects. */
    final double[] z;

    private int level;

    /**
     * @param population [p] scalars that are the population coefficients, in the order of the columns
     * @param further the groups after the first, as columns
     */
    RowColumns(ModelData data, int[] population, EffectGroups groups, List<Marginal.Further> further) {
        this.data = data;
        columnOf = new int[data.scalars().size()];
        for (int m = 0; m < population.length; m++) {
            columnOf[population[m]] = m;
        }
        this.further = further;
        int effects = (int) data.terms().stream()
                .filter(term -> !(term.source() instanceof Direct))
                .count();
        group = new int[effects];
        place = new int[effects];
        Arrays.fill(group, -1);
        firstOf = new int[groups.groups().size()];
        int next = population.length;
        for (int g = 0; g < groups.groups().size(); g++) {
            int[] own = groups.groups().get(g).effects();
            for (int k = 0; k < own.length; k++) {
                group[own[k]] = g;
                place[own[k]] = k;
            }
            firstOf[g] = next;
            next += g == 0 ? 0 : own.length;
        }
        x = new double[next];
        at = new int[next];
        Arrays.setAll(at, m -> m);
        z = new double[groups.own().effects().length];
    }

    /** The column of a population coefficient. */
    int column(int scalar) {
        return columnOf[scalar];
    }

    /** The row's level of the first group, 0 where there is none. */
    int level() {
        return level;
    }

    /** Reads a row. */
    void fill(int row) {
        Rows rows = data.rows();
        Arrays.fill(x, 0);
        int effect = 0;
        level = 0;
        for (Term term : data.terms()) {
            double covariate = term.covariate() < 0 ? 1 : rows.covariates()[term.covariate()][row];
            int of = term.factor() < 0 ? 0 : rows.level()[term.factor()][row];
            int mean = switch (term.source()) {
                case Direct(int[] scalar) -> scalar[of];
                case Pooled pooled -> pooled.mean();
                case InBlock(int block, int k) -> {
                    Correlated correlated = data.correlated().get(block);
                    yield correlated.mean()[k];
                }
            };
            if (!(term.source() instanceof Direct)) {
                put(effect++, of, covariate);
            }
            if (mean >= 0) {
                x[columnOf[mean]] += covariate;
            }
        }
    }

    private void put(int effect, int of, double covariate) {
        int g = group[effect];
        if (g == 0) {
            level = of;
            z[place[effect]] = covariate;
        } else if (g > 0) {
            Marginal.Further factor = further.get(g - 1);
            int to = firstOf[g] + place[effect];
            at[to] = factor.first() + of * factor.effects() + place[effect];
            x[to] = covariate;
        }
    }
}
