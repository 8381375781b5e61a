package leapfrog.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import leapfrog.model.Design;
import leapfrog.model.LinearPredictor;
import leapfrog.model.Model;
import leapfrog.model.PopulationColumn;
import org.jspecify.annotations.Nullable;

/**
 * Lays out all effects of a model for elimination: those of one factor, that with the most, are local to its levels and touch each other
 * within a level alone; all others are global. Rows of equal covariates and levels are one cell.
 *
 * <p>Each level has the same {@link #locals} local effects, those of a reference level with covariate 0. Of the {@link #globals} global ones a
 * cell touches at most {@link #touched}.
 */
final class EffectCells {
    /** Levels of the factor with the local effects; 1 without any. */
    final int levels;

    final int locals;
    final int globals;
    final int touched;
    /** [rows] the cell of each row. */
    final int[] cell;
    /** [cells] the level of each cell. */
    final int[] level;
    /** [cells × locals] covariates of the local effects. */
    final double[] local;
    /** [cells × touched] which global effects, −1 for none, and with what covariate. */
    final int[] global;

    final double[] covariate;
    /** [levels × locals] and [globals] prior means and precisions; those of group effects are 0 and 1. */
    final double[] localMean;

    final double[] localPrecision;
    final double[] globalMean;
    final double[] globalPrecision;
    /** Priors on sums of global effects. */
    final List<NormalEffects.Sum> sums;
    /** Group effects, which have covariates in units of their standard deviations and independent of each other once scaled. */
    final List<Vector> vectors;

    /**
     * Effects of one factor that vary together; their covariates stand side by side.
     *
     * @param local whether they are local
     * @param at where its covariates start among a cell's local or global ones
     * @param size number of effects
     */
    record Vector(LinearPredictor.Deviations quantities, boolean local, int at, int size) {}

