package leapfrog.report.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import leapfrog.model.Family;
import leapfrog.model.Model;
import leapfrog.model.Table;
import leapfrog.sample.Recipe;
import org.junit.jupiter.api.Test;

/** Holds lines read off a draw to the draw's own coefficients, for every way in which a level can have a line. */
class GroupLinesTest {
    /** Level a has both values of x, b two of x = 1, c one row. */
    private static final double[] X = {0, 1, 2, 1, 1, 0};

    private static final double[] U = {1, 2, 4, 0, 3, 5};
    private static final double[] Y = {1, 3, 5, 2, 4, 7};

    private static Model model(String formula) {
        return model(formula, X, "a", "a", "a", "b", "b", "c");
    }

    private static Model model(String formula, double[] x, String... g) {
        Map<String, Table.Column> columns = new LinkedHashMap<>();
        columns.put("y", new Table.Column.Numbers(Y));
        columns.put("x", new Table.Column.Numbers(x));
        columns.put("u", new Table.Column.Numbers(U));
        columns.put("g", new Table.Column.Text(g));
        return new Recipe(formula, Family.GAUSSIAN, List.of(), List.of(), true).model(Table.of(columns));
    }

    /** A draw of quantities 1, 2, 3 …, by which each is known. */
    private static double[] draw(Model model) {
        return IntStream.rangeClosed(1, model.quantities()).mapToDouble(k -> k).toArray();
    }

    private static double value(Model model, String name) {
        int column = model.quantityNames().indexOf(name);
        assertTrue(column >= 0, () -> name + " of " + model.quantityNames());
        return column + 1;
    }

    private static void assertLine(Model model, int level, double intercept, double slope) {
        Line line = GroupLines.of(model).orElseThrow().line(draw(model), 0, level);
        assertEquals(slope, line.slope(), 1e-12);
        assertEquals(intercept, line.intercept(), 1e-12);
    }

    @Test
    void ofPartiallyPooledInterceptsAndSlopes() {
        Model model = model("y ~ x + (1 + x || g)");
        assertLine(model, 1, value(model, "coef_g[b,Intercept]"), value(model, "coef_g[b,x]"));
        GroupLines lines = GroupLines.of(model).orElseThrow();
        assertTrue(lines.slopesVary());
        assertTrue(lines.hasContrast(0));
        assertFalse(lines.hasContrast(1));
        assertFalse(lines.hasContrast(2));
    }

    @Test
    void ofInterceptsWithOneSlope() {
        Model model = model("y ~ x + (1 | g)");
        assertLine(model, 0, value(model, "coef_g[a,Intercept]"), value(model, "b_x"));
        assertFalse(GroupLines.of(model).orElseThrow().slopesVary());
    }

    @Test
    void ofUnpooledLines() {
        Model model = model("y ~ 0 + g + g:x", new double[] {0, 1, 0, 2, 1, 3}, "a", "a", "b", "b", "c", "c");
        assertLine(model, 2, value(model, "b_g[c]"), value(model, "b_g:x[c]"));
        assertTrue(GroupLines.unpooled(model, "g", "x").isPresent());
        assertTrue(GroupLines.unpooled(model("y ~ x + (1 | g)"), "g", "x").isEmpty());
        assertTrue(GroupLines.unpooled(model, "h", "x").isEmpty());
    }

    @Test
    void everythingElseIsAtItsMeanInTheLevel() {
        Model model = model("y ~ x + u + (1 + x || g)");
        assertLine(
                model,
                0,
                value(model, "coef_g[a,Intercept]") + value(model, "b_u") * (1 + 2 + 4) / 3,
                value(model, "coef_g[a,x]"));
    }

    @Test
    void noneWhereTheCovariateIsNoSingleSlope() {
        assertTrue(GroupLines.of(model("y ~ x + I(x^2) + (1 + x || g)")).isEmpty());
        assertTrue(GroupLines.of(model("y ~ x * u + (1 + x || g)")).isEmpty());
        assertTrue(GroupLines.of(model("y ~ x")).isEmpty());
    }

    /** A level's line is its own coefficient. */
    @Test
    void withoutACovariateLinesAreFlat() {
        Model model = model("y ~ 1 + (1 | g)");
        GroupLines lines = GroupLines.of(model).orElseThrow();
        assertTrue(lines.flat());
        double[] draw = new double[model.quantities()];
        for (int k = 0; k < draw.length; k++) {
            draw[k] = 10 * k + 1;
        }
        List<String> names = model.quantityNames();
        for (int j = 0; j < lines.levels().size(); j++) {
            int own = names.indexOf("coef_g[" + lines.levels().get(j) + ",Intercept]");
            assertEquals(new Line(draw[own], 0), lines.line(draw, 0, j));
        }
        assertTrue(lines.levels().size() > 1);
    }

    @Test
    void leastSquaresGoThroughALevelsRows() {
        Model model = model("y ~ x + (1 | g)");
        // Rows (0, 1), (1, 3), (2, 5).
        assertEquals(new Line(1, 2), Unpooled.leastSquares(model.design(), Y, X, new int[] {0, 1, 2}));
        // Rows (0, 1), (1, 3), (0, 7): means 4 and 3.
        Line line = Unpooled.leastSquares(model.design(), Y, X, new int[] {0, 1, 5});
        assertEquals(4, line.intercept(), 1e-12);
        assertEquals(-1, line.slope(), 1e-12);
    }
}
