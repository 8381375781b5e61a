package leapfrog.cv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import leapfrog.batch.BatchRun;
import leapfrog.batch.FitRecord;
import leapfrog.batch.Ledger;
import leapfrog.batch.PlannedFit;
import leapfrog.batch.Refit;
import leapfrog.batch.WatchedLedger;
import leapfrog.model.Family;
import leapfrog.model.InputException;
import leapfrog.model.Model;
import leapfrog.model.Table;
import leapfrog.model.Table.Column;
import leapfrog.model.design.LevelRows;
import leapfrog.sample.Draws;
import leapfrog.sample.FitSettings;
import leapfrog.sample.Recipe;
import leapfrog.warmup.WarmupLength;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;

/**
 * Holds cross-validation against exact predictions. Where sigma is known and the groups' sd is as good as known, all rows are jointly normal: y ~
 * Normal(0, diag(s²) + 1 · same group + 4), and a row given those of other folds is normal with mean C K⁻¹ y and variance V − C K⁻¹ Cᵀ.
 */
class CrossValidationTest {
    private static final int ROWS = 24;
    private static final FitSettings SETTINGS = FitSettings.defaults(3)
            .withChains(4)
            .with(new WarmupLength.Fixed(300))
            .withDraws(1000);
    private static final List<String> PRIORS = List.of("Intercept ~ normal(0, 2)", "sd ~ uniform(0.99999, 1.00001)");

    private static Table table() {
        double[] y = new double[ROWS];
        double[] s = new double[ROWS];
        double[] x = new double[ROWS];
        String[] g = new String[ROWS];
        for (int i = 0; i < ROWS; i++) {
            s[i] = 0.5 + i % 3 / 4.0;
            x[i] = i % 2;
            g[i] = "g" + i % 5;
            y[i] = 1 + i % 5 * 0.6 - 1.2 + (i * 11 % 13 - 6) / 8.0;
        }
        Map<String, Column> columns = new LinkedHashMap<>();
        columns.put("y", new Column.Numbers(y));
        columns.put("s", new Column.Numbers(s));
        columns.put("x", new Column.Numbers(x));
        columns.put("g", new Column.Text(g));
        return Table.of(columns);
    }

    private static Recipe recipe(String formula, Family family, List<String> priors, boolean marginalize) {
        return new Recipe(formula, family, priors, List.of("auto"), true, false, marginalize);
    }

    private static CrossValidation validation(Recipe recipe, Folds folds) {
        Model model = recipe.model(table());
        return new CrossValidation(
                Map.of("m", new CrossValidation.Candidate(model, recipe, SETTINGS, CrossValidationTest::table)), folds);
    }

    private static CrossValidation.Result result(Recipe recipe, Folds folds) {
        CrossValidation validation = validation(recipe, folds);
        List<PlannedFit> fits = validation.fits();
        assertEquals(folds.count(), fits.size());
        BatchRun.run(validation, Refit.NEVER, fits);
        return Objects.requireNonNull(validation.results().get("m"));
    }

    /** As many draws as rows are left out one by one would not fit into any memory. */
    @Test
    void noDrawsAreKept() {
        CrossValidation validation =
                validation(recipe("y | se(s) ~ 1 + (1 | g)", Family.GAUSSIAN, PRIORS, true), Folds.random(ROWS, 3, 1));
        List<WeakReference<Draws>> draws = new ArrayList<>();
        Ledger watching = new WatchedLedger(
                validation,
                fit -> draws.add(
                        new WeakReference<>(((FitRecord.Fitted) fit).fit().draws())));
        BatchRun.run(watching, Refit.NEVER, validation.fits());
        assertEquals(3, draws.size());
        System.gc();
        assertTrue(draws.stream().allMatch(kept -> kept.get() == null));
        assertEquals(1, validation.results().size());
    }

    private static double covariance(int i, int j, double[] variance) {
        return 4 + (i % 5 == j % 5 ? 1 : 0) + (i == j ? variance[i] : 0);
    }

