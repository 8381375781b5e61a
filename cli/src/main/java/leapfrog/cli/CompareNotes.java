package leapfrog.cli;

import static leapfrog.cli.CompareText.number;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
        CrossValidated validated = compared.validated();
        if (lines.isEmpty()) {
            lines.add("Every fit's diagnosis is good, and every k is at most "
                    + threshold(
                            compared.models().getFirst().evaluation().criteria().loo()) + ".");
        }
        if (validated != null) {
            compared.models().stream()
                    .map(model -> validated.note(model.model().design()))
                    .max(Comparator.comparingInt(String::length))
                    .ifPresent(lines::add);
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
        String caution = model.evaluation().caution();
        if (caution != null) {
            lines.add(model.name() + ": " + caution);
        }
    }

    private void addWaic() {
        List<String> names = new ArrayList<>();
        for (ComparedModel model : compared.models()) {
            int rows = model.evaluation().criteria().waic().untrusted();
            if (rows > 0) {
                names.add(model.name() + " (" + rows + (rows == 1 ? " row)" : " rows)"));
            }
        }
        if (!names.isEmpty()) {
            lines.add("WAIC is not to be trusted where p_waic of a row is above " + Waic.GREATEST_TRUSTED + ": "
                    + String.join(", ", names) + ".");
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
