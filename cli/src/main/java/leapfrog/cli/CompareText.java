package leapfrog.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import leapfrog.compare.Criteria;
import leapfrog.compare.Elpd;
import leapfrog.compare.Evaluation;
import leapfrog.compare.Loo;
import leapfrog.model.Design;
import leapfrog.model.Family;
import leapfrog.notation.AlignedTable;
import leapfrog.notation.ModelText;

/** Writes a comparison for the terminal: models, parameters side by side, criteria, ranking, and in words what not to trust. */
final class CompareText {
    private final ComparedModels compared;
    private final List<ComparedModel> models;

    CompareText(ComparedModels compared) {
        this.compared = compared;
        models = compared.models();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        Design design = models.getFirst().model().design();
        text.append(design.responseName()).append(", ").append(ModelText.used(design.rows(), design.tableRows()));
        text.append("\n\n").append(AlignedTable.of(formulas(), 2));
        text.append('\n').append(new CompareParameters(models));
        text.append("\nPSIS-LOO and WAIC\n").append(AlignedTable.of(criteria(), 1));
        List<List<String>> integrated = integrated();
        if (integrated.size() > 1) {
            text.append("\n"
                            + "integrated LOO: all effects integrated out given the scales, where PSIS-LOO is not"
                            + " to be trusted\n")
                    .append(AlignedTable.of(integrated, 1));
        }
        CrossValidated validated = compared.validated();
        if (validated != null) {
            text.append('\n').append(validated.text());
        }
        text.append("\nranking\n").append(AlignedTable.of(ranking(), 1)).append('\n');
        text.append(Paragraphs.dashed(new CompareNotes(compared).lines()));
        return text.append(String.format(Locale.ROOT, "%n%.2f s in all%n", compared.seconds()))
                .toString();
    }

    private List<List<String>> formulas() {
        boolean gaussian = models.stream()
                .allMatch(model -> model.model().options().family().equals(Family.GAUSSIAN));
        return models.stream()
                .map(model -> List.of(
                        model.name(),
                        model.model().design().formula()
                                + (gaussian
                                        ? ""
                                        : ", "
                                                + model.model()
                                                        .options()
                                                        .family()
                                                        .text())))
                .toList();
    }

    private List<List<String>> criteria() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of(
                "", "RMSD", "elpd_loo", "se", "mcse", "p_loo", "k too big", "max k", "elpd_waic", "p_waic", "seconds"));
        for (ComparedModel model : models) {
            Criteria criteria = model.evaluation().criteria();
            Loo loo = criteria.loo();
            lines.add(List.of(
                    model.name(),
                    number("%.4f", model.evaluation().rmsd()),
                    number("%.2f", loo.elpd().estimate()),
                    number("%.2f", loo.elpd().standardError()),
                    error(loo),
                    number("%.1f", loo.p().estimate()),
                    Integer.toString(loo.untrusted()),
                    number("%.2f", loo.greatestK()),
                    number("%.2f", criteria.waic().elpd().estimate()),
                    number("%.1f", criteria.waic().p().estimate()),
                    number("%.2f", model.saved().fit().run().seconds().total())));
        }
        return lines;
    }

    private static String error(Loo loo) {
        double error = loo.monteCarloError();
        return Double.isNaN(error) ? "-" : number("%.2f", error);
    }

    private List<List<String>> integrated() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("", "elpd_loo", "se", "mcse", "k too big", "max k", "refitted"));
        for (ComparedModel model : models) {
            Evaluation.Integrated integrated = model.evaluation().integrated();
            if (integrated != null) {
                Loo loo = integrated.loo();
                lines.add(List.of(
                        model.name(),
                        number("%.2f", loo.elpd().estimate()),
                        number("%.2f", loo.elpd().standardError()),
                        error(loo),
                        Integer.toString(loo.untrusted()),
                        number("%.2f", loo.greatestK()),
                        Integer.toString(integrated.refitted().size())));
            }
        }
        return lines;
    }

    private List<List<String>> ranking() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("", "elpd", "elpd_diff", "se_diff", "stacking", "pseudo-BMA+", "by"));
        List<Integer> order = IntStream.range(0, models.size())
                .boxed()
                .sorted(Comparator.comparingDouble(
                        m -> -models.get(m).evaluation().best().elpd().estimate()))
                .toList();
        for (int m : order) {
            Elpd difference = compared.comparison().differences().get(m);
            Evaluation evaluation = models.get(m).evaluation();
            lines.add(List.of(
                    models.get(m).name(),
                    number("%.2f", evaluation.best().elpd().estimate()),
                    number("%.2f", difference.estimate()),
                    number("%.2f", difference.standardError()),
                    number("%.3f", compared.comparison().weights()[m]),
                    number("%.3f", compared.comparison().pseudoBma()[m]),
                    evaluation.integrated() == null ? "PSIS-LOO" : "integrated LOO"));
        }
        return lines;
    }

    /** A number by its format, NaN and infinities by their names. */
    static String number(String format, double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "NaN" : value > 0 ? "Inf" : "-Inf";
        }
        String text = String.format(Locale.ROOT, format, value);
        return text.matches("-0(\\.0*)?") ? text.substring(1) : text;
    }
}