    EffectCells(Model model) {
        Design design = model.design();
        NormalEffects priors = NormalEffects.of(model);
        Plan plan = new Plan(design, priors, LinearPredictor.of(model).deviations());
        levels =
                plan.factor < 0 ? 1 : design.factors().get(plan.factor).levels().size();
        locals = plan.locals.size();
        touched = plan.touched.size();
        globals = plan.globals;
        vectors = List.copyOf(plan.vectors);
        localMean = new double[levels * locals];
        localPrecision = filled(levels * locals);
        globalMean = new double[globals];
        globalPrecision = filled(globals);
        List<PopulationColumn> columns = PopulationColumn.of(design);
        int[] place = new int[columns.size()];
        for (int k = 0; k < columns.size(); k++) {
            int slot = plan.localSlot(columns.get(k).term());
            if (slot >= 0) {
                localMean[columns.get(k).level() * locals + slot] = priors.mean()[k];
                localPrecision[columns.get(k).level() * locals + slot] = priors.precision()[k];
            } else {
                place[k] = plan.globalOfColumn[k];
                globalMean[place[k]] = priors.mean()[k];
                globalPrecision[place[k]] = priors.precision()[k];
            }
        }
        sums = priors.sums().stream()
                .map(sum -> new NormalEffects.Sum(
                        Arrays.stream(sum.columns()).map(k -> place[k]).toArray(),
                        sum.weights(),
                        sum.mean(),
                        sum.precision()))
                .toList();
        int n = design.rows();
        cell = new int[n];
        Map<List<Object>, Integer> cells = new HashMap<>();
        List<Content> contents = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            Content content = plan.content(i);
            Integer known = cells.putIfAbsent(content.key(), contents.size());
            if (known == null) {
                contents.add(content);
            }
            cell[i] = known == null ? contents.size() - 1 : known;
        }
        level = contents.stream().mapToInt(Content::level).toArray();
        local = new double[level.length * locals];
        global = new int[level.length * touched];
        covariate = new double[level.length * touched];
        for (int c = 0; c < level.length; c++) {
            System.arraycopy(contents.get(c).local(), 0, local, c * locals, locals);
            System.arraycopy(contents.get(c).global(), 0, global, c * touched, touched);
            System.arraycopy(contents.get(c).covariate(), 0, covariate, c * touched, touched);
        }
    }

    private static double[] filled(int length) {
        double[] ones = new double[length];
        Arrays.fill(ones, 1);
        return ones;
    }

    int cells() {
        return level.length;
    }

    /** Multiplications that eliminating the effects at one draw takes, roughly. */
    double work() {
        double k = locals;
        double g = globals;
        double factors = levels * (k * k * k / 3 + k * k * g + k * g * g / 2) + g * g * g / 3;
        return factors + cells() * (k * k + k * g + g * g / 2 + 20) + 10.0 * cell.length;
    }

    /** What a row says of the effects. */
    private record Content(int level, double[] local, int[] global, double[] covariate) {
        List<Object> key() {
            List<Object> key = new ArrayList<>(List.of(level));
            Arrays.stream(local).forEach(key::add);
            Arrays.stream(global).forEach(key::add);
            Arrays.stream(covariate).forEach(key::add);
            return key;
        }
    }

    /** Decides which effects are local, and where each stands. */
    private static final class Plan {
        private final Design design;
        private final int factor;
        /** A covariate a local effect, or a touched global one: that of a population term or of a group coefficient. */
        private final List<Source> locals = new ArrayList<>();

        private final List<Source> touched = new ArrayList<>();
        private final List<Vector> vectors = new ArrayList<>();
        private final int[] globalOfColumn;
        private int globals;

        /**
         * @param term the population term, or −1
         * @param factor of it, or −1
         * @param index [levels of the factor, or 1] the global effect of each level, −1 for none; empty for local ones
         */
        private record Source(int term, int factor, double @Nullable [] covariate, int[] index) {
            double covariate(int row) {
                return covariate == null ? 1 : covariate[row];
            }
        }

        Plan(Design design, NormalEffects priors, List<LinearPredictor.Deviations> effects) {
            this.design = design;
            globalOfColumn = new int[PopulationColumn.of(design).size()];
            factor = mostEffects(priors, effects);
            for (int t = 0; t < design.population().size(); t++) {
                addPopulation(t, priors);
            }
            List<Design.GroupCoefficient> coefficients = design.groups().stream()
                    .flatMap(term -> term.coefficients().stream())
                    .toList();
            int first = 0;
            for (LinearPredictor.Deviations vector : effects) {
                addVector(vector, coefficients.subList(first, first + vector.sd().length));
                first += vector.sd().length;
            }
        }

        private int mostEffects(NormalEffects priors, List<LinearPredictor.Deviations> effects) {
            int[] count = new int[design.factors().size()];
            for (LinearPredictor.Deviations vector : effects) {
                count[vector.factor()] += vector.sd().length
                        * design.factors().get(vector.factor()).levels().size();
            }
            for (int t = 0; t < design.population().size(); t++) {
                Design.PopulationTerm term = design.population().get(t);
                if (term.factor() >= 0 && !priors.tied(design, t)) {
                    count[term.factor()] += term.coded().length;
                }
            }
            int most = -1;
            for (int f = 0; f < count.length; f++) {
                if (count[f] > (most < 0 ? 0 : count[most])) {
                    most = f;
                }
            }
            return most;
        }

        private void addPopulation(int t, NormalEffects priors) {
            Design.PopulationTerm term = design.population().get(t);
            if (term.factor() >= 0 && term.factor() == factor && !priors.tied(design, t)) {
                locals.add(new Source(t, factor, term.covariate(), new int[0]));
                return;
            }
            int[] index = new int[Math.max(1, term.coded().length)];
            Arrays.fill(index, -1);
            List<PopulationColumn> columns = PopulationColumn.of(design);
            for (int k = 0; k < columns.size(); k++) {
                if (columns.get(k).term() == t) {
                    index[Math.max(0, columns.get(k).level())] = globals;
                    globalOfColumn[k] = globals++;
                }
            }
            touched.add(new Source(t, term.factor(), term.covariate(), index));
        }

        private void addVector(LinearPredictor.Deviations vector, List<Design.GroupCoefficient> coefficients) {
            boolean local = vector.factor() == factor;
            List<Source> sources = local ? locals : touched;
            int size = coefficients.size();
            vectors.add(new Vector(vector, local, sources.size(), size));
            int count =
                    local ? 0 : design.factors().get(vector.factor()).levels().size();
            for (int k = 0; k < size; k++) {
                int[] index = new int[count];
                int offset = globals + k;
                Arrays.setAll(index, j -> offset + j * size);
                sources.add(new Source(-1, vector.factor(), coefficients.get(k).covariate(), index));
            }
            globals += count * size;
        }

        /** The local effect of a population term, or −1. */
        int localSlot(int term) {
            for (int s = 0; s < locals.size(); s++) {
                if (locals.get(s).term() == term) {
                    return s;
                }
            }
            return -1;
        }

        Content content(int row) {
            int level = factor < 0 ? 0 : design.factors().get(factor).level()[row];
            double[] local = new double[locals.size()];
            for (int s = 0; s < local.length; s++) {
                int term = locals.get(s).term();
                boolean coded = term < 0 || design.population().get(term).coded()[level];
                local[s] = coded ? locals.get(s).covariate(row) : 0;
            }
            int[] global = new int[touched.size()];
            double[] covariate = new double[touched.size()];
            for (int s = 0; s < global.length; s++) {
                Source source = touched.get(s);
                int at = source.factor() < 0
                        ? 0
                        : design.factors().get(source.factor()).level()[row];
                global[s] = source.index()[at];
                covariate[s] = source.covariate(row);
            }
            return new Content(level, local, global, covariate);
        }
    }
}
