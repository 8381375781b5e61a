package leapfrog.model.merge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import java.util.Map;
import leapfrog.model.Design;
import leapfrog.model.Table;
import leapfrog.model.Table.Column;
import leapfrog.sample.Recipe;
import org.junit.jupiter.api.Test;

/** Checks which designs become their cells, and what these hold. */
class DesignCellsTest {
    /** So many rows, the last of which shares the covariate of the first. */
    private static Design design(int rows, int distinct) {
        double[] x = new double[rows];
        double[] y = new double[rows];
        Arrays.setAll(x, i -> i % distinct);
        Arrays.setAll(y, i -> i);
        Table table = Table.of(Map.of("x", new Column.Numbers(x), "y", new Column.Numbers(y)));
        return Parts.recipe("gaussian", "y ~ x").design(table);
    }

    @Test
    void nineTenthsOfTheRowsAreFewEnough() {
        for (int rows : new int[] {10, 70, 1000}) {
            Recipe recipe = Parts.recipe("gaussian", "y ~ x");
            Design few = design(rows, 9 * rows / 10);
            Design cells = DesignCells.collapse(few, recipe.family());
            assertEquals(9 * rows / 10, cells.rows());
            assertSame(cells, DesignCells.collapse(cells, recipe.family()));
            Design many = design(rows, 9 * rows / 10 + 1);
            assertSame(many, DesignCells.collapse(many, recipe.family()));
            // The responses of others differ where they must be shared.
            assertSame(
                    few,
                    DesignCells.collapse(few, Parts.recipe("student_t", "y ~ x").family()));
        }
    }

    @Test
    void aCellHasTheNumberMeanAndSquaresOfItsRows() {
        Design cells = DesignCells.collapse(
                design(8, 3), Parts.recipe("gaussian", "y ~ x").family());
        assertArrayEquals(new double[] {0, 1, 2}, cells.population().get(1).covariate());
        assertArrayEquals(new double[] {3, 4, 3.5}, cells.response());
        assertNotNull(cells.repeats());
        assertArrayEquals(new double[] {3, 3, 2}, cells.repeats().count());
        assertArrayEquals(new double[] {18, 18, 4.5}, cells.repeats().squares());
        assertEquals(8, cells.observations());
    }
}
