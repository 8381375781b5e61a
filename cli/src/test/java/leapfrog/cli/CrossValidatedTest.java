package leapfrog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import leapfrog.compare.Elpd;
import leapfrog.cv.CrossValidation.Result;
import leapfrog.cv.Folds;
import leapfrog.cv.PriorPredictions;
import org.junit.jupiter.api.Test;

/** Says what cross-validation came to where it did not come to an end. */
class CrossValidatedTest {
    private static CrossValidated of(Map<String, Result> results) {
        Map<String, PriorPredictions> none = new LinkedHashMap<>();
        results.keySet().forEach(model -> none.put(model, new PriorPredictions(List.of(), List.of(), 0)));
        return new CrossValidated("2-fold cross-validation", Folds.random(2, 2, 1), results, none);
    }

    private static Result failed(String reason) {
        return new Result(new Elpd(new double[] {-1, Double.NaN}), 0, Map.of("m without fold 2", reason));
    }

    @Test
    void aModelWithAFoldThatFailedComesLast() {
        Map<String, Result> results = new LinkedHashMap<>();
        results.put("m", failed("there is no start"));
        results.put("n", new Result(new Elpd(new double[] {-1, -2}), 1, Map.of()));
        CrossValidated validated = of(results);
        List<String> lines = validated.text().lines().toList();
        assertTrue(lines.get(2).matches(" *n +-3\\.00 .*"), validated.text());
        assertTrue(lines.get(3).matches(" *m +NaN +NaN +NaN +NaN +0 of 2"), validated.text());
        assertTrue(
                validated
                        .text()
                        .replaceAll("\\s+", " ")
                        .contains("1 of 2 fits of model m could not be made, so that it has no elpd_kfold. m without"
                                + " fold 2: there is no start"),
                validated.text());
        assertEquals(0.0, validated.values("n").get("elpd_diff_kfold"));
        assertEquals(1, validated.values("m").get("failed_folds"));
        assertEquals(Double.NaN, validated.values("m").get("elpd_kfold"));
    }

    @Test
    void noModelNeedBeWhole() {
        CrossValidated validated = of(Map.of("m", failed("no")));
        assertEquals(Double.NaN, validated.values("m").get("elpd_diff_kfold"));
        assertTrue(validated.text().contains("NaN"), validated.text());
    }
}
