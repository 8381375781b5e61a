package leapfrog.cli;

import static leapfrog.cli.CompareText.number;

import java.util.ArrayList;
import java.util.List;
import leapfrog.compare.Evaluation;
import leapfrog.compare.Loo;
import leapfrog.compare.Waic;
import leapfrog.model.Family;
import leapfrog.sample.Diagnosis;
import leapfrog.sample.Fit;

/** Says in words which numbers of a comparison are not to be trusted, and why. */
final class CompareNotes {
    private final ComparedModels compared;
    private final List<String> lines = new ArrayList<>();

    CompareNotes(ComparedModels compared) {
        this.compared = compared;
        compared.models().forEach(this::addFit);
        compared.models().forEach(this::addLoo);
        addWaic();
        addFamilies();
        if (lines.isEmpty()) {
            lines.add("Every fit's diagnosis is good, and every k is at most "
                    + threshold(
                            compared.models().getFirst().evaluation().criteria().loo()) + ".");
        }
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    private void addFit(ComparedModel model) {
        Fit fit = model.saved().fit();
        if (fit.run().interrupted()) {
            lines.add(model.name() + " was stopped after " + fit.draws().draws() + " of "
                    + fit.settings().draws() + " draws a chain.");
        }
        if (model.evaluation().thin() > 1) {
            lines.add(model.name() + ": all but parameters rests on one of "
                    + model.evaluation().thin() + " draws, "
                    + model.evaluation().criteria().draws() + " in all.");
        }
        Diagnosis diagnosis = model.saved().diagnosis();
        if (!diagnosis.good()) {
            lines.add(model.name() + ", whose fit is not to be trusted: " + String.join(" ", diagnosis.findings()));
        }
    }

    private void addLoo(ComparedModel model) {
        Evaluation evaluation = model.evaluation();
        Loo loo = evaluation.criteria().loo();
        if (loo.untrusted() == 0) {
            return;
        }
        StringBuilder line = new StringBuilder(model.name());
        if (loo.threshold() <= 0
                || Double.isInfinite(loo.greatestK()) && evaluation.criteria().draws() < 25) {
            line.append(": ").append(evaluation.criteria().draws()).append(" draws are too few for PSIS-LOO");
        } else {
            line.append(": PSIS-LOO is not to be trusted, for k is above ")
                    .append(threshold(loo))
                    .append(" in ")
                    .append(loo.untrusted())
                    .append(" of ")
                    .append(loo.k().length)
                    .append(" rows");
        }
        Evaluation.Integrated integrated = evaluation.integrated();
        if (integrated == null) {
            line.append(". Its effects cannot be integrated out (")
                    .append(evaluation.obstacle())
                    .append("); more draws, or a model that is less free in these rows, may help.");
        } else {
            double above = loo.elpd().estimate() - integrated.loo().elpd().estimate();
            line.append(". Integrated LOO says ")
                    .append(number("%.2f", integrated.loo().elpd().estimate()))
                    .append(", PSIS-LOO ")
                    .append(number("%.1f", Math.abs(above)))
                    .append(above >= 0 ? " more" : " less")
                    .append(integrated.thin() > 1 ? "; it used one of " + integrated.thin() + " draws" : "")
                    .append(refits(integrated))
                    .append('.');
        }
        lines.add(line.toString());
    }

    private static String refits(Evaluation.Integrated integrated) {
        if (integrated.failed() == 0) {
            return "";
        }
        int left = integrated.loo().untrusted();
        return "; of " + integrated.failed() + " rows that it failed "
                + integrated.refitted().size()
                + " were left out for real, by a fit each"
                + (left > 0 ? ", and " + left + " are not to be trusted (--refits " + integrated.failed() + ")" : "");
    }

    private void addWaic() {
        List<String> names = compared.models().stream()
                .filter(model -> model.evaluation().criteria().waic().untrusted() > 0)
                .map(model -> model.name() + " ("
                        + model.evaluation().criteria().waic().untrusted() + ")")
                .toList();
        if (!names.isEmpty()) {
            lines.add("WAIC is not to be trusted where p_waic of a row is above " + Waic.GREATEST_TRUSTED + ": "
                    + String.join(", ", names) + (names.size() == 1 ? " row" : " rows") + ".");
        }
    }

    /** A density and a probability have no common scale. */
    private void addFamilies() {
        long continuous = compared.models().stream()
                .map(model -> model.model().options().family().kind())
                .filter(kind -> kind == Family.Kind.GAUSSIAN || kind == Family.Kind.STUDENT_T)
                .count();
        if (continuous > 0 && continuous < compared.models().size()) {
            lines.add("Some families give densities of the response and some probabilities; their elpd cannot be"
                    + " compared.");
        }
    }

    private static String threshold(Loo loo) {
        return number("%.2f", loo.threshold());
    }
}
