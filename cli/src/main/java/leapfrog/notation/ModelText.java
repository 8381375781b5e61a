package leapfrog.notation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import leapfrog.model.Design;
import leapfrog.model.MarginalModel;
import leapfrog.model.Model;
import leapfrog.model.PopulationColumn;
import leapfrog.model.PriorUse;
import leapfrog.model.Reduction;
import leapfrog.model.Variable;

/** Writes a model in mathematical notation, with its priors, parameters, parametrization, rows and their reduction. */
public final class ModelText {
    private final Model model;
    private final Design design;
    private final List<GroupText> groups;

    private final boolean marginalized;

    /**
     * Of a model in any parametrization.
     *
     * @param marginalized whether coefficients are integrated out
     */
    public ModelText(Model model, boolean marginalized) {
        this.model = model;
        this.marginalized = marginalized;
        design = model.design();
        groups = GroupText.of(model);
    }

    /** Everything, as {@code leapfrog model} prints it. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(design.formula()).append("\n\n");
        equations().forEach(line -> text.append("  ").append(line).append('\n'));
        text.append("\npriors\n").append(AlignedTable.of(priors(), 2));
        text.append("\nparameters (").append(model.dimension()).append(" unconstrained coordinates)\n");
        text.append(AlignedTable.of(parameters(), 2));
        if (marginalized) {
            List<String> coefficients = MarginalModel.sampledCoefficients(model);
            text.append("\nsampled\n  ")
                    .append(coefficients.isEmpty() ? "" : String.join(", ", coefficients) + ", ")
                    .append("sds, correlations and sigma; ")
                    .append(coefficients.isEmpty() ? "" : "the other ")
                    .append("coefficients are integrated out, exactly, and drawn given those\n");
        } else if (!groups.isEmpty()) {
            text.append("\nparametrization\n")
                    .append(AlignedTable.of(
                            groups.stream().map(GroupText::parametrization).toList(), 3));
        }
        text.append("\nrows\n  ").append(rows()).append('\n');
        model.warnings()
                .forEach(warning -> text.append("\nwarning: ").append(warning).append('\n'));
        return text.toString();
    }

    /** The model in mathematical notation, one equation or distribution a line. */
    public List<String> equations() {
        List<String> lines = new ArrayList<>(ResponseText.lines(model));
        List<String> sum = new ArrayList<>();
        if (design.offset() != null) {
            sum.add("offset_i");
        }
        sum.addAll(populationTerms());
        groups.forEach(group -> sum.addAll(group.summands()));
        lines.add("η_i = " + (sum.isEmpty() ? "0" : String.join(" + ", sum)));
        design.population().forEach(term -> addReference(term, lines));
        groups.forEach(group -> lines.addAll(group.equations()));
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

    /** What of the population effects stands in η itself; the others are means of group effects. */
    private List<String> populationTerms() {
        List<String> means =
                groups.stream().flatMap(group -> group.means().stream()).toList();
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

    /** How each group's coefficients are sampled, a line a group. */
    public List<String> forms() {
        return groups.stream().map(group -> group.of() + ": " + group.form()).toList();
    }

    /** Which rows were used and how they were reduced. */
    public String rows() {
        Reduction reduction = model.reduction();
        String used = used(reduction.rows(), design.tableRows());
        if (model.options().priorOnly()) {
            return used + ", for the scale of default priors alone: the likelihood is dropped";
        }
        return used
                + switch (reduction.method()) {
                    case CELLS ->
                        ", reduced exactly to " + reduction.text() + " of rows that share " + reduction.shared();
                    case QR -> ", reduced exactly to " + reduction.text();
                    case NONE ->
                        model.options().reduce()
                                ? ", not reduced: hardly any share " + reduction.shared()
                                : ", not reduced";
                };
    }

    /** {@code 919 rows (3 dropped for missing values)}. */
    public static String used(int rows, int ofTable) {
        return rows
                + (rows == 1 ? " row" : " rows")
                + (ofTable > rows ? " (" + (ofTable - rows) + " dropped for missing values)" : "");
    }
}
