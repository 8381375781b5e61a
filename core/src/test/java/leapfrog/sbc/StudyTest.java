package leapfrog.sbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import leapfrog.batch.BatchRun;
import leapfrog.batch.FitRecord;
import leapfrog.batch.KeptRecords;
import leapfrog.batch.PlannedFit;
import leapfrog.model.Family;
import leapfrog.model.InputException;
import leapfrog.model.Table;
import leapfrog.model.Table.Column;
import leapfrog.sample.FitSettings;
import leapfrog.sample.Recipe;
import leapfrog.warmup.WarmupLength;
import org.junit.jupiter.api.Test;

/**
 * Runs small studies of the partially pooled model. A calibrated one is called uncalibrated for at most one in 100 blind seeds; the seed is
 * fixed.
 */
class StudyTest {
    private static final int FITS = 80;
    private static final int DRAWS = 63;
    private static final FitSettings SETTINGS = FitSettings.defaults(11)
            .withChains(2)
            .with(new WarmupLength.Fixed(200))
            .withDraws(200);

    /** 48 houses in 8 counties. */
    private static Table table() {
        double[] y = new double[48];
        double[] x = new double[48];
        String[] g = new String[48];
        for (int i = 0; i < 48; i++) {
            x[i] = i * 5 % 7 < 3 ? 1 : 0;
            g[i] = "g" + i % 8;
            y[i] = 1 + 0.5 * x[i] + i % 8 / 6.0 + (i * 11 % 13 - 6) / 8.0;
        }
        y[5] = Double.NaN;
        Map<String, Column> columns = new LinkedHashMap<>();
        columns.put("y", new Column.Numbers(y));
        columns.put("x", new Column.Numbers(x));
        columns.put("g", new Column.Text(g));
        return Table.of(columns);
    }

    private static Recipe recipe(String formula, List<String> priors, boolean marginalize) {
        return new Recipe(formula, Family.GAUSSIAN, priors, List.of("auto"), true, false, marginalize);
    }

    private static Study study(boolean marginalize, String... over) {
        return Study.of(recipe("y ~ x + (1 + x || g)", List.of(), marginalize), List.of(over), table(), DRAWS);
    }

    private static List<FitRecord.Fitted> fitted(Study study, int count) {
        KeptRecords ledger = new KeptRecords();
        BatchRun.run(ledger, study.longer(), study.fits(count, SETTINGS));
        assertEquals(count, ledger.records.size());
        return ledger.records.values().stream()
                .map(record -> (FitRecord.Fitted) record)
                .toList();
    }

    private static Calibration calibration(Study study) {
        Map<String, int[]> counts = new LinkedHashMap<>();
        for (FitRecord.Fitted fit : fitted(study, FITS)) {
            for (Rank rank : study.ranks(fit)) {
                counts.computeIfAbsent(rank.quantity(), _ -> new int[DRAWS + 1])[rank.rank()]++;
            }
        }
        return Calibration.of(DRAWS, counts);
    }

    @Test
    void thePartialModelIsCalibrated() {
        for (boolean marginalize : new boolean[] {true, false}) {
            Calibration calibration = calibration(study(marginalize));
            // b, sd, sigma, 8 × 2 coefficients, the log likelihood.
            assertEquals(22, calibration.quantities().size());
            calibration.quantities().forEach(quantity -> assertEquals(FITS, quantity.fits(), quantity.name()));
            assertTrue(calibration.calibrated(), () -> calibration.uneven().toString());
        }
    }

    @Test
    void aSimulatorWithAPriorOfTheWrongScaleIsCaught() {
        Calibration calibration = calibration(study(true, "sd ~ half_normal(4)"));
        assertFalse(calibration.calibrated());
        List<String> uneven =
                calibration.uneven().stream().map(QuantityRanks::name).toList();
        assertTrue(uneven.contains("sd_g[Intercept]"), uneven::toString);
        QuantityRanks sd = calibration.quantities().stream()
                .filter(quantity -> quantity.name().equals("sd_g[Intercept]"))
                .findFirst()
                .orElseThrow();
        // True sds are several times as large as the model expects.
        assertEquals(QuantityRanks.Departure.TOO_LOW, sd.departure());
    }

    @Test
    void defaultsAreFrozenFromTheTableAndTheSameInEveryFit() {
        Study study = study(true);
        assertEquals(4, study.recipe().priors().size());
        List<PlannedFit> fits = study.fits(2, SETTINGS);
        assertEquals(
                List.of("sim00001", "sim00002"),
                fits.stream().map(PlannedFit::name).toList());
        for (PlannedFit fit : fits) {
            Table data = fit.data().get();
            assertEquals(47, data.rows());
            assertEquals(
                    study.simulation().model().priors(),
                    fit.recipe().model(data).priors());
        }
        // More fits of the same study begin with the same ones.
        assertEquals(
                fits.stream().map(fit -> fit.settings().seed()).toList(),
                study.fits(500, SETTINGS).subList(0, 2).stream()
                        .map(fit -> fit.settings().seed())
                        .toList());
    }

    @Test
    void fitsAreMadeLongerUntilTheirDrawsAreWorthEnough() {
        Study study = Study.of(recipe("y ~ x + (1 + x || g)", List.of(), true), List.of(), table(), 300);
        List<FitRecord.Fitted> fits = fitted(study, 6);
        assertTrue(fits.stream().anyMatch(fit -> fit.attempt() > 1), "none was made again");
        fits.forEach(fit -> {
            assertEquals(200 << fit.attempt() - 1, fit.fit().draws().draws());
            assertTrue(study.suffices(fit) || fit.attempt() == 4);
        });
    }

    @Test
    void whatCannotBeSimulatedIsRefused() {
        assertTrue(assertThrows(
                        InputException.class,
                        () -> Study.of(recipe("y ~ x", List.of("b ~ flat"), true), List.of(), table(), DRAWS))
                .getMessage()
                .contains("proper prior on b_x"));
        assertTrue(assertThrows(
                        InputException.class,
                        () -> Study.of(recipe("log(y) ~ x", List.of(), true), List.of(), table(), DRAWS))
                .getMessage()
                .contains("a response that is a column"));
    }
}
