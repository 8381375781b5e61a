package leapfrog.data;

import java.util.ArrayList;
import java.util.List;
import leapfrog.model.Deviations;
import leapfrog.model.Model;
import leapfrog.model.Variable;
import leapfrog.sample.Draws;
import leapfrog.sample.Fit;

/**
 * Lays out what other programs are given of a fit: the stored quantities, then the groups' deviations, which follow from them.
 *
 * @param variables whose elements together are the columns of a draw
 */
record ExportedDraws(List<Variable> variables, Draws draws, Deviations deviations) {
    static ExportedDraws of(Fit fit) {
        Model model = fit.model();
        fit.draws().requireAll(model, "an export");
        Deviations deviations = Deviations.of(model);
        List<Variable> variables = new ArrayList<>(fit.draws().variables());
        int stored = fit.draws().quantities();
        for (Variable variable : deviations.variables()) {
            variables.add(new Variable(variable.name(), variable.axes(), stored + variable.offset()));
        }
        return new ExportedDraws(List.copyOf(variables), fit.draws(), deviations);
    }

    int columns() {
        return draws.quantities() + deviations.size();
    }

    /** The quantities' names, in column order. */
    List<String> names() {
        return variables.stream()
                .flatMap(variable -> variable.quantities().stream())
                .toList();
    }

    /** @param row [columns] is written */
    void read(int chain, int draw, double[] row) {
        int stored = draws.quantities();
        int at = draw * stored;
        System.arraycopy(draws.values()[chain], at, row, 0, stored);
        deviations.derive(draws.values()[chain], at, row, stored);
    }
}
