package leapfrog.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import leapfrog.model.Design;
import leapfrog.model.Model;
import leapfrog.model.ModelData;
import leapfrog.model.PopulationColumn;
import leapfrog.model.PriorUse;
import leapfrog.model.Reduction;
import leapfrog.model.Variable;

/** Writes a model in mathematical notation, with its priors, parameters, parametrization, rows and their reduction. */
final class ModelText {
    /** A coefficient that varies by group, as the design and the model's terms tell it. */
    private record Effect(Design.Factor factor, Design.GroupCoefficient coefficient, String mean, boolean centered) {
        static Effect of(
                Model model, Design.Factor factor, Design.GroupCoefficient coefficient, ModelData.Pooled pooled) {
            String mean = pooled.mean() < 0 ? "0" : model.coordinates().get(pooled.mean());
            return new Effect(factor, coefficient, mean, pooled.centered()[0]);
        }

        String index() {
            return factor.name() + "[" + coefficient.name() + "]";
        }

        /** What stands in η: the group's own coefficient, or its deviation where another term carries the mean. */
        String name(String level) {
            return (mean.equals("0") ? "r_" : "coef_") + factor.name() + "[" + level + "," + coefficient.name() + "]";
        }
    }

    private final Model model;
    private final Design design;
    private final List<Effect> effects;

    ModelText(Model model) {
        this.model = model;
        design = model.design();
        effects = effects(model);
    }

    private static List<Effect> effects(Model model) {
        List<ModelData.Pooled> pooled = model.data().terms().stream()
                .map(ModelData.Term::source)
                .filter(ModelData.Pooled.class::isInstance)
                .map(ModelData.Pooled.class::cast)
                .toList();
        List<Effect> effects = new ArrayList<>();
        for (Design.GroupTerm term : model.design().groups()) {
            for (Design.GroupCoefficient coefficient : term.coefficients()) {
                Design.Factor factor = model.design().factors().get(term.factor());
                effects.add(Effect.of(model, factor, coefficient, pooled.get(effects.size())));
            }
        }
        return effects;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(design.formula()).append("\n\n");
        equations().forEach(line -> text.append("  ").append(line).append('\n'));
        text.append("\npriors\n").append(AlignedTable.of(priors(), 2));
        text.append("\nparameters (").append(model.dimension()).append(" unconstrained coordinates)\n");
        text.append(AlignedTable.of(parameters(), 2));
        if (!effects.isEmpty()) {
            text.append("\nparametrization\n").append(AlignedTable.of(parametrization(), 3));
        }
        text.append("\nrows\n  ").append(rows()).append('\n');
        model.warnings()
                .forEach(warning -> text.append("\nwarning: ").append(warning).append('\n'));
        return text.toString();
    }

    private List<String> equations() {
        List<String> lines = new ArrayList<>(ResponseText.lines(model));
        List<String> sum = new ArrayList<>();
        if (design.offset() != null) {
            sum.add("offset_i");
        }
        sum.addAll(populationTerms());
        effects.forEach(effect -> sum.add(effect.name(effect.factor().name() + "_i")
                + times(effect.coefficient().covariate() == null, effect)));
        lines.add("η_i = " + (sum.isEmpty() ? "0" : String.join(" + ", sum)));
        design.population().forEach(term -> addReference(term, lines));
        for (Effect effect : effects) {
            lines.add(effect.name("j") + " ~ Normal(" + effect.mean() + ", sd_" + effect.index() + "),  j = 1 … "
                    + effect.factor().levels().size() + " (" + effect.factor().name() + ")");
        }
        return lines;
    }

    /** The levels of a population term that have no coefficient. */
    private void addReference(Design.PopulationTerm term, List<String> lines) {
        int left = 0;
        String first = "";
        for (int j = 0; j < term.coded().length; j++) {
            if (!term.coded()[j] && left++ == 0) {
                first = design.factors().get(term.factor()).levels().get(j);
            }
        }
        if (left > 0) {
            lines.add("b_" + term.name() + "[" + first + "] = 0"
                    + (left > 1 ? ", as for " + (left - 1) + " more with a reference level" : " (reference level)"));
        }
    }

    private static String times(boolean constant, Effect effect) {
        return constant ? "" : " · " + effect.coefficient().name() + "_i";
    }

    /** What of the population effects stands in η itself; the others are means of group effects. */
    private List<String> populationTerms() {
        List<String> means = effects.stream().map(Effect::mean).toList();
        List<String> terms = new ArrayList<>();
        for (int t = 0; t < design.population().size(); t++) {
            int term = t;
            boolean direct = PopulationColumn.of(design).stream()
                    .anyMatch(column -> column.term() == term && !means.contains("b_" + column.name()));
            if (direct) {
                terms.add(text(design.population().get(t)));
            }
        }
        return terms;
    }

    private String text(Design.PopulationTerm term) {
        if (term.factor() < 0) {
            return "b_" + term.name() + (term.covariate() == null ? "" : " · " + term.name() + "_i");
        }
        String factor = design.factors().get(term.factor()).name();
        List<String> parts = List.of(factor.split(":", -1));
        String covariate = Arrays.stream(term.name().split(":", -1))
                .filter(part -> !parts.contains(part))
                .collect(Collectors.joining(":"));
        return "b_" + term.name() + "[" + factor + "_i]" + (term.covariate() == null ? "" : " · " + covariate + "_i");
    }

    private List<List<String>> priors() {
        List<List<String>> lines = new ArrayList<>();
        for (PriorUse prior : model.priors()) {
            lines.add(List.of(
                    prior.target() + " ~ " + prior.density().brief(),
                    "(" + prior.source().name().toLowerCase(Locale.ROOT) + ")"));
        }
        return lines;
    }

    private List<List<String>> parameters() {
        List<List<String>> lines = new ArrayList<>();
        for (Variable variable : model.variables()) {
            lines.add(List.of(
                    variable.name(),
                    variable.axes().stream()
                            .map(axis -> axis.labels().size() + " " + axis.dimension())
                            .collect(Collectors.joining(" × "))));
        }
        return lines;
    }

    private List<List<String>> parametrization() {
        List<List<String>> lines = new ArrayList<>();
        for (Effect effect : effects) {
            String mean = effect.mean().equals("0") ? "" : effect.mean() + " + ";
            lines.add(List.of(
                    effect.index(),
                    effect.centered() ? "centered" : "noncentered",
                    effect.centered()
                            ? effect.name("j") + " is sampled"
                            : effect.name("j") + " = " + mean + "sd_" + effect.index() + " · z_j, z_j ~ Normal(0, 1) is"
                                    + " sampled"));
        }
        return lines;
    }

    private String rows() {
        Reduction reduction = model.reduction();
        String used = Output.rows(reduction.rows(), design.tableRows());
        if (reduction.reduced()) {
            return used + ", reduced exactly to " + reduction.cells()
                    + " weighted cells that share levels, covariates and offset";
        }
        return used
                + (model.options().reduce()
                        ? ", not reduced: no two share levels, covariates and offset"
                        : ", not reduced");
    }
}
