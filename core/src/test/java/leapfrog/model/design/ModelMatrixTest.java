package leapfrog.model.design;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import leapfrog.model.Design;
import leapfrog.model.Design.PopulationTerm;
import leapfrog.model.Table;
import leapfrog.model.Table.Column;
import leapfrog.model.formula.Formula;
import leapfrog.model.formula.RExpansions;
import org.junit.jupiter.api.Test;

/** Checks the coding of population effects, and of the same effects by group, against R's {@code model.matrix()}. */
final class ModelMatrixTest {
    /** R's values have 17 digits; log and exp differ by an ulp or two between libraries. */
    private static final double TOLERANCE = 1e-14;

    private static final List<String> FACTORS = List.of("a", "b", "c", "factor(k)");

    @Test
    void codesPopulationEffectsAsR() throws IOException {
        int formulas = 0;
        for (Case expected : cases()) {
            Design design = DesignBuilder.build(Formula.parse(expected.formula), expected.table);
            assertSameColumns(expected, populationColumns(design));
            formulas++;
        }
        assertTrue(formulas > 120, "formulas: " + formulas);
    }

    @Test
    void codesGroupEffectsAsR() throws IOException {
        int formulas = 0;
        for (Case expected : cases()) {
            if (!expected.columns.isEmpty()) {
                String text = expected.formula.replace("y ~ ", "y ~ 0 + (") + " | a)";
                Design design = DesignBuilder.build(Formula.parse(text), expected.table);
                Map<String, double[]> columns = new LinkedHashMap<>();
                design.groups().getFirst().coefficients().forEach(coefficient -> {
                    double[] covariate = coefficient.covariate();
                    columns.put(coefficient.name(), covariate == null ? ones(design.response().length) : covariate);
                });
                assertSameColumns(expected, columns);
                assertEquals(List.copyOf(expected.columns.keySet()), List.copyOf(columns.keySet()), "order of " + text);
                formulas++;
            }
        }
        assertTrue(formulas > 110, "formulas: " + formulas);
    }

    private static void assertSameColumns(Case expected, Map<String, double[]> columns) {
        assertEquals(expected.columns.keySet(), columns.keySet(), expected.formula);
        expected.columns.forEach((name, values) -> {
            double[] ours = columns.get(name);
            for (int i = 0; i < values.length; i++) {
                assertEquals(values[i], ours[i], TOLERANCE * Math.max(1, Math.abs(values[i])), expected.formula + name);
            }
        });
    }

    /** The model matrix that a design stands for, columns named as R names them. */
    private static Map<String, double[]> populationColumns(Design design) {
        int rows = design.response().length;
        Map<String, double[]> columns = new LinkedHashMap<>();
        for (PopulationTerm term : design.population()) {
            double[] covariate = term.covariate() == null ? ones(rows) : term.covariate();
            if (term.factor() < 0) {
                columns.put(term.name(), covariate);
                assertArrayEquals(new boolean[0], term.coded());
                continue;
            }
            Design.Factor factor = design.factors().get(term.factor());
            assertEquals(factor.levels().size(), term.coded().length);
            for (int level = 0; level < term.coded().length; level++) {
                if (term.coded()[level]) {
                    double[] column = new double[rows];
                    for (int i = 0; i < rows; i++) {
                        column[i] = factor.level()[i] == level ? covariate[i] : 0;
                    }
                    columns.put(columnName(term.name(), factor.levels().get(level)), column);
                }
            }
        }
        return columns;
    }

    private static String columnName(String term, String combination) {
        String[] variables = term.split(":");
        String[] levels = combination.split(":");
        int next = 0;
        for (int v = 0; v < variables.length; v++) {
            variables[v] += FACTORS.contains(variables[v]) ? levels[next++] : "";
        }
        return String.join(":", variables);
    }

    private static double[] ones(int rows) {
        double[] ones = new double[rows];
        Arrays.fill(ones, 1);
        return ones;
    }

    private record Case(String formula, Table table, Map<String, double[]> columns) {}

    private static List<Case> cases() throws IOException {
        Map<String, Column> columns = new LinkedHashMap<>();
        List<Case> cases = new ArrayList<>();
        for (String[] line : RExpansions.read("r-model-matrix.tsv")) {
            String[] values = Arrays.copyOfRange(line, 1, line.length);
            if (line[0].contains(" ~ ")) {
                cases.add(new Case(line[0], Table.of(columns), new LinkedHashMap<>()));
            } else if (!cases.isEmpty()) {
                String name = line[0].equals("(Intercept)") ? "Intercept" : line[0];
                cases.getLast().columns.put(name, numbers(values));
            } else if (FACTORS.contains(line[0])) {
                columns.put(line[0], new Column.Text(values));
            } else if (!line[0].equals("data")) {
                columns.put(line[0], new Column.Numbers(numbers(values)));
            }
        }
        return cases;
    }

    private static double[] numbers(String[] values) {
        return Arrays.stream(values).mapToDouble(Double::parseDouble).toArray();
    }
}
