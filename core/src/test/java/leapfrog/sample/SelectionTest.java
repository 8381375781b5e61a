package leapfrog.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import leapfrog.model.InputException;
import leapfrog.model.Variable;
import leapfrog.model.Variable.Axis;
import org.junit.jupiter.api.Test;

/** Picks quantities by class, name and element. */
class SelectionTest {
    private static final Axis GROUP = new Axis("g", List.of("p", "q", "r"));
    private static final Axis EFFECT = new Axis("g_effect", List.of("Intercept", "x"));

    private static final List<Variable> ALL = List.of(
            new Variable("b_Intercept", List.of(), 0),
            new Variable("b_x", List.of(), 1),
            new Variable("sd_g", List.of(EFFECT), 2),
            new Variable("sigma", List.of(), 4),
            new Variable("coef_g", List.of(GROUP, EFFECT), 5));

    private static void picks(List<String> names, List<String> quantities, int... columns) {
        Selection selection = Selection.of(ALL, names);
        assertEquals(
                quantities,
                selection.variables().stream()
                        .flatMap(variable -> variable.quantities().stream())
                        .toList());
        assertArrayEquals(columns, selection.columns());
        int next = 0;
        for (Variable variable : selection.variables()) {
            assertEquals(next, variable.offset());
            next += variable.size();
        }
    }

    @Test
    void picksInTheModelsOrder() {
        picks(List.of("sigma", "b"), List.of("b_Intercept", "b_x", "sigma"), 0, 1, 4);
        picks(List.of("sd_g", "b_x"), List.of("b_x", "sd_g[Intercept]", "sd_g[x]"), 1, 2, 3);
        picks(
                List.of("coef_g[q,x]", "coef_g[p,x]", "sd_g[x]"),
                List.of("sd_g[x]", "coef_g[p,x]", "coef_g[q,x]"),
                3,
                6,
                8);
        picks(List.of("sd", "sd_g", "sd_g[x]"), List.of("sd_g[Intercept]", "sd_g[x]"), 2, 3);
        assertEquals(ALL, Selection.of(ALL, List.of()).variables());
        assertEquals(11, Selection.of(ALL, List.of()).columns().length);
        assertEquals(6, Selection.of(ALL, List.of("coef")).columns().length);
    }

    @Test
    void copiesWhatItPicks() {
        double[][] all = new double[11][3];
        double[][] kept = Selection.of(ALL, List.of("sd_g[x]", "coef_g[r,x]")).of(all);
        assertEquals(2, kept.length);
        assertSame(all[3], kept[0]);
        assertSame(all[10], kept[1]);
    }

    @Test
    void whatPicksNothingIsAnError() {
        for (String name : List.of("cor", "tau", "coef_g[q]", "coef_g[s,x]", "b_")) {
            InputException e = assertThrows(InputException.class, () -> Selection.of(ALL, List.of("sigma", name)));
            assertEquals(
                    "--keep '" + name
                            + "': the model has no such quantity; it has b_Intercept, b_x, sd_g, sigma, coef_g,"
                            + " elements of them, and the classes b, sd, cor, coef",
                    e.getMessage());
        }
        assertTrue(Selection.of(ALL, List.of("b")).variables().size() == 2);
    }
}
