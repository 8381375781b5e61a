package leapfrog.report.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
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

/** Holds lines of levels and of the population to the coefficients, with whatever else is in the model. */
class MeanLinesTest {
    private static final double[] X = {0, 1, 2, 1, 1, 0};
    private static final double[] U = {1, 2, 4, 0, 3, 5};
    private static final double MEAN_U = 2.5;

    /** Lines of a draw whose quantities are 1, 2, 3 …, by which each is known. */
    private record Known(Model model, MeanLines lines) {
        double value(String name) {
            int column = model.quantityNames().indexOf(name);
            assertTrue(column >= 0, () -> name + " of " + model.quantityNames());
            return column + 1;
        }
    }

    private static Known draw(String formula) {
        Map<String, Table.Column> columns = new LinkedHashMap<>();
        columns.put("y", new Table.Column.Numbers(new double[] {1, 3, 5, 2, 4, 7}));
        columns.put("x", new Table.Column.Numbers(X));
        columns.put("u", new Table.Column.Numbers(U));
        columns.put("g", new Table.Column.Text(new String[] {"a", "a", "a", "b", "b", "b"}));
        columns.put("crossing", new Table.Column.Text(new String[] {"p", "q", "p", "p", "q", "q"}));
        columns.put("within", new Table.Column.Text(new String[] {"k", "k", "l", "m", "n", "n"}));
        Model model = new Recipe(formula, Family.GAUSSIAN, List.of(), List.of(), true).model(Table.of(columns));
        double[] draw =
                IntStream.rangeClosed(1, model.quantities()).mapToDouble(k -> k).toArray();
        return new Known(model, new MeanLines(model, GroupLines.of(model).orElseThrow(), draw));
    }

    private static void assertLine(double intercept, double slope, Line line) {
        assertNotNull(line);
        assertEquals(slope, line.slope(), 1e-12);
        assertEquals(intercept, line.intercept(), 1e-12);
    }

    @Test
    void withNothingElseLinesAreTheCoefficients() {
        Known plain = draw("y ~ x + (1 + x || g)");
        assertFalse(plain.lines.anyElse());
        assertLine(plain.value("b_Intercept"), plain.value("b_x"), plain.lines.population());
        assertLine(plain.value("coef_g[b,Intercept]"), plain.value("coef_g[b,x]"), plain.lines.line(1));
        for (int i = 0; i < X.length; i++) {
            assertEquals(0, plain.lines.offMean(i), 1e-12);
        }
    }

    @Test
    void anotherCovariateIsAtItsMean() {
        Known two = draw("y ~ x + u + (1 + x || g)");
        assertTrue(two.lines.anyElse());
        double u = two.value("b_u") * MEAN_U;
        assertLine(two.value("b_Intercept") + u, two.value("b_x"), two.lines.population());
        assertLine(two.value("coef_g[a,Intercept]") + u, two.value("coef_g[a,x]"), two.lines.line(0));
        assertEquals(two.value("b_u") * (5 - MEAN_U), two.lines.offMean(5), 1e-12);
    }

    @Test
    void soIsAnOffset() {
        Known offset = draw("y ~ x + offset(u) + (1 | g)");
        assertTrue(offset.lines.anyElse());
        assertLine(offset.value("b_Intercept") + MEAN_U, offset.value("b_x"), offset.lines.population());
        assertLine(offset.value("coef_g[b,Intercept]") + MEAN_U, offset.value("b_x"), offset.lines.line(1));
        assertEquals(1 - MEAN_U, offset.lines.offMean(0), 1e-12);
    }

    @Test
    void aLevelHasItsOwnSlopeOfAnotherCovariate() {
        Known slopes = draw("y ~ x + u + (1 + x + u || g)");
        assertLine(
                slopes.value("b_Intercept") + slopes.value("b_u") * MEAN_U,
                slopes.value("b_x"),
                slopes.lines.population());
        assertLine(
                slopes.value("coef_g[b,Intercept]") + slopes.value("coef_g[b,u]") * MEAN_U,
                slopes.value("coef_g[b,x]"),
                slopes.lines.line(1));
        assertEquals(slopes.value("coef_g[b,u]") * (3 - MEAN_U), slopes.lines.offMean(4), 1e-12);
    }

    /** Rows 0, 2 and 3 of p, the others of q. */
    @Test
    void crossingEffectsAreAtTheirMean() {
        Known crossed = draw("y ~ x + (1 | g) + (1 | crossing)");
        assertTrue(crossed.lines.anyElse());
        double p = crossed.value("coef_crossing[p,Intercept]");
        double q = crossed.value("coef_crossing[q,Intercept]");
        assertLine((p + q) / 2, crossed.value("b_x"), crossed.lines.population());
        assertLine(
                crossed.value("coef_g[a,Intercept]") + (p + q) / 2 - crossed.value("b_Intercept"),
                crossed.value("b_x"),
                crossed.lines.line(0));
        assertEquals((p - q) / 2, crossed.lines.offMean(2), 1e-12);
    }

    @Test
    void nestedEffectsAreTheLevelsOwn() {
        Known nested = draw("y ~ x + (1 | g) + (1 | within)");
        assertFalse(nested.lines.anyElse());
        assertLine(nested.value("b_Intercept"), nested.value("b_x"), nested.lines.population());
        assertLine(nested.value("coef_g[a,Intercept]"), nested.value("b_x"), nested.lines.line(0));
        assertEquals(0, nested.lines.offMean(2), 1e-12);
    }

    @Test
    void levelsWithoutAPopulationHaveNone() {
        Known unpooled = draw("y ~ 0 + g + (0 + x | g) + (1 | crossing)");
        assertNull(unpooled.lines.population());
        double crossing =
                (unpooled.value("coef_crossing[p,Intercept]") + unpooled.value("coef_crossing[q,Intercept]")) / 2;
        assertLine(unpooled.value("b_g[b]") + crossing, unpooled.value("coef_g[b,x]"), unpooled.lines.line(1));
    }
}
