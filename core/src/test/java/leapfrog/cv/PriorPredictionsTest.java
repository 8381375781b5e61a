package leapfrog.cv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import leapfrog.model.Design;
import leapfrog.model.Table;
import leapfrog.model.Table.Column;
import leapfrog.model.design.DesignBuilder;
import leapfrog.model.design.LevelRows;
import leapfrog.model.formula.Formula;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Leaves out levels and values of columns whose coefficients stand in a model, or do not. */
class PriorPredictionsTest {
    /** Twelve rows: f has three levels of 4 rows, its first half that of u, which is 0 or 1; x varies within all; rare has one row of its own. */
    private static Table table() {
        String[] f = new String[12];
        String[] rare = new String[12];
        double[] u = new double[12];
        double[] x = new double[12];
        double[] y = new double[12];
        for (int i = 0; i < 12; i++) {
            f[i] = "f" + i / 4;
            rare[i] = i == 5 ? "seldom" : "often";
            u[i] = i < 6 ? 0 : 1;
            x[i] = i % 4;
            y[i] = i * 5 % 7;
        }
        Map<String, Column> columns = new LinkedHashMap<>();
        columns.put("y", new Column.Numbers(y));
        columns.put("x", new Column.Numbers(x));
        columns.put("u", new Column.Numbers(u));
        columns.put("f", new Column.Text(f));
        columns.put("rare", new Column.Text(rare));
        return Table.of(columns);
    }

    @ParameterizedTest(name = "{0} by {1}")
    @CsvSource({
        "y ~ x + f,                   f,    f,       '',  12",
        "y ~ 0 + f,                   f,    f,       '',  12",
        "y ~ x * f,                   f,    f x:f,   '',  12",
        "y ~ x + (1 + x | f),         f,    '',      '',  0",
        "y ~ x,                       f,    '',      '',  0",
        "y ~ x + u,                   u,    '',      u,   12",
        "y ~ 0 + x + u,               u,    '',      u,   6",
        "y ~ x + rare,                f,    rare,    '',  1",
        "y ~ x + f,                   rare, f,       x,   11",
    })
    void whatNoRowTellsIsFound(String formula, String column, String factors, String covariates, int rows) {
        Design design = DesignBuilder.build(Formula.parse(formula), table());
        PriorPredictions found = PriorPredictions.of(design, Folds.each(LevelRows.of(table(), column)));
        assertEquals(words(factors), found.factors());
        assertEquals(words(covariates), found.covariates());
        assertEquals(rows, found.rows());
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(" ")).filter(word -> !word.isEmpty()).toList();
    }
}
