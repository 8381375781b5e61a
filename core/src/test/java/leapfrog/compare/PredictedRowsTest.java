package leapfrog.compare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import leapfrog.model.Model;
import leapfrog.sample.Draws;
import org.junit.jupiter.api.Test;

/** Predicts rows a few at a time. */
class PredictedRowsTest {
    /** Seven rows of three draws, two and two; the densities themselves are held to exact ones with cross-validation. */
    @Test
    void rowsThatAreTooManyForMemoryAreTakenInParts() {
        List<Model> models = List.of(
                SmallTable.model("y ~ x + (1 | g)", "gaussian", true, "b ~ normal(0, 1)"),
                SmallTable.model("c ~ x + (1 | g)", "poisson", true));
        int[] rows = IntStream.of(2, 3, 5, 8, 13, 21, 29).toArray();
        for (Model model : models) {
            Draws draws = SmallTable.draws(model, 3);
            Model fitted = model.without(rows);
            double[] whole = PredictedRows.of(model, fitted, draws, rows);
            assertEquals(7, whole.length);
            assertArrayEquals(whole, PredictedRows.of(model, fitted, draws, rows, 2 * 3));
            assertArrayEquals(whole, PredictedRows.of(model, fitted, draws, rows, 1));
        }
    }
}
