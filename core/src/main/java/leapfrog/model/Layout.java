package leapfrog.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import leapfrog.model.Parametrization.Form;
import leapfrog.model.prior.Slot;
import org.jspecify.annotations.Nullable;

/**
 * Lays out a design's parameters: scalars first (population coefficients in formula order, the group effects' standard deviations,
 * the canonical partial correlations of correlated ones, the family's parameters), then the coordinates of each group effect.
 *
 * @param columns columns of the population's model matrix; column k is scalar k
 * @param effects group effects in formula order; effect e's standard deviation is scalar columns + e
 * @param blocks which of them are correlated
 * @param absorbed [columns] whether a group effect takes the coefficient as its mean, out of the likelihood
 * @param parameters names of the family's estimated parameters; they are the last scalars
 */
record Layout(
        Design design,
        List<Column> columns,
        List<Effect> effects,
        List<Block> blocks,
        boolean[] absorbed,
        List<String> parameters) {
    /**
     * One population coefficient.
     *
     * @param term index into {@link Design#population()}
     * @param level of the term's factor, or −1
     * @param slot its name
     * @param empty whether no row says anything about it: the column is 0 in all rows that have a say
     */
    record Column(int term, int level, Slot slot, ColumnStatistics statistics, boolean empty) {}

    /**
     * One coefficient that varies over a factor's levels.
     *
     * @param population the scalar of the population coefficient of the same name, or −1
     * @param absorbing whether that scalar is the mean of this effect
     * @param firstCoordinate that of its first level
     * @param centered [levels] whether a level's own coefficient, or deviation, is its coordinate
     */
    record Effect(
            int factor,
            String group,
            String name,
            double @Nullable [] covariate,
            int levels,
            int population,
            boolean absorbing,
            int firstCoordinate,
            boolean[] centered) {
        /** The scalar that is its mean, or −1 for mean 0. */
        int mean() {
            return absorbing ? population : -1;
        }

        Slot slot() {
            return new Slot("sd", "sd_" + group, name);
        }

        /** About the largest that its standard deviation may be: what makes a predictor's noise of a change of one sd of the covariate. */
        double scale(double noise, double @Nullable [] counts) {
            return covariate == null
                    ? noise
                    : noise
                            / ColumnStatistics.of(covariate, covariate.length, counts)
                                    .size();
        }

        /** What a level's coordinate is called, without index: {@code coef_county}, {@code r_county}, {@code z_county}. */
        String coordinate(int level) {
            return (centered[level] ? (absorbing ? "coef_" : "r_") : "z_") + group;
        }

        int[] centeredLevels() {
            return IntStream.range(0, levels).filter(j -> centered[j]).toArray();
        }

        /** The same with another choice. */
        Effect with(boolean[] other) {
            return new Effect(factor, group, name, covariate, levels, population, absorbing, firstCoordinate, other);
        }
    }

    /**
     * Correlated effects: those of one group term with {@code |}, which follow one another and have the same factor.
     *
     * @param first index of the first effect
     * @param size number of effects, K ≥ 2
     * @param firstPartial scalar of the first of K (K − 1) / 2 canonical partial correlations p_21, p_31, p_32, …
     */
    record Block(int first, int size, int firstPartial) {
        /** Its canonical partial correlations, in the order of their scalars. */
        List<Partial> partials() {
            List<Partial> partials = new ArrayList<>();
            for (int row = 1; row < size; row++) {
                for (int column = 0; column < row; column++) {
                    partials.add(new Partial(this, row, column));
                }
            }
            return partials;
        }
    }

    /** A canonical partial correlation of a block, at a row and a column < row of its Cholesky factor, counted from 0. */
    record Partial(Block block, int row, int column) {}

    /** The canonical partial correlations of all blocks, in the order of their scalars. */
    List<Partial> partials() {
        return blocks.stream().flatMap(block -> block.partials().stream()).toList();
    }

    /** The block that an effect belongs to, or −1. */
    int block(int effect) {
        for (int b = 0; b < blocks.size(); b++) {
            int k = effect - blocks.get(b).first();
            if (k >= 0 && k < blocks.get(b).size()) {
                return b;
            }
        }
        return -1;
    }

    int sd(int effect) {
        return columns.size() + effect;
    }

    /** The scalar of the first canonical partial correlation, if there are any. */
    int firstPartial() {
        return columns.size() + effects.size();
    }

    /** The scalar of a parameter of the family, or −1 if it is not estimated. */
    int parameter(String name) {
        int k = parameters.indexOf(name);
        return k < 0 ? -1 : scalars() - parameters.size() + k;
    }

    int scalars() {
        return firstPartial() + partials().size() + parameters.size();
    }

    int dimension() {
        Effect last = effects.isEmpty() ? null : effects.getLast();
        return last == null ? scalars() : last.firstCoordinate() + last.levels();
    }

    /** The scalar of the intercept, or −1. */
    int intercept() {
        for (int k = 0; k < columns.size(); k++) {
            if (columns.get(k).slot().kind().equals("Intercept")) {
                return k;
            }
        }
        return -1;
    }

    /** The names of the scalars on their natural scale, in order. */
    List<Slot> slots() {
        List<Slot> slots = new ArrayList<>();
        columns.forEach(column -> slots.add(column.slot()));
        effects.forEach(effect -> slots.add(effect.slot()));
        partials().forEach(partial -> slots.add(correlation(partial)));
        parameters.forEach(name -> slots.add(new Slot(name, name, "")));
        return slots;
    }

    /** The correlation of two effects, the earlier one first; the partial one of the same pair has its prior. */
    Slot correlation(Partial partial) {
        Effect later = effects.get(partial.block().first() + partial.row());
        Effect earlier = effects.get(partial.block().first() + partial.column());
        return new Slot("cor", "cor_" + later.group(), earlier.name() + "," + later.name());
    }

    /**
     * The names of the unconstrained coordinates, in order.
     *
     * @param transforms [scalars]
     */
    List<String> coordinates(List<Transform> transforms) {
        List<String> names = new ArrayList<>();
        for (Slot slot : slots()) {
            names.add(transforms.get(names.size()).prefix() + slot.name());
        }
        List<Partial> partials = partials();
        for (int p = 0; p < partials.size(); p++) {
            names.set(firstPartial() + p, coordinate(partials.get(p)));
        }
        for (Effect effect : effects) {
            List<String> levels = design.factors().get(effect.factor()).levels();
            for (int j = 0; j < effect.levels(); j++) {
                names.add(effect.coordinate(j) + "[" + levels.get(j) + "," + effect.name() + "]");
            }
        }
        return names;
    }

    /** {@code cpc_county[floor,Intercept]}: row and column. */
    private String coordinate(Partial partial) {
        Effect row = effects.get(partial.block().first() + partial.row());
        Effect column = effects.get(partial.block().first() + partial.column());
        return "cpc_" + row.group() + "[" + row.name() + "," + column.name() + "]";
    }

    /**
     * With levels noncentered that are still to be chosen for.
     *
     * @param parameters names of the family's estimated parameters
     */
    static Layout of(Design design, List<String> parameters, Parametrization parametrization) {
        parametrization.requireKnown(design);
        List<Column> columns = columns(design);
        boolean[] absorbed = new boolean[columns.size()];
        List<Effect> effects = new ArrayList<>();
        int coordinate = columns.size() + parameters.size();
        int partial = columns.size();
        for (Design.GroupTerm term : design.groups()) {
            coordinate += term.coefficients().size() + term.correlations();
            partial += term.coefficients().size();
        }
        List<Block> blocks = new ArrayList<>();
        Set<Slot> seen = new HashSet<>();
        for (Design.GroupTerm term : design.groups()) {
            Design.Factor factor = design.factors().get(term.factor());
            if (term.correlations() > 0) {
                blocks.add(new Block(effects.size(), term.coefficients().size(), partial));
                partial += term.correlations();
            }
            for (Design.GroupCoefficient coefficient : term.coefficients()) {
                int population = populationScalar(columns, design, coefficient);
                boolean absorbing = population >= 0 && !absorbed[population];
                if (absorbing) {
                    absorbed[population] = true;
                }
                boolean[] centered = new boolean[factor.levels().size()];
                Form form = parametrization.of(factor.name(), coefficient.name());
                Arrays.fill(centered, form == Form.CENTERED);
                Effect effect = new Effect(
                        term.factor(),
                        factor.name(),
                        coefficient.name(),
                        coefficient.covariate(),
                        factor.levels().size(),
                        population,
                        absorbing,
                        coordinate,
                        centered);
                if (!seen.add(effect.slot())) {
                    throw new InputException("the formula has " + effect.slot().name()
                            + " twice; a coefficient can vary over a group only once");
                }
                effects.add(effect);
                coordinate += effect.levels();
            }
        }
        return new Layout(
                design,
                List.copyOf(columns),
                List.copyOf(effects),
                List.copyOf(blocks),
                absorbed,
                List.copyOf(parameters));
    }

    /** The same with other effects at the same places. */
    Layout with(List<Effect> others) {
        return new Layout(design, columns, List.copyOf(others), blocks, absorbed, parameters);
    }

    /** The population coefficient that a group coefficient varies, or −1. */
    private static int populationScalar(List<Column> columns, Design design, Design.GroupCoefficient coefficient) {
        for (int k = 0; k < columns.size(); k++) {
            Column column = columns.get(k);
            Design.PopulationTerm term = design.population().get(column.term());
            boolean same = term.factor() < 0
                    ? term.name().equals(coefficient.name())
                    : isLevel(column, term, design, coefficient);
            if (same) {
                return k;
            }
        }
        return -1;
    }

    /**
     * Whether a group coefficient is that of a coded level: in group terms a factor's levels are single coefficients, with the
     * level in the name ({@code housewood}) and the indicator in the covariate.
     */
    private static boolean isLevel(
            Column column, Design.PopulationTerm term, Design design, Design.GroupCoefficient coefficient) {
        double[] indicator = coefficient.covariate();
        for (String part : column.slot().element().split(":", -1)) {
            if (indicator == null || !coefficient.name().contains(part)) {
                return false;
            }
        }
        int[] level = design.factors().get(term.factor()).level();
        for (int i = 0; indicator != null && i < level.length; i++) {
            double x = level[i] != column.level() ? 0 : term.covariate() == null ? 1 : term.covariate()[i];
            if (indicator[i] != x) {
                return false;
            }
        }
        return true;
    }

    private static List<Column> columns(Design design) {
        int n = design.response().length;
        List<Column> columns = new ArrayList<>();
        for (int t = 0; t < design.population().size(); t++) {
            Design.PopulationTerm term = design.population().get(t);
            String variable = "b_" + term.name();
            boolean[] told = told(design, term);
            if (term.factor() < 0) {
                String kind = term.covariate() == null && term.name().equals("Intercept") ? "Intercept" : "b";
                ColumnStatistics statistics = ColumnStatistics.of(term.covariate(), n, design.counts());
                columns.add(new Column(t, -1, new Slot(kind, variable, ""), statistics, !told[0]));
                continue;
            }
            Design.Factor factor = design.factors().get(term.factor());
            int levels = factor.levels().size();
            ColumnStatistics[] statistics =
                    ColumnStatistics.ofLevels(term.covariate(), factor.level(), levels, design.counts());
            for (int j = 0; j < levels; j++) {
                if (term.coded()[j]) {
                    Slot slot = new Slot("b", variable, factor.levels().get(j));
                    columns.add(new Column(t, j, slot, statistics[j], !told[j]));
                }
            }
        }
        return columns;
    }

    /** [levels, or 1 without a factor] whether a row that has a say has an entry other than 0 there. */
    private static boolean[] told(Design design, Design.PopulationTerm term) {
        Design.Factor factor = term.factor() < 0 ? null : design.factors().get(term.factor());
        double[] covariate = term.covariate();
        boolean[] told = new boolean[factor == null ? 1 : factor.levels().size()];
        for (int i = 0; i < design.response().length; i++) {
            if (design.informs(covariate, i)) {
                told[factor == null ? 0 : factor.level()[i]] = true;
            }
        }
        return told;
    }
}