    /** log p(y_i | y_−fold) of each row. */
    private static double[] exact(double[] variance, Folds folds) {
        double[] y = ((Column.Numbers) Objects.requireNonNull(table().find("y"))).values();
        double[] log = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            int row = i;
            int[] kept = IntStream.range(0, ROWS)
                    .filter(j -> folds.ofRow()[j] != folds.ofRow()[row])
                    .toArray();
            DMatrixRMaj known = new DMatrixRMaj(kept.length, kept.length);
            DMatrixRMaj cross = new DMatrixRMaj(1, kept.length);
            DMatrixRMaj values = new DMatrixRMaj(kept.length, 1);
            for (int a = 0; a < kept.length; a++) {
                cross.set(0, a, covariance(i, kept[a], variance));
                values.set(a, 0, y[kept[a]]);
                for (int b = 0; b < kept.length; b++) {
                    known.set(a, b, covariance(kept[a], kept[b], variance));
                }
            }
            CommonOps_DDRM.invert(known);
            DMatrixRMaj weights = new DMatrixRMaj(1, kept.length);
            CommonOps_DDRM.mult(cross, known, weights);
            double residual = y[i] - CommonOps_DDRM.dot(weights, values);
            double left = covariance(i, i, variance) - CommonOps_DDRM.dot(weights, cross);
            log[i] = -0.5 * (Math.log(2 * Math.PI * left) + residual * residual / left);
        }
        return log;
    }

    private static void requireExact(CrossValidation.Result result, double[] exact, double within) {
        assertEquals(ROWS, result.elpd().pointwise().length);
        for (int i = 0; i < ROWS; i++) {
            assertEquals(exact[i], result.elpd().pointwise()[i], within, "row " + i);
        }
    }

    private static double[] errors() {
        double[] s = ((Column.Numbers) Objects.requireNonNull(table().find("s"))).values();
        return java.util.Arrays.stream(s).map(error -> error * error).toArray();
    }

    /** The sd is known to 10⁻⁵ of itself, and so are log densities to a few times that; nothing else is left to chance. */
    @Test
    void normalPredictionsAreExactWhereEffectsAreIntegratedOut() {
        for (boolean marginalize : new boolean[] {true, false}) {
            Recipe recipe = recipe("y | se(s) ~ 1 + (1 | g)", Family.GAUSSIAN, PRIORS, marginalize);
            for (Folds folds : List.of(Folds.each(LevelRows.of(table(), "g")), Folds.random(ROWS, 5, 2))) {
                requireExact(result(recipe, folds), exact(errors(), folds), 1e-4);
            }
        }
    }

    /**
     * A t distribution with a million degrees of freedom is normal to 10⁻⁵, but its effects are not integrated out. The density of a row varies over
     * the draws by less than its mean (its ratio to that has a standard deviation below 1), and of 4000 draws at least a quarter are worth an
     * independent one: the logarithm's standard error is below 0.032, off by five of them in one of 10⁶ rows.
     */
    @Test
    void otherPredictionsAverageOverNewLevels() {
        Family family = Family.parse("student_t(nu=1000000, sigma=0.8)");
        Recipe recipe = recipe("y ~ 1 + (1 | g)", family, PRIORS, false);
        Folds folds = Folds.each(LevelRows.of(table(), "g"));
        double[] variance = new double[ROWS];
        java.util.Arrays.fill(variance, 0.64);
        requireExact(result(recipe, folds), exact(variance, folds), 0.16);
    }

    @Test
    void weightsCountInTheSumAndFoldsAreFittedWithThem() {
        Recipe plain = recipe("y | se(s) ~ 1", Family.GAUSSIAN, List.of("Intercept ~ normal(0, 2)"), true);
        Recipe weighted =
                recipe("y | se(s) + weights(x) ~ 1", Family.GAUSSIAN, List.of("Intercept ~ normal(0, 2)"), true);
        Folds folds = Folds.random(ROWS, 4, 2);
        CrossValidation.Result all = result(plain, folds);
        CrossValidation.Result some = result(weighted, folds);
        for (int i = 0; i < ROWS; i += 2) {
            assertEquals(0, some.elpd().pointwise()[i]);
        }
        // Rows of weight 0 had no say, so predictions of the others are wider.
        assertTrue(all.elpd().pointwise()[1] != some.elpd().pointwise()[1]);
    }

    @Test
    void aFoldThatCannotBeFittedCostsItsModelTheScoreAndNoOther() {
        Recipe recipe = recipe("y | se(s) ~ 1 + (1 | g)", Family.GAUSSIAN, PRIORS, true);
        CrossValidation.Candidate candidate =
                new CrossValidation.Candidate(recipe.model(table()), recipe, SETTINGS, CrossValidationTest::table);
        Folds folds = Folds.random(ROWS, 3, 1);
        CrossValidation validation = new CrossValidation(Map.of("m", candidate, "n", candidate), folds);
        List<PlannedFit> fits = validation.fits();
        PlannedFit failing = fits.stream()
                .filter(fit -> fit.name().equals("m without fold 2"))
                .findFirst()
                .orElseThrow();
        validation.record(new FitRecord.Failed(failing, "there is no start"));
        BatchRun.run(validation, Refit.NEVER, fits);
        CrossValidation.Result failed =
                Objects.requireNonNull(validation.results().get("m"));
        CrossValidation.Result whole =
                Objects.requireNonNull(validation.results().get("n"));
        assertEquals(Map.of("m without fold 2", "there is no start"), failed.failed());
        assertEquals(Map.of(), whole.failed());
        assertTrue(Double.isNaN(failed.elpd().estimate()));
        for (int i = 0; i < ROWS; i++) {
            boolean missing = folds.names().get(folds.ofRow()[i]).equals("2");
            assertEquals(missing, Double.isNaN(failed.elpd().pointwise()[i]));
            assertTrue(Double.isFinite(whole.elpd().pointwise()[i]));
        }
    }

    /** What suits a model that is done in no time would be slow for the others, which stay on its backend. */
    @Test
    void theModelWithMostToDoComesFirst() {
        List<String> priors = List.of("Intercept ~ normal(0, 2)");
        Map<String, CrossValidation.Candidate> candidates = new LinkedHashMap<>();
        for (String formula : List.of("y ~ 1", "y | se(s) ~ 1 + (1 | g)", "y ~ 1 + (1 | g)")) {
            Recipe recipe = recipe(formula, Family.GAUSSIAN, priors, false);
            candidates.put(
                    formula,
                    new CrossValidation.Candidate(recipe.model(table()), recipe, SETTINGS, CrossValidationTest::table));
        }
        List<String> names = new CrossValidation(candidates, Folds.random(ROWS, 2, 1))
                .fits().stream().map(PlannedFit::name).toList();
        // Rows with errors of their own do not reduce: 24, 5 and 1.
        assertEquals(
                List.of(
                        "y | se(s) ~ 1 + (1 | g) without fold 1",
                        "y | se(s) ~ 1 + (1 | g) without fold 2",
                        "y ~ 1 + (1 | g) without fold 1",
                        "y ~ 1 + (1 | g) without fold 2",
                        "y ~ 1 without fold 1",
                        "y ~ 1 without fold 2"),
                names);
    }

    @Test
    void aCoefficientThatNoRowTellsNeedsAProperPrior() {
        Recipe recipe = recipe("y ~ 0 + g", Family.GAUSSIAN, List.of("b ~ flat"), true);
        assertEquals(
                "model m: without fold g0 no row tells b_g[g0], whose prior is flat, so that its prediction would be"
                        + " improper; give it a proper prior",
                assertThrows(InputException.class, () -> result(recipe, Folds.each(LevelRows.of(table(), "g"))))
                        .getMessage());
        // Rows whose weight is 0 tell nothing: without the others none tells the slope.
        Recipe weighted = recipe("y | weights(x) ~ 0 + s", Family.GAUSSIAN, List.of("b ~ flat"), true);
        Folds odd = new Folds(
                List.of("odd", "even"),
                IntStream.range(0, ROWS).map(i -> 1 - i % 2).toArray());
        assertEquals(
                "model m: without fold odd no row tells b_s, whose prior is flat, so that its prediction would be"
                        + " improper; give it a proper prior",
                assertThrows(InputException.class, () -> result(weighted, odd)).getMessage());
    }
}
